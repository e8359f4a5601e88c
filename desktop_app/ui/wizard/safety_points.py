"""What is made safe first, as a list to tick; the advice beside it is the procedure's own."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_app.domain.answers import Answer
from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.procedure import Procedure
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.drafts import ABOUT_STAFF

_BLACKMAIL = frozenset({"sextortion", "grooming"})
_BETWEEN_CHILDREN = frozenset(
    {"nudes-shared", "sextortion", "sexual-messages", "adult-depicted", "bullying", "upskirting"}
)
_PASSED_ON = _BETWEEN_CHILDREN | {"exposure", "abuse-images-by-child"}
_TIME = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_HOURS, _MINUTES, _NOON = 24, 60, 12


@dataclass(frozen=True, slots=True)
class SafetyPoint:
    """One thing done or left; `hint` is how to do it.

    `done` is worded as it will stand in the record, where `what` does not say it otherwise.
    """

    id: str
    done: str
    hint: str
    fits: bool = True
    what: str = ""

    @property
    def action(self) -> str:
        """The action of the record that says that it was done."""
        return self.what or self.done


def safety_points(draft: Draft, procedure: Procedure) -> list[SafetyPoint]:
    """Give every point, the most urgent first; `fits` says which ones this incident calls for.

    The hint is the point of guidance named beside it, where the procedure has it.
    """
    staff = ABOUT_STAFF in draft.kinds
    return [
        *_about_people(draft, procedure, staff=staff),
        *_about_things(draft, procedure, staff=staff),
        SafetyPoint(
            "seen-supported",
            _("Whoever has seen it has been offered support"),
            _advice(procedure, "viewing", "welfare"),
            draft.answers.get("staff-viewed") == Answer.YES,
        ),
        SafetyPoint(
            "account-begun",
            _("Whoever was told is writing it down"),
            _advice(procedure, "all-staff", "write-down"),
        ),
    ]


def _may_be(draft: Draft, kinds: frozenset[str]) -> bool:
    """Say whether it is, or before the kind is known may turn out to be, one of these."""
    return bool(kinds & set(draft.kinds)) or not draft.kinds


def _about_people(draft: Draft, procedure: Procedure, *, staff: bool) -> list[SafetyPoint]:
    return [
        SafetyPoint(
            "with-adult",
            _("Each child is with an adult and is not left alone"),
            _("Ask how they are and whether they can cope. Nobody is asked what it shows."),
        ),
        SafetyPoint(
            "no-payment",
            _("Nobody pays, answers or sends more"),
            _advice(procedure, "sextortion", "child"),
            _may_be(draft, _BLACKMAIL),
        ),
        SafetyPoint(
            "head-told",
            _("The head has been told, or the chair of governors if it is about the head"),
            _("In person or by telephone, today, and nobody else."),
            staff,
        ),
        SafetyPoint(
            "apart",
            _("The children are kept apart"),
            _("In lessons, at break, on the way home and online, with blame for nobody."),
            not staff and _may_be(draft, _BETWEEN_CHILDREN),
        ),
        SafetyPoint(
            "not-confronted",
            _("Nobody has been confronted or warned"),
            _("Not the person suspected, not their family, not whoever started it."),
        ),
    ]


def _about_things(draft: Draft, procedure: Procedure, *, staff: bool) -> list[SafetyPoint]:
    return [
        SafetyPoint(
            "phones",
            _("Phones are handed in and kept; nobody unlocks or searches them"),
            _advice(procedure, "devices", "phone"),
            not staff,
        ),
        SafetyPoint(
            "group-told",
            _("Every pupil who has it was told: stop, send nothing on, delete nothing"),
            _("Say it to each of them, by word of mouth: nobody suspected may read it in a chat."),
            not staff and _may_be(draft, _PASSED_ON),
        ),
        SafetyPoint(
            "nothing-deleted",
            _("Nothing is being deleted"),
            _advice(procedure, "deletion", "when"),
        ),
        SafetyPoint(
            "computer-left",
            _("School computers are left as they are, and the room is locked"),
            _advice(procedure, "devices", "school-computer"),
        ),
        SafetyPoint(
            "logs-kept",
            _("IT was told to keep the records of use, and not why"),
            _advice(procedure, "devices", "tell-it"),
        ),
    ]


def _advice(procedure: Procedure, topic: str, point: str) -> str:
    """Give a point of the procedure's guidance, or an empty text where it has none."""
    points = (each for found in procedure.topics if found.id == topic for each in found.points)
    return next((each.text for each in points if each.id == point), "")


def read_time(text: str) -> str | None:
    """Give `17:40`, `1740`, `17.40` or `5:40 pm` as `HH:MM`, or None where it is no time."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    half = (found.group(3) or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    elif found.group(2) is None:
        return None
    return f"{hour:02}:{minute:02}" if hour < _HOURS and minute < _MINUTES else None


def keep_tick(draft: Draft, point: SafetyPoint, time: str, *, now: datetime, by: str) -> None:
    """Keep a tick with its time as it was typed, and put it among the actions of the record.

    A time later than this minute was yesterday's. One that cannot be read leaves the action
    without a moment until it can.
    """
    draft.ticks[point.id] = time
    action = {"what": point.action, "by": by}
    if readable := read_time(time):
        today = f"{now:%Y-%m-%d}"
        later = readable > f"{now:%H:%M}"
        day = f"{now - timedelta(days=1):%Y-%m-%d}" if later else today
        action["at"] = f"{day}T{readable}"
    actions = draft.many("actions")
    place = next((at for at, each in enumerate(actions) if each.get("what") == point.action), None)
    if place is None:
        actions.append(action)
    else:
        actions[place] = action


def take_tick_back(draft: Draft, point: SafetyPoint) -> None:
    """Take a tick back, out of the record as well."""
    draft.ticks.pop(point.id, None)
    draft.record["actions"] = [
        each for each in draft.many("actions") if each.get("what") != point.action
    ]
