"""Criteria, referral rules and rules about the family: the files that decide an outcome."""

from collections.abc import Iterable
from enum import StrEnum

from desktop_app.domain.conditions import Condition
from desktop_app.domain.procedure import (
    Criterion,
    FamilyRule,
    Outcome,
    ReferralRule,
    Strength,
    TellFamily,
    Watch,
)
from desktop_app.procedures.conditions import ANSWERS, FAMILY, RULES, Reader, knows
from desktop_app.procedures.context import Context
from desktop_app.procedures.table import Table, read_each, take_word


def read_criteria(file: Table, context: Context) -> tuple[Criterion, ...]:
    """Give the criteria; they look at answers alone, so none can go round in a circle."""
    found = read_each(
        file, "criterion", lambda each: _criterion(each, context), optional=context.base is not None
    )
    file.close()
    return found


def read_referral(
    file: Table, context: Context
) -> tuple[tuple[ReferralRule, ...], tuple[Watch, ...]]:
    """Give the rules that name agencies, and the questions that hold a decision up."""
    rules = read_each(
        file, "rule", lambda each: _referral_rule(each, context), optional=context.base is not None
    )
    watches = tuple(_watch(each, context) for each in file.tables("watch", optional=True))
    file.close()
    return rules, watches


def read_family(file: Table, context: Context) -> tuple[tuple[FamilyRule, ...], dict[str, str]]:
    """Give the rules about telling the family, and the words for each level."""
    adds = context.base is not None
    rules = tuple(_family_rule(each, context) for each in file.tables("rule", optional=adds))
    texts = _texts(file, TellFamily, adds=adds)
    file.close()
    return rules, texts


def read_outcomes(file: Table, context: Context) -> dict[str, str]:
    """Give the words for each outcome."""
    texts = _texts(file, Outcome, adds=context.base is not None)
    file.close()
    return texts


def _criterion(table: Table, context: Context) -> Criterion:
    name = table.name("id")
    former = context.in_base("criteria", name)
    criterion = Criterion(
        id=name,
        title=table.text("title"),
        meaning=table.text("meaning"),
        when=context.when(table, ANSWERS, inherited=former and former.when),
        applies=context.applies(table, former and former.applies),
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
    name = table.name("id")
    former = context.in_base("referral", name)
    switched_off, switch = _switch(table, context)
    rule = ReferralRule(
        id=name,
        agencies=agencies,
        strength=strength or Strength.MUST,
        when=context.when(table, RULES, inherited=former and former.when),
        text=table.text("text"),
        source=context.source(table),
        today=context.today(table),
        when_switched_off=switched_off,
        switch=switch,
    )
    table.close()
    return rule


def _switch(table: Table, context: Context) -> tuple[Condition | None, str]:
    """Give what is left of a rule that the school has switched off, and what that takes away."""
    given = table.take("when_switched_off", optional=True)
    if given is None:
        return None, ""
    left = Reader(context.words, RULES, context.faults).read(given)
    return left, table.text("switch")


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


def _texts(file: Table, keys: Iterable[StrEnum], *, adds: bool) -> dict[str, str]:
    """Give the words for every key; where they are added to the base's, for some of them."""
    if adds and not file.has("text"):
        return {}
    table = file.table("text")
    texts = {str(key): table.text(key, optional=adds) for key in keys}
    table.close()
    return texts
