"""What stands in the record, row by row, as the page before recording shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.domain.drafting.draft import Draft, Way
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.drafting.steps import steps
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.ui.wizard.details import detail_label, person_line
from desktop_app.ui.wizard.moments import when
from desktop_app.ui.wizard.result_words import panel
from desktop_app.ui.wizard.words import (
    agency_name,
    answer_now,
    answer_word,
    capital,
    changed_where,
    decision_words,
    sign_off_words,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is, what stands there, and the step that changes it (empty: none)."""

    title: str
    text: str
    step: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, under a heading."""

    title: str
    rows: tuple[Row, ...]


def groups(draft: Draft, look: Look) -> tuple[Group, ...]:
    """Give everything that would be recorded, in the order of the pages."""
    on_the_way = {step.id for step in steps(draft, look)}
    found = (
        Group(_("Before and now"), tuple(_before(draft))),
        Group(_("What happened"), tuple(_happened(draft, look))),
        Group(_("Who is involved"), tuple(_people(draft))),
        Group(_("Answers"), tuple(_answers(draft, look))),
        Group(_("Result"), (Row(_("What the rules say"), panel(look).title, "result"),)),
        Group(_("Who is told, and tonight"), tuple(_told(draft, look))),
        Group(_("Decision"), tuple(_decided(draft))),
    )
    return tuple(_reachable(each, on_the_way) for each in found if each.rows)


def _reachable(group: Group, on_the_way: set[str]) -> Group:
    """Leave out the ways to pages that are not on the way now."""
    rows = (each if each.step in on_the_way else Row(each.title, each.text) for each in group.rows)
    return Group(group.title, tuple(rows))


def _before(draft: Draft) -> Iterator[Row]:
    if about := draft.details.get("about_whom", ""):
        yield Row(detail_label("about_whom"), about, "about-whom")
    readers = draft.record.get("sealed_to") or ()
    if readers:
        yield Row(_("Who may read it"), ", ".join(readers), "readers")
    done = [_action(each) for each in draft.many("actions") if each.get("what")]
    yield Row(_("Made safe, and done so far"), "\n".join(done) or _("Nothing noted"), "safe")


def _action(action: dict[str, str]) -> str:
    at = str(action.get("at") or "")
    return f"{action['what']} ({when(at)})" if at else str(action["what"])


def _happened(draft: Draft, look: Look) -> Iterator[Row]:
    kinds = look.catalogue.kind_by_id
    titles = [kinds[each].title for each in draft.kinds if each in kinds]
    yield Row(_("Kind of incident"), "; ".join(titles) or _not_given(), "kinds")
    asked_at = "account" if draft.way is Way.NOW else "kinds"
    yield Row(_("The school knew"), when(draft.text("aware_at")) or _not_given(), asked_at)
    for name, title in (
        ("occurred_at", _("It happened")),
        ("narrative", _("What happened, in the words used")),
        ("reported_by", _("Reported by")),
        ("came_to_light", _("How it came to light")),
    ):
        text = draft.text(name)
        yield Row(title, (when(text) if name == "occurred_at" else text) or _not_given(), "account")
    platforms = draft.record.get("platforms") or ()
    listed = [platforms] if isinstance(platforms, str) else platforms
    yield Row(_("Platforms"), "; ".join(listed) or _not_given(), "account")
    for name in ("child_words", "asked_by_whom", "child_manner"):
        if draft.details.get(name):
            yield Row(detail_label(name), draft.details[name], "account")


def _people(draft: Draft) -> Iterator[Row]:
    people = [each for each in draft.many("people") if any(each.values())]
    for number, each in enumerate(people, 1):
        yield Row(_("Person {number}").format(number=number), person_line(each), "people")
    if not people:
        yield Row(_("People"), _("Nobody entered"), "people")
    if others := draft.details.get("others_not_known", "").strip():
        yield Row(detail_label("others_not_known"), others, "people")


def _answers(draft: Draft, look: Look) -> Iterator[Row]:
    of = {question: step.id for step in steps(draft, look) for question in step.questions}
    open_still = unanswered(draft, look)
    for name in look.applies:
        answer = answer_now(draft, look, name)
        if not answer:
            continue
        how = draft.how.get(name, "").strip()
        said = answer_word(answer)
        implied = changed_where(look, name) if look.is_implied(draft, name) else ""
        where = implied or of.get(name, "")
        yield Row(look.catalogue.by_id[name].asks, f"{said}. {how}" if how else said, where)
    if open_still:
        asks = "\n".join(look.catalogue.by_id[each].asks for each in open_still)
        where = next((of[each] for each in open_still if each in of), "")
        yield Row(_("Not answered: counts as not known"), asks, where)


def unanswered(draft: Draft, look: Look) -> list[str]:
    """Give the questions that apply and have no answer; the further review has a page of its own."""
    return [
        each
        for each in look.applies
        if look.catalogue.by_id[each].aggravates_when is None and not answer_now(draft, look, each)
    ]


def _told(draft: Draft, look: Look) -> Iterator[Row]:
    calls = [_call(look, each) for each in draft.many("contacts") if each.get("agency")]
    yield Row(_("Told already"), "\n".join(calls) or _("Nobody yet"), "tell")
    for names, step in (
        (("parents_told", "parents_agree", "parents_not_told_because", "must_not_be_told"), "tell"),
        (
            (
                "where_now",
                "until_when",
                "who_has_them_tonight",
                "devices_held_by",
                "safe_number",
                "must_not_answer",
                "reach_out_of_hours",
                "deputy_out_of_hours",
            ),
            "tonight",
        ),
        (("devices", "device_access", "logs_kept"), "device"),
    ):
        given = [name for name in names if draft.details.get(name, "").strip()]
        yield from (Row(detail_label(name), draft.details[name], step) for name in given)
        if not given and step == "tonight":
            yield Row(_("Who has the child tonight"), _not_given(), step)


def _call(look: Look, contact: dict[str, str]) -> str:
    parts = (
        capital(agency_name(look.procedure, str(contact.get("agency")))),
        str(contact.get("person") or ""),
        when(str(contact.get("at") or "")),
        str(contact.get("said") or ""),
    )
    return ", ".join(each for each in parts if each)


def _decided(draft: Draft) -> Iterator[Row]:
    made = draft.record.get("decision") or {}
    yield Row(_("Decision"), decision_words(str(made.get("decision", ""))), "decision")
    if made.get("reason"):
        yield Row(_("Reason"), str(made["reason"]), "decision")
    if made.get("review_on"):
        yield Row(_("Looked at again on"), when(str(made["review_on"])), "decision")
    signed = draft.record.get("sign_off") or {}
    if made.get("decision") not in (None, "", "refer"):
        said = sign_off_words(str(signed.get("result", "")))
        who = ", ".join(str(signed[each]) for each in ("name", "role") if signed.get(each))
        yield Row(_("The head teacher's signature"), f"{said}: {who}" if who else said, "decision")


def _not_given() -> str:
    return _("Not given")


def missing(draft: Draft, look: Look) -> list[str]:
    """Say what is still missing; none of it keeps the incident from being recorded."""
    open_still = len(unanswered(draft, look))
    questions = ngettext(
        "{number} question is not answered; it counts as not known.",
        "{number} questions are not answered; they count as not known.",
        open_still,
    ).format(number=open_still)
    told = any(each.get("agency") for each in draft.many("contacts"))
    found: Iterable[tuple[bool, str]] = (
        (bool(open_still), questions),
        (not draft.text("narrative").strip(), _("What happened is not written down yet.")),
        (
            not any(set(each) - {"role"} for each in draft.many("people")),
            _("Nobody is entered under who is involved."),
        ),
        (look.enough and not told, _("No call to an agency is noted yet. It is due today.")),
        (
            not draft.details.get("who_has_them_tonight", "").strip(),
            _("Who has the child tonight is not given."),
        ),
        (
            not (draft.record.get("decision") or {}).get("decision"),
            _("No decision is recorded yet."),
        ),
    )
    return [said for holds, said in found if holds]
