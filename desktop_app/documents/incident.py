"""The whole record of an incident: everything that is known, and how it came to be known."""

from desktop_app.documents.layout import Fact, Sheet
from desktop_app.documents.parts import decision, people, record, rules, story
from desktop_app.documents.parts.form import Form, author_name, children_first, is_listed_adult
from desktop_app.documents.parts.rules_used import first_lines, rules_used
from desktop_app.documents.printing import Printing
from desktop_app.documents.styles import LEAD, STRONG
from desktop_app.documents.words import (
    answer_word,
    known,
    listed,
    moment_words,
    status_word,
    when,
    when_short,
)
from desktop_app.domain.decision import IncidentStatus
from desktop_app.domain.events.assessments import Assessed
from desktop_app.domain.events.decisions import FormMade
from desktop_app.domain.people import Person
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext


def incident(state: IncidentState, printing: Printing, *, about: str | None = None) -> bytes:
    """Draw the whole record; `about` names the child to be listed first.

    Raises PersonMissingError when `about` is not in the incident.
    """
    title = _("The whole record of an incident")
    sheet = Sheet(printing, title=title, reference=state.reference)
    form = Form(state, printing, sheet)
    everyone = children_first(state, about)
    form.opening(title)
    first_lines(form)
    _where_it_stands(form)
    sheet.section(_("What happened"))
    record.what_happened(form)
    _people(form, everyone)
    _tonight(form)
    sheet.section(_("Telling the family"))
    record.telling_family(form)
    sheet.section(_("What we are worried about"))
    record.worry(form)
    sheet.section(_("What has been done, and what has not"))
    record.done_and_not_done(form)
    sheet.subsection(_("Who has seen the imagery"))
    record.viewing_register(form)
    sheet.subsection(_("Devices and evidence"))
    record.devices(form)
    record.who_has_access(form)
    _answers(form)
    _rules(form)
    _decisions(form)
    sheet.section(_("Contacts with agencies"))
    record.contacts(form)
    sheet.facts([form.fact("disagreement", wide=True)])
    sheet.section(_("Who keeps the record"))
    record.referrer(form)
    _forms(form)
    sheet.section(_("The log, entry by entry"))
    story.story(form)
    rules_used(form)
    form.closing(
        *(
            _("Fingerprint of {form}: {digest}").format(
                form=story.form_title(each.form, wales=form.in_wales), digest=known(each.digest)
            )
            for each in state.forms
        )
    )
    return sheet.to_bytes()


def status_words(status: IncidentStatus) -> str:
    """Say where an incident stands."""
    return {
        IncidentStatus.TO_DECIDE: _("To be decided"),
        IncidentStatus.REFER_NOW: _("To be referred; no agency has been contacted yet"),
        IncidentStatus.REFERRED: _("Referred"),
        IncidentStatus.AWAITING_SIGN_OFF: _("Awaiting the head teacher's sign-off"),
        IncidentStatus.NOT_REFERRED: _("Not referred; signed off"),
    }[status]


def _where_it_stands(form: Form) -> None:
    state = form.state
    with form.sheet.panel():
        form.sheet.text(status_words(state.status), LEAD, before=0)
        form.sheet.facts(
            [
                Fact(_("The rules say"), rules.outcome_words(form, state.outcome), wide=True),
                Fact(_("Kinds"), form.kind_titles(), wide=True),
                Fact(_("The school knew"), when(state.aware_at), wide=True),
                Fact(_("Newest fact known"), when(state.known_at), wide=True),
                Fact(_("Recorded"), when(state.recorded.at), wide=True),
                Fact(_("By"), author_name(form, state.recorded.author), wide=True),
                Fact(
                    _("Who may read it"),
                    _("Sealed: only those named") if state.sealed else _("All users of the vault"),
                    wide=True,
                ),
                Fact(_("Opened"), _read(form), wide=True),
                *([form.fact("about_whom", wide=True)] if state.detail("about_whom") else []),
            ]
        )


def _read(form: Form) -> str:
    """Say how often the record was opened and by whom last; each time stands in the log."""
    views = form.state.views
    if not views:
        return _("Not since it was recorded")
    said = ngettext(
        "{number} time, last by {who}, {when}", "{number} times, last by {who}, {when}", len(views)
    )
    last = views[-1]
    return said.format(
        number=len(views), who=author_name(form, last.author), when=when_short(last.at)
    )


def _people(form: Form, everyone: list[Person]) -> None:
    form.sheet.section(_("People"))
    for person in everyone:
        form.sheet.subsection(people.label_of(form, person))
        if is_listed_adult(person):
            people.adult(form, person)
        else:
            people.child(form, person)
    if not everyone:
        form.sheet.text(_("Nobody is named yet."))


def _tonight(form: Form) -> None:
    form.sheet.section(_("What is asked, and tonight"))
    form.sheet.facts(
        [
            form.fact("asked_for", wide=True),
            form.fact("why_today", wide=True),
            form.fact("where_now"),
            form.fact("until_when"),
            form.fact("who_has_them_tonight", wide=True),
            form.fact("safe_number"),
            form.fact("must_not_answer"),
            form.fact("child_views", wide=True),
            form.fact("form_goes_to", wide=True),
        ]
    )


def _answers(form: Form) -> None:
    """Add every answer with who gave it, when, and what was answered before."""
    form.sheet.section(_("Every answer"))
    rows = []
    for question, given in form.state.answers.items():
        now = [answer_word(given.answer)]
        if given.before:
            before = ", ".join(answer_word(each) for each in given.before)
            now.append(_("before: {answers}").format(answers=before))
        by = f"{author_name(form, given.author)}, {when_short(given.at)}"
        rows.append((form.asks(question), "\n".join(now), given.how, by))
    form.sheet.grid(
        (_("Question"), _("Answer"), _("How it is known"), _("By, and known since")),
        rows,
        shares=(0.38, 0.16, 0.21, 0.25),
    )
    if not rows:
        form.sheet.text(_("No question has been answered yet."))


def _rules(form: Form) -> None:
    """Add what the rules say now in full, and every earlier assessment in short."""
    sheet = form.sheet
    sheet.section(_("What the rules say now"))
    sheet.text(rules.outcome_words(form, form.state.outcome), STRONG, keep=True)
    rules.ledger(form)
    rules.still_open(form)
    sheet.subsection(_("Who is told, and why"))
    rules.agencies(form)
    sheet.subsection(_("What is required"))
    rules.duties(form)
    sheet.subsection(_("What must not be done"))
    rules.prohibitions(form)
    rules.advice_given(form)
    decision.aggravating(form)
    sheet.section(_("Assessments over time"))
    made = [entry for entry in form.state.entries if isinstance(entry.event, Assessed)]
    rows = [
        (when_short(entry.at), *_assessment(form, entry.event))
        for entry in made
        if isinstance(entry.event, Assessed)
    ]
    sheet.grid(
        (_("When"), _("Outcome, and who is told"), _("Criteria")), rows, shares=(0.22, 0.38, 0.4)
    )


def _assessment(form: Form, assessed: Assessed) -> tuple[str, str]:
    name = form.printing.procedure.agency_name
    agencies = listed(name(each["agency"]) for each in assessed.result["refer_to"])
    outcome = rules.outcome_words(form, str(assessed.result["outcome"]))
    criteria = "\n".join(
        _("{status}: {criterion}").format(
            status=status_word(each["status"]), criterion=rules.criterion_title(form, each["id"])
        )
        for each in assessed.result["criteria"]
    )
    rule = _("Rules used: version {version}").format(version=assessed.version)
    return f"{outcome}\n{agencies}\n{rule}", criteria


def _decisions(form: Form) -> None:
    """Add every decision, the newest last with its sign-off."""
    form.sheet.section(_("Decisions and sign-off"))
    state = form.state.decision
    made = [*state.earlier, *([state.made] if state.made else [])]
    for each in made:
        form.sheet.facts(
            [
                Fact(_("Decision"), decision.decision_words(each.decision), wide=True),
                Fact(_("Decided"), when(each.at), wide=True),
                Fact(_("By"), decision.decided_by(form, each), wide=True),
                Fact(_("Reason"), each.reason, wide=True),
                Fact(_("To be reviewed on"), when(each.review_on), wide=True),
            ],
            before=8,
        )
        if each.consulted:
            decision.consultation(form, each)
        if each.further_review:
            decision.further_review(form, each)
    if not made:
        form.sheet.text(_("Nothing has been decided yet."))
        return
    form.sheet.text(decision.sign_off_words(form), STRONG, before=8)
    decision.sign_off_facts(form)


def _forms(form: Form) -> None:
    """Add every form that was made of this record."""
    form.sheet.section(_("Forms made"))
    entries = [entry for entry in form.state.entries if isinstance(entry.event, FormMade)]
    rows = [
        (when_short(entry.at), story.told(entry.event, form), author_name(form, entry.author))
        for entry in entries
    ]
    form.sheet.grid((_("When"), _("Form"), _("By")), rows, shares=(0.25, 0.5, 0.25))
    if not rows:
        form.sheet.text(
            _("None before this one, printed {when}.").format(
                when=moment_words(form.printing.printed_at)
            )
        )
