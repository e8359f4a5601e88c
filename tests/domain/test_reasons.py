from desktop_app.domain.reasons import LONGEST_REASON, Reason, in_own_words


def test_own_words_are_kept_in_one_line() -> None:
    assert in_own_words("  the governors\n asked\tfor it ") == "the governors asked for it"
    assert in_own_words("one\x00two\x1b[31m") == "one two [31m"


def test_own_words_never_pass_for_what_the_program_records_itself() -> None:
    for each in Reason:
        assert in_own_words(f" {each.value.upper()} ") not in set(Reason)
        assert each.value in in_own_words(each.value)


def test_nothing_but_blanks_is_no_reason() -> None:
    assert in_own_words(" \n\t ") == ""


def test_a_reason_is_short() -> None:
    assert len(in_own_words("word " * 1000)) <= LONGEST_REASON
