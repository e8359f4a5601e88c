"""A school's own computer in it: left as it is, who has access by name, and what IT is told."""

from typing_extensions import override

from desktop_app.domain.drafting.steps import Step
from desktop_app.domain.guidance import Point
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.drafts import ABOUT_STAFF
from desktop_app.ui.widgets import Note, label
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.parts import RecordFields, card, points, title
from desktop_app.ui.wizard.sourced import SourcedLine, sourced_points, today_line, way_to

_TOPIC = "devices"
_POINTS = ("ask-first", "school-computer", "access-list", "tell-it")


class DevicePage(WizardPage):
    """What is left alone, what to say to IT, and the lists that the police ask for."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("The school computer or device")

    @override
    def build(self) -> None:
        self.add(
            Note(
                _(
                    "Leave it exactly as it is: nobody uses it, switches it off, searches it or "
                    "tidies it, until the police take it or say what to do."
                ),
                icon="octagon-alert",
                kind="warn",
            )
        )
        self._guidance()
        self._words_for_it()
        self.fields = RecordFields(self.wizard.draft.details, prefix="device-")
        self.fields.changed.connect(self.changed)
        self.fields.heading(_("What the police will ask for"))
        self.fields.line(
            "devices",
            _("Which computer or device, and where is it?"),
            _("The room, the number on it, whether it is on, and since when the room is locked."),
        )
        self.fields.box(
            "device_access",
            _("Who has access to it?"),
            _(
                "Every name, one a line: sign-ins, keys, cleaners, IT. Ask nobody who may pass it on."
            ),
        )
        self.fields.box(
            "logs_kept",
            _("Which records of its use are kept, and since when?"),
            _(
                "Filtering, sign-in, door and camera records overwrite themselves. Write what you "
                "asked to be kept, of whom, and on which day."
            ),
        )
        self.add(self.fields)
        self.column.addStretch(1)

    def _guidance(self) -> None:
        """Show what the procedure says about it, each point with its source."""
        lines = [
            SourcedLine(
                f"topic:{_TOPIC}/{each.id}",
                each.text,
                (*_today(each), _("Source: {source}").format(source=each.source.label)),
            )
            for each in self._points()
            if each.id in _POINTS
        ]
        if lines:
            go = way_to(self.wizard.desk, self.wizard.look.procedure)
            self.add(card(sourced_points(lines, go, icon="info", colour="primary")))

    def _points(self) -> tuple[Point, ...]:
        topics = self.wizard.look.procedure.topics
        return next((each.points for each in topics if each.id == _TOPIC), ())

    def _words_for_it(self) -> None:
        self.add(title(_("What to say to IT, and no more")))
        said = words_for_it()
        if ABOUT_STAFF in self.wizard.draft.kinds:
            self.add(
                label(
                    _(
                        "Only if someone in IT is not the person, nor close to them; else ask the police."
                    ),
                    "strong",
                )
            )
        self.add(card(points([said], icon="info", colour="muted")))


def _today(point: Point) -> tuple[str, ...]:
    return today_line(point.today.text if point.today else "")


def words_for_it() -> str:
    """Give what IT is told, to be read out as it stands: what to do, and no reason."""
    return _(
        "“Please do not touch this computer. No remote session, no updates, no wiping. Switch off "
        "the automatic deletion of logs for it today, and keep filtering, sign-in, door and camera "
        "records. I cannot say why. Please speak to nobody about it, and tell me when it is done.”"
    )
