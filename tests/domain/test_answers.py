from desktop_app.domain.answers import STATUS_OF, Answer, Status


def test_every_answer_has_its_status() -> None:
    assert STATUS_OF == {
        Answer.YES: Status.MET,
        Answer.NO: Status.NOT_MET,
        Answer.NOT_KNOWN: Status.NOT_KNOWN,
    }
