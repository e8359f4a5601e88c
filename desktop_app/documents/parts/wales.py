"""What only the paper of Wales says."""

from desktop_app.documents.layout import Fact
from desktop_app.documents.parts.form import Form
from desktop_app.documents.parts.rules import answer_of
from desktop_app.documents.styles import SMALL, STRONG
from desktop_app.documents.words import choice_word
from desktop_app.runtime.i18n import gettext as _

_CONTINUUM = "continuum"


def not_their_form(form: Form) -> None:
    """Say that the report itself stands on the authority's form, by when, and to which authority.

    Wales Safeguarding Procedures, section 2: gathering information to make a report (their own
    form, one working day; an older copy 24 hours), and where to report.
    """
    form.sheet.text(
        _(
            "This is not the local authority's own form. Ring first; then write the report on that form, within 24 hours or one working day, whichever ends first. It goes to the authority in whose area it is thought to have happened; outside office hours, to its emergency duty team."
        ),
        STRONG,
    )


def goes_to(form: Form) -> Fact:
    """Give the authority that the report goes to: that in whose area it is thought to have happened."""
    return Fact(_("Authority where it happened"), form.state.detail("form_goes_to"))


def continuum(form: Form) -> None:
    """Add the step of the continuum that was chosen, if one was, and that it decides nothing."""
    chosen = answer_of(form, _CONTINUUM)
    if chosen not in form.printing.catalogue.by_id[_CONTINUUM].choices:
        return
    form.sheet.facts([Fact(_("On the continuum"), choice_word(chosen), wide=True)])
    form.sheet.text(
        _("The continuum is an aid to describing behaviour (Hackett, 2010). It decides nothing."),
        SMALL,
    )


def when_they_answer() -> str:
    """Give what the acknowledgement is for, and when social services are asked again."""
    return _(
        "To be filled in when social services answer. They decide within one working day; ask if you hear nothing. Without an acknowledgement seven working days after the written report, contact them again."
    )
