"""The report to the police: what they need to act on, and none of the family's welfare history."""

from desktop_app.documents.layout import Fact, Sheet
from desktop_app.documents.parts import people, record, rules
from desktop_app.documents.parts.form import Form, children_first, is_listed_adult
from desktop_app.documents.parts.rules_used import first_lines, rules_used
from desktop_app.documents.printing import Printing
from desktop_app.documents.styles import STRONG
from desktop_app.documents.words import ages, listed, not_known, ticks, when
from desktop_app.domain.people import Person
from desktop_app.domain.procedure import Strength
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext

_AGENCY = "police"
_FEW = 4  # names that the first lines can hold; everybody is named below
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
    children = [each for each in everyone if not is_listed_adult(each)]
    form.opening(title)
    first_lines(form, to_agency=True)
    _two_minutes(form, children)
    sheet.section(_("Person or persons alleged to be involved"))
    people.only_alleged(form)
    for person in suspected:
        people.adult(form, person, welfare=False)
    if not suspected:
        sheet.text(_("No adult is named. Whether one is involved: see below."))
    others = [each for each in everyone if each not in suspected]
    if others:
        sheet.section(_("Children and others"))
        people.brief(form, others, welfare=False)
    sheet.section(_("What happened"))
    record.what_happened(form)
    sheet.section(_("What is known"))
    rules.answers(form, (*_SAFETY, *_CRIME, *_IMAGERY))
    sheet.section(_("Devices and evidence"))
    record.devices(form)
    record.who_has_access(form)
    sheet.subsection(_("Who has seen the imagery"))
    record.viewing_register(form)
    sheet.section(_("What the school has done and not done"))
    record.done_and_not_done(form)
    _family(form)
    sheet.section(_("Why the police are told"))
    rules.agencies(form, only=_AGENCY)
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
    rules_used(form)
    form.closing()
    return sheet.to_bytes()


def _two_minutes(form: Form, children: list[Person]) -> None:
    """Add the first lines: safety now, who and where on the network, whom to ring."""
    state = form.state
    with form.sheet.panel():
        form.sheet.facts(
            [
                Fact(
                    _("Is anyone in danger now?"),
                    ticks(rules.answer_of(form, "life-in-danger")),
                    wide=True,
                ),
                Fact(_("Child or children"), _children(form, children), wide=True),
                Fact(_("Platforms"), listed(state.platforms), wide=True),
                Fact(_("Exact user names"), _user_names(form), wide=True),
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


def _children(form: Form, children: list[Person]) -> str:
    """Give name and age of the children concerned, and how many more there are.

    Where nobody is said to be concerned by imagery, that is every child in the incident.
    """
    concerned = [each for each in children if "depicted" in each.roles] or children
    lines = [_name_and_age(form, each) for each in concerned[:_FEW]]
    return "\n".join((*lines, *_more(len(concerned) - _FEW)))


def _name_and_age(form: Form, child: Person) -> str:
    age = ages(child, form.state, form.printing.printed_at.date())
    if age == not_known():
        age = _("age not known")
    return _("{name}, {age}").format(name=people.label_of(form, child), age=age)


def _user_names(form: Form) -> str:
    """Give the user names of everybody, with whose they are said to be."""
    named = [each for each in form.state.people if each.detail("usernames").strip()]
    lines = [
        _("{name}: {user_names}").format(
            name=people.label_of(form, each), user_names=each.detail("usernames")
        )
        for each in named[:_FEW]
    ]
    return "\n".join((*lines, *_more(len(named) - _FEW)))


def _more(number: int) -> tuple[str, ...]:
    said = ngettext("and {number} more, below", "and {number} more, below", number)
    return (said.format(number=number),) if number > 0 else ()


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
    form.sheet.section(_("What the family knows"))
    form.sheet.text(record.family_words_to_agency(form), STRONG)
    form.sheet.facts(
        [
            form.fact("parents_told", wide=True),
            form.fact("must_not_be_told", wide=True),
        ]
    )
