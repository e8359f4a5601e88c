"""What kind of incident it is: the one page on which a key and Enter must be enough."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from desktop_app.domain.drafting.draft import Way
from desktop_app.domain.drafting.steps import Step
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.drafts import ABOUT_STAFF
from desktop_app.services.rights import allows
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Note, Problem, TickCard, label, vbox
from desktop_app.ui.wizard.context import Wizard
from desktop_app.ui.wizard.mnemonics import with_keys
from desktop_app.ui.wizard.notes import appear
from desktop_app.ui.wizard.page import WizardPage
from desktop_app.ui.wizard.parts import RecordFields
from desktop_app.ui.wizard.start import opened_note, set_about_staff
from desktop_app.ui.wizard.words import contradiction, in_wales, lead_words

_AGAINST_KIND = "no-against-kind"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KindsPage(WizardPage):
    """Every kind with what it means. A letter or the space bar ticks, Enter goes on."""

    @classmethod
    @override
    def title_of(cls, wizard: Wizard, step: Step) -> str:
        return _("What kind of incident?")

    @override
    def build(self) -> None:
        self.add(
            label(
                _(
                    "The kind decides which rules and questions apply. Tick every one that fits; "
                    "Alt and the underlined letter ticks, Enter goes on."
                ),
                "hint",
            )
        )
        self.cards: dict[str, TickCard] = {}
        column = vbox(spacing=SPACE["s"])
        kinds = self.wizard.look.catalogue.kinds
        for kind, title in zip(kinds, with_keys([each.title for each in kinds]), strict=True):
            card = TickCard(title, kind.meaning)
            card.setAccessibleIdentifier(f"kind-{kind.id}")
            card.setChecked(kind.id in self.wizard.draft.kinds)
            card.toggled.connect(self._ticked)
            card.installEventFilter(self)
            self.cards[kind.id] = card
            column.addWidget(card)
        self.add(column)
        self.opened = opened_note()
        self.opened.hide()
        self.add(self.opened)
        self.against = Note("", icon="triangle-alert", kind="warn")
        self.add(self.against)
        self._when()
        self.looked()

    def _when(self) -> None:
        """Ask when the school came to know; the quick way takes this minute and asks later."""
        self.moments = RecordFields(self.wizard.draft.record, prefix="kinds-")
        self.moments.dated("aware_at", *words_aware_at())
        self.moments.changed.connect(self.changed)
        self.add(self.moments)
        self.moments.setVisible(self.wizard.draft.way is Way.TIME)

    @override
    def looked(self) -> None:
        """Say at once where an answer given before does not agree with a kind."""
        look = self.wizard.look
        faults = [each for each in look.faults if each.problem == _AGAINST_KIND]
        asks = [look.catalogue.by_id[each.about[0]].asks for each in faults]
        said = [contradiction(self.wizard.draft, look, each) for each in faults]
        lines = [f"{question} {words}" for question, words in zip(asks, said, strict=True)]
        self.against.set_text("\n".join(lines))
        appear(self.against, on=bool(lines))

    @override
    def problems(self) -> list[Problem]:
        found = []
        if not self.wizard.draft.kinds:
            first = next(iter(self.cards.values()))
            found.append(Problem(_("Tick at least one kind of incident"), first))
        elif not allows(self.wizard.desk.session, "incidents.record", self.wizard.draft.kinds):
            said = _(
                "As head teacher you record a concern about a colleague. For anything else ask the "
                "{lead} or a deputy."
            ).format(lead=lead_words(wales=in_wales(self.wizard.look.procedure)))
            found.append(Problem(said, self.cards[ABOUT_STAFF]))
        return found + problems_of(self.moments)

    @override
    def focus_first(self) -> None:
        ticked = (card for card in self.cards.values() if card.isChecked())
        next(ticked, next(iter(self.cards.values()))).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.onward.emit()
                return True
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and isinstance(watched, TickCard):
                self._move(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, card: TickCard, step: int) -> None:
        cards = list(self.cards.values())
        place = (cards.index(card) + step) % len(cards)
        cards[place].setFocus(Qt.FocusReason.TabFocusReason)
        self.reveal(cards[place])

    def _ticked(self) -> None:
        draft = self.wizard.draft
        ticked = [kind for kind, card in self.cards.items() if card.isChecked()]
        was_sealed = bool(draft.record.get("sealed_to"))
        if (ABOUT_STAFF in ticked) != (ABOUT_STAFF in draft.kinds):
            set_about_staff(draft, about_staff=ABOUT_STAFF in ticked)
            appear(self.opened, on=was_sealed and ABOUT_STAFF not in ticked)
        draft.record["kinds"] = ticked
        self.changed.emit()


def problems_of(moments: RecordFields) -> list[Problem]:
    """Say that the moment from which clocks count is missing, or that one cannot be read."""
    unreadable = moments.unreadable()
    return unreadable or moments.missing("aware_at", message=_("“{field}”: give a day and a time"))


def words_aware_at() -> tuple[str, str]:
    """Give the question when the school came to know, and what it is for."""
    return (
        _("When did the first member of staff know?"),
        _("Every clock counts from this moment. A day and a time, such as 20 Nov 2026 17:40."),
    )
