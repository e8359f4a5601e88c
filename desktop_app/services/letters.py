"""A draft letter to the partnership whose document is read literally: it asks to leave a rule out."""

from desktop_app.domain.procedure import Procedure, ReferralRule
from desktop_app.runtime.days import month_words
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.contact_words import agency_title


def letter_title() -> str:
    """Give what such a letter is about, as its heading."""
    return _("Images that children made or shared among themselves: may we follow national advice?")


def switch_letter(procedure: Procedure, rule: ReferralRule, *, user: str) -> tuple[str, ...]:
    """Give the paragraphs of the letter; what the school must fill in stands in square brackets.

    `user` is the name of whoever writes it. It asks and argues nothing: until the partnership has
    answered in writing, its document is followed as it stands (contract section 5, rule 9).
    """
    return (
        _("To: {publisher}").format(publisher=procedure.publisher),
        _(
            "From: {name}, designated safeguarding lead, [school]\nDate: [date]\nOur reference: "
            "[reference]"
        ).format(name=user),
        _(
            "We work by your document “{title}” ({day}). Its section “{section}” says, in our "
            "words: {text} Read literally, we must therefore tell {agencies} of every such "
            "incident."
        ).format(
            title=procedure.title,
            day=month_words(procedure.source_date),
            section=rule.source.section,
            text=rule.text,
            agencies=_together(procedure, rule),
        ),
        _(
            "National advice for schools (UK Council for Internet Safety, March 2024) asks for a "
            "referral in fewer cases: where an adult is or may be involved, where a child was "
            "coerced, blackmailed or groomed or may not have been able to consent, where what is "
            "reported suggests acts that are unusual for a child's stage or violent, where the "
            "acts are sexual and a child is under 13, or where a child is at immediate risk."
        ),
        _("We ask you to confirm in writing whether we may decide by that advice:"),
        rule.switch,
        _(
            "Whatever is not known counts as if it could be so: we refer, or ask you, until it is "
            "known. Where we do not refer, our head teacher signs the decision and its reasons, "
            "and we look at it again as soon as anything new is known."
        ),
        _(
            "If you agree, please name who decided it, and give your letter a date and a "
            "reference: we keep all three, and they stand on every form that we make under it. "
            "Until we have your answer in writing we follow your document as it stands."
        ),
        _("[signature]\n[name, role]"),
    )


def _together(procedure: Procedure, rule: ReferralRule) -> str:
    names = [agency_title(procedure, each) for each in rule.agencies]
    if len(names) == 1:
        return names[0]
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])
