"""The rules that ask for the referral: what each says, by which answers, from which document."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from desktop_app.domain.drafting.look import Look
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.held_rules import HeldRule, rules_that_hold
from desktop_app.services.procedure_words import rule_title
from desktop_app.ui.desk import Desk
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.widgets import Note, label, vbox
from desktop_app.ui.widgets.where_from import with_link
from desktop_app.ui.wizard.parts import Framed
from desktop_app.ui.wizard.sourced import link_to
from desktop_app.ui.wizard.words import reasons


class RuleList(Framed):
    """Every referral rule that holds, in the order of the procedure."""

    def __init__(self, desk: Desk, look: Look) -> None:
        super().__init__()
        for held in held_rules(look):
            rule = held.rule
            title = rule_title(look.procedure, rule)
            link = link_to(desk, look.procedure, f"rule:{rule.id}", title)
            self.add(with_link(_row(look, held, title), link))


def held_rules(look: Look) -> tuple[HeldRule, ...]:
    """Give the rules that hold for what is known."""
    if look.facts is None:
        return ()
    return rules_that_hold(look.procedure, look.catalogue, look.facts)


def switched_notes(look: Look, desk: Desk) -> Iterator[QWidget]:
    """Give a note for every rule that the school has switched off."""
    for rule in look.procedure.referral:
        if rule.id in look.procedure.switched:
            words = _("Switched off by this school: {what}").format(what=rule.switch or rule.text)
            link = link_to(desk, look.procedure, f"rule:{rule.id}", words)
            yield with_link(Note(words, "info"), link)


def _row(look: Look, held: HeldRule, title: str) -> QWidget:
    rule = held.rule
    whole = QWidget()
    column = vbox(whole, spacing=SPACE["xs"])
    column.addWidget(label(title, "strong"))
    column.addWidget(label(rule.text))
    if rule.today is not None:
        today = _("Today: {text}").format(text=rule.today.text)
        since = _("Source of what holds today: {source}").format(source=rule.today.source.label)
        column.addWidget(label(today))
        column.addWidget(label(since, "small"))
    why = [
        _("Because: {reason}").format(reason=each) for each in reasons(look.catalogue, held.because)
    ]
    column.addWidget(
        label("\n".join((*why, _("Source: {source}").format(source=rule.source.label))), "small")
    )
    return whole
