"""Criteria, referral rules and rules about the family: the files that decide an outcome."""

from collections.abc import Iterable
from enum import StrEnum

from desktop_app.domain.procedure import (
    Criterion,
    FamilyRule,
    Outcome,
    ReferralRule,
    Strength,
    TellFamily,
    Watch,
)
from desktop_app.procedures.conditions import ANSWERS, FAMILY, RULES, knows
from desktop_app.procedures.context import Context
from desktop_app.procedures.table import Table, read_each, take_word


def read_criteria(file: Table, context: Context) -> tuple[Criterion, ...]:
    """Give the criteria; they look at answers alone, so none can go round in a circle."""
    found = read_each(file, "criterion", lambda each: _criterion(each, context))
    file.close()
    return found


def read_referral(
    file: Table, context: Context
) -> tuple[tuple[ReferralRule, ...], tuple[Watch, ...]]:
    """Give the rules that name agencies, and the questions that hold a decision up."""
    rules = read_each(file, "rule", lambda each: _referral_rule(each, context))
    watches = tuple(_watch(each, context) for each in file.tables("watch", optional=True))
    file.close()
    return rules, watches


def read_family(file: Table, context: Context) -> tuple[tuple[FamilyRule, ...], dict[str, str]]:
    """Give the rules about telling the family, and the words for each level."""
    rules = tuple(_family_rule(each, context) for each in file.tables("rule"))
    texts = _texts(file.table("text"), TellFamily)
    file.close()
    return rules, texts


def read_outcomes(file: Table) -> dict[str, str]:
    """Give the words for each outcome."""
    texts = _texts(file.table("text"), Outcome)
    file.close()
    return texts


def _criterion(table: Table, context: Context) -> Criterion:
    criterion = Criterion(
        id=table.name("id"),
        title=table.text("title"),
        meaning=table.text("meaning"),
        when=context.when(table, ANSWERS),
        applies=context.applies(table),
        source=context.source(table),
    )
    table.close()
    return criterion


def _referral_rule(table: Table, context: Context) -> ReferralRule:
    agencies = table.names("agencies")
    for each in agencies:
        if each and not knows(context.words.agencies, each):
            context.faults.add(table.place("agencies"), "unknown-agency", each)
    strength = take_word(table, "strength", Strength)
    pair = agencies if context.pair is None else context.pair
    if strength is Strength.AND_OR and not set(agencies) <= set(pair):
        context.faults.add(table.place("strength"), "and-or-outside-pair", ", ".join(pair))
    rule = ReferralRule(
        id=table.name("id"),
        agencies=agencies,
        strength=strength or Strength.MUST,
        when=context.when(table, RULES),
        text=table.text("text"),
        source=context.source(table),
    )
    table.close()
    return rule


def _watch(table: Table, context: Context) -> Watch:
    question = table.name("question")
    if question and not knows(context.words.questions, question):
        context.faults.add(table.place("question"), "unknown-question", question)
    watch = Watch(question, context.applies(table), context.source(table))
    table.close()
    return watch


def _family_rule(table: Table, context: Context) -> FamilyRule:
    level = take_word(table, "level", TellFamily)
    rule = FamilyRule(
        level=level or TellFamily.NOT_UNTIL_AGREED,
        when=context.when(table, FAMILY),
        source=context.source(table),
    )
    table.close()
    return rule


def _texts(table: Table, keys: Iterable[StrEnum]) -> dict[str, str]:
    texts = {str(key): table.text(key) for key in keys}
    table.close()
    return texts
