"""Calls in few words, where there is little room for them."""

from collections.abc import Iterable

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.calls import Call
from desktop_app.services.contacts import EMERGENCY


def short_lines(calls: Iterable[Call]) -> tuple[str, ...]:
    """Give one short line for each agency, with the number to ring first, and one for 999.

    What nobody has confirmed is marked here as well.
    """
    first: dict[str, Call] = {}
    for call in calls:
        first.setdefault(EMERGENCY if call.number == EMERGENCY else call.agency, call)
    return tuple(_line(which, call) for which, call in first.items())


def _line(which: str, call: Call) -> str:
    called = {
        EMERGENCY: _("Emergency"),
        "police": _("Police"),
        "childrens-social-care": _("Front door"),
        "social-services": _("Social services"),
        "lado": _("LADO"),
        "designated-officer": _("Designated officer"),
    }.get(which, call.name)
    number = call.number or _("number not set")
    if call.contact is None or call.contact.is_confirmed:
        return _("{name}: {number}").format(name=called, number=number)
    if call.contact.area:  # an example may be another area's than the school's
        called = _("{name}, {area}").format(name=called, area=call.contact.area)
    said = _("{name}: {number}").format(name=called, number=number)
    return _("{line} (to be confirmed)").format(line=said)
