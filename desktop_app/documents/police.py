"""The report to the police: what they need to act on, and none of the family's welfare history."""

from desktop_app.documents.layout import Fact, Sheet
from desktop_app.documents.parts import people, record, rules
from desktop_app.documents.parts.form import Form, children_first
from desktop_app.documents.printing import Printing
from desktop_app.documents.styles import STRONG
from desktop_app.documents.words import known, ticks, when
from desktop_app.domain.procedure import Strength
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _

_SAFETY = ("life-in-danger", "immediate-risk", "offline-meeting")
_CRIME = ("adult-involved", "blackmailed", "coerced", "groomed", "evidence-at-risk")
_IMAGERY = ("on-school-device", "staff-viewed")


def police(state: IncidentState, printing: Printing, *, about: str | None = None) -> bytes:
    """Draw the report to the police; `about` names the child to be listed first.

    Raises PersonMissingError when `about` is not in the incident.
    """
    title = _("Report to the police")
    sheet = Sheet(printing, title=title, reference=state.reference)
    form = Form(state, printing, sheet)
    everyone = children_first(state, about)
    suspected = [each for each in everyone if "suspected-adult" in each.roles]
    form.opening(title)
    _two_minutes(form)
    sheet.section(_("Person or persons alleged to be involved"))
    people.only_alleged(form)
    for person in suspected:
        people.adult(form, person, welfare=False)
    if not suspected:
        sheet.text(_("No adult is named. Whether one is involved: see below."))
    sheet.section(_("Children and others"))
    people.brief(form, [each for each in everyone if each not in suspected], welfare=False)
    sheet.section(_("What happened"))
    record.what_happened(form)
    sheet.section(_("What is known"))
    rules.answers(form, (*_SAFETY, *_CRIME, *_IMAGERY))
    sheet.section(_("Devices and evidence"))
    record.devices(form)
    sheet.subsection(_("Who has seen the imagery"))
    record.viewing_register(form)
    sheet.section(_("What the school has done and not done"))
    record.done_and_not_done(form)
    _family(form)
    sheet.section(_("Why the police are told"))
    rules.agencies(form)
    sheet.subsection(_("Contacts with agencies"))
    record.contacts(form)
    sheet.section(_("Who reports"))
    record.referrer(form)
    record.declaration(form)
    sheet.subsection(_("For the police"))
    sheet.to_fill_in(
        (
            _("Crime reference"),
            _("Officer"),
            _("Call taken by"),
            _("Date and time"),
            _("Next contact"),
            _("Device taken by"),
        )
    )
    form.closing()
    return sheet.to_bytes()


def _two_minutes(form: Form) -> None:
    """Add the first lines: safety now, what is asked, whom to ring."""
    state = form.state
    with form.sheet.panel():
        form.sheet.facts(
            [
                Fact(
                    _("Is anyone in danger now?"),
                    ticks(rules.answer_of(form, "life-in-danger")),
                    wide=True,
                ),
                Fact(_("Who is told"), _agencies_told(form), wide=True),
                Fact(_("What has been reported"), form.kind_titles(), wide=True),
                Fact(_("The school knew"), when(state.aware_at), wide=True),
                form.fact("where_now"),
                form.fact("until_when"),
                Fact(_("Already contacted"), record.already_rung(form), wide=True),
                form.fact("safe_number"),
                form.fact("must_not_answer"),
                form.fact("reach_out_of_hours", wide=True),
            ],
            before=0,
        )


def _agencies_told(form: Form) -> str:
    """Give every agency that the rules name; of a pair, both."""
    procedure = form.printing.procedure
    named = form.result.get("refer_to", ())
    if not named:
        return _("No rule requires it: the school has chosen to report.")
    lines = [
        _("{agency}: must be told").format(agency=procedure.agency_name(each["agency"]))
        for each in named
        if each["strength"] == Strength.MUST
    ]
    if any(each["strength"] == Strength.AND_OR for each in named):
        lines.append(rules.one_of_the_pair(form))
    return "\n".join(lines)


def _family(form: Form) -> None:
    """Add what the family may know: police must not give it away on the doorstep."""
    level = str(form.result.get("tell_family", ""))
    form.sheet.section(_("What the family knows"))
    form.sheet.text(known(form.printing.procedure.family_texts.get(level, "")), STRONG)
    form.sheet.facts(
        [
            form.fact("parents_told", wide=True),
            form.fact("must_not_be_told", wide=True),
        ]
    )
