"""The way through the wizard, worked out anew after every answer; pages only draw it."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.domain.answers import Answer
from desktop_app.domain.decision import Decision
from desktop_app.domain.drafting.draft import Draft, Way
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.procedure import SCHOOL, Outcome

SECTIONS = (
    "before",
    "safe",
    "happened",
    "people",
    "questions",
    "result",
    "tell",
    "decide",
    "finish",
)
SAFETY, REVIEW = "safety", "further-review"
REPORTED = ("content", "imagery")  # what has been reported about the imagery, never seen
ASK, MATTER, LIST = "ask:", "matter:", "list:"
ABOUT_STAFF, SCHOOL_DEVICE = "colleague-concern", "on-school-device"
COLLEAGUE_STEPS = "colleague-steps"
SEALING = ("about-whom", "readers")  # nothing is typed before these
ASKED_ON = {"start": ("staff-viewed",)}  # questions that a page without a matter asks


@dataclass(frozen=True, slots=True)
class Step:
    """One page: its id, the section it stands in, and the questions that it asks, if any."""

    id: str
    section: str
    questions: tuple[str, ...] = ()

    @property
    def matter(self) -> str:
        """Give the matter that a page of questions is about, or an empty text."""
        return self.id.removeprefix(MATTER) if self.id.startswith(MATTER) else ""


def steps(draft: Draft, look: Look) -> tuple[Step, ...]:
    """Give every step of the way as it is known now, those gone past included."""
    ways = {Way.NOW: _quick, Way.TIME: _full}
    return tuple(ways[draft.way](draft, look))


def next_step(draft: Draft, look: Look) -> Step | None:
    """Give the step after the one that the person is at, or None at the end."""
    way = steps(draft, look)
    here = next((at for at, step in enumerate(way) if step.id == draft.place), None)
    if here is None:
        return next((step for step in way if step.id not in draft.passed), way[-1])
    if detour := _to_be_sealed(draft, way, here):
        return detour
    return way[here + 1] if here + 1 < len(way) else None


def settled_first(draft: Draft, way: tuple[Step, ...], place: int) -> Step | None:
    """Give the page before a place of the way that settles who may read it and was not gone past.

    Nothing can be typed about someone who works here until it was.
    """
    before = (step for step in way[:place] if step.id in SEALING)
    return next((step for step in before if step.id not in draft.passed), None)


def _to_be_sealed(draft: Draft, way: tuple[Step, ...], here: int) -> Step | None:
    """Give the page that settles who may read it, where it was passed by before it was needed.

    Whoever comes from there goes on where they were.
    """
    if skipped := settled_first(draft, way, here):
        return skipped
    sealing = [step for step in way if step.id in SEALING]
    if sealing and way[here] == sealing[-1]:
        return next((step for step in way[here + 1 :] if step.id not in draft.passed), None)
    return None


def step_before(draft: Draft, look: Look) -> Step | None:
    """Give the step before the one that the person is at, or None at the beginning."""
    way = steps(draft, look)
    here = next((at for at, step in enumerate(way) if step.id == draft.place), 0)
    return way[here - 1] if here > 0 else None


def _full(draft: Draft, look: Look) -> Iterator[Step]:
    """I have time: facts, people, what was reported, every matter, the result, what is done."""
    yield Step("start", "before")
    yield from _readers(draft, look)
    yield Step("safe", "safe")
    yield from _device(look, ABOUT_STAFF)
    yield from _lists(look, for_a_colleague=True)
    yield Step("kinds", "happened")
    yield Step("account", "happened")
    yield Step("people", "people")
    yield from _matters(look, only=REPORTED, open_in=draft)
    yield from _matters(look, without=(*REPORTED, REVIEW))
    yield Step("result", "result")
    yield from _end(draft, look)


def _quick(draft: Draft, look: Look) -> Iterator[Step]:
    """I need to know now: kind, safety, what can still change the result; all else comes after."""
    yield Step("kinds", "happened")
    yield from _readers(draft, look)
    if look.facts is None:
        yield Step(f"{MATTER}{SAFETY}", "questions")
        return
    yield from _matters(look, only=(SAFETY,))
    been = dict.fromkeys((*draft.passed, draft.place))
    asked = tuple(each.removeprefix(ASK) for each in been if each.startswith(ASK))
    for question in asked:
        yield Step(f"{ASK}{question}", "questions", (question,))
    before = look.catalogue.questions
    safety = tuple(each.id for each in before if each.matter == SAFETY)
    known = tuple(each for each in draft.answers if each not in asked)
    coming = look.next_that_matters((*asked, *safety, *known))
    if coming is not None and not look.enough:
        yield Step(f"{ASK}{coming}", "questions", (coming,))
    yield Step("result", "result")
    yield Step("safe", "safe")
    yield from _device(look, ABOUT_STAFF)
    yield from _lists(look, for_a_colleague=True)
    yield Step("account", "happened")
    yield Step("people", "people")
    yield from _matters(look, only=REPORTED, open_in=draft)
    yield from _matters(look, without=(*REPORTED, SAFETY, REVIEW), open_in=draft)
    yield from _end(draft, look)


def _readers(draft: Draft, look: Look) -> Iterator[Step]:
    """Who may read it is settled before anything is typed about someone who works here."""
    if look.must_be_sealed or draft.notes.get("about_staff") == "yes":
        yield Step("about-whom", "before")
        yield Step("readers", "before")


def _device(look: Look, why: str) -> Iterator[Step]:
    """Yield the page of a school's own device: at once for a colleague, else once it is one."""
    about_staff = look.facts is not None and ABOUT_STAFF in look.facts.kinds
    on_device = look.facts is not None and look.facts.answers.get(SCHOOL_DEVICE) is Answer.YES
    if about_staff if why == ABOUT_STAFF else on_device and not about_staff:
        yield Step("device", "safe" if about_staff else "tell")


def _lists(look: Look, *, for_a_colleague: bool) -> Iterator[Step]:
    """Yield a page for each list that the school ticks with the time; others are read elsewhere.

    The steps for a concern about a colleague come at once, any other list after the calls.
    """
    for each in look.checklists:
        ticked = each.timed and each.owner == SCHOOL
        if ticked and (each.id == COLLEAGUE_STEPS) == for_a_colleague:
            yield Step(f"{LIST}{each.id}", "safe" if for_a_colleague else "tell")


def _end(draft: Draft, look: Look) -> Iterator[Step]:
    yield Step("tell", "tell")
    yield Step("tonight", "tell")
    yield from _device(look, SCHOOL_DEVICE)
    yield from _lists(look, for_a_colleague=False)
    review = tuple(_matters(look, only=(REVIEW,)))
    if look.outcome == Outcome.SCHOOL_MANAGED:
        yield from review
    yield Step("decision", "decide")
    decided = draft.record.get("decision", {}).get("decision")
    if look.outcome == Outcome.HOLD and decided == Decision.NOT_REFERRED_ON_ADVICE:
        yield from review
    yield Step("check", "finish")


def _matters(
    look: Look,
    *,
    only: tuple[str, ...] = (),
    without: tuple[str, ...] = (),
    open_in: Draft | None = None,
) -> Iterator[Step]:
    """Yield a page for each matter of which a question applies.

    With `open_in`, what that draft has answered on a page of its own is not asked again.
    """
    for matter in look.catalogue.matters:
        if (only and matter not in only) or matter in without:
            continue
        asked = tuple(
            each
            for each in look.applies
            if look.catalogue.by_id[each].matter == matter
            and not (open_in is not None and _asked_elsewhere(open_in, matter, each))
        )
        if asked:
            section = {REVIEW: "decide"}.get(matter, "questions")
            section = "happened" if matter in REPORTED else section
            name = "review" if matter == REVIEW else f"{MATTER}{matter}"
            yield Step(name, section, asked)


def _asked_elsewhere(draft: Draft, matter: str, question: str) -> bool:
    """Say whether another page has asked it; its own stays as it was once it was gone past."""
    if f"{MATTER}{matter}" in draft.passed:
        return False
    return f"{ASK}{question}" in draft.passed or any(
        step in draft.passed and question in asked and draft.answered(question)
        for step, asked in ASKED_ON.items()
    )
