"""A head teacher at their own desk: a record read, a decision signed with their own key, locked."""

from desktop_app.domain.roles import Role
from desktop_app.services import casework, staff
from desktop_app.services.staff import Newcomer
from desktop_app.services.vaults import FIRST_USER
from tests.builders_staff import decided
from tests.journeys.case import choose, write
from tests.journeys.place import Place

PASSWORD = "other words for the head"


def waiting(place: Place) -> str:
    """Let a head teacher in, and leave a decision for them to sign; give its reference."""
    with place.opened() as lead:
        newcomer = Newcomer("HT", "Invented Head", "Head teacher", Role.HEAD)
        staff.admit(lead, staff.prepare(lead.vault.keyring.keyfile, newcomer, PASSWORD))
        return decided(lead)


def test_a_head_teacher_reads_a_record_signs_its_decision_and_locks(place: Place) -> None:
    reference = waiting(place)
    window = place.start()
    window.wait_for(identifier="sign-in:HT")
    choose(window, "sign-in:HT")
    write(window, "password", PASSWORD)
    window.key("Return")
    window.wait_for(identifier="home-staff")
    assert window.one(identifier="home-now") is None
    window.press(f"to-do-{reference}")
    window.wait_for(identifier="incident-sign")
    assert "Managed with both families." in window.words()
    assert window.one(identifier="incident-action") is None
    window.press("incident-sign")
    window.wait_for(identifier="sign-result:signed")
    choose(window, "sign-result:signed")
    write(window, "sign-view", "I agree.")
    window.press("sign-record")
    window.gone(identifier="incident-sign")
    window.key("ctrl+l")
    assert window.ended() == 0
    fresh = place.successor(window)
    fresh.wait_for(identifier="password")
    assert fresh.one(identifier="header-home") is None
    fresh.kill()
    with place.opened(sign_in=FIRST_USER) as lead:
        given = casework.read(lead, reference).decision.given
        assert given is not None
        assert (given.own_key, given.name, given.view) == (True, "Invented Head", "I agree.")
