"""The first lines of a report that nothing but a local rule requires (contract section 5, advice)."""

from desktop_app.documents.parts import rules
from desktop_app.documents.parts.form import Form
from desktop_app.documents.styles import STRONG
from desktop_app.documents.words import answer_word
from desktop_app.runtime.i18n import gettext as _

LOCAL_RULE_ONLY = "local-rule-only"


def local_rule_only(form: Form) -> None:
    """Say to the agency that no aggravating feature is known, or which are; as safeguarding.

    Where a criterion is not known yet, that is said as well.
    """
    if all(each["id"] != LOCAL_RULE_ONLY for each in form.result.get("advice", ())):
        return
    features = [
        _("{answer}: {question}").format(
            answer=answer_word(rules.answer_of(form, each)), question=form.asks(each)
        )
        for each in form.result.get("aggravating", ())
    ]
    asked = _("The school asks that this be handled as safeguarding.")
    if any(each["status"] == "not-known" for each in form.result.get("criteria", ())):
        unknown = _("Not everything that decides is known yet: see the criteria.")
        asked = f"{asked} {unknown}"
    if features:
        known = _("Only the local procedure requires this report. Aggravating features are known:")
        form.sheet.text("\n".join((known, *features, asked)), STRONG)
        return
    none = _("Only the local procedure requires this report: no aggravating feature is known.")
    form.sheet.text(f"{none} {asked}", STRONG)
