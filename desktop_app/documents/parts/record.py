"""What happened, what was said, done and not done, and to whom it was told."""

from desktop_app.documents.layout import Fact
from desktop_app.documents.parts.form import Form
from desktop_app.documents.parts.labels import incident_label
from desktop_app.documents.parts.rules import answer_of
from desktop_app.documents.styles import STRONG
from desktop_app.documents.words import known, listed, when, when_short
from desktop_app.domain.answers import Answer
from desktop_app.domain.events.decisions import AgencyContacted
from desktop_app.domain.procedure import TellFamily
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext

# Where one of these is yes, a child may go home before anybody answers (contract section 5).
_PRESSING = ("life-in-danger", "immediate-risk", "blackmailed")


def yes_no(text: str) -> str:
    """Give `yes` and `no` in words, a blank as not known, and anything else as it is."""
    words = {"yes": pgettext("answer", "Yes"), "no": pgettext("answer", "No")}
    return known(words.get(text, text))


def contact_line(form: Form, contact: AgencyContacted) -> str:
    """Give one call or letter in a line: agency, when, who, reference."""
    parts = [form.printing.procedure.agency_name(contact.agency), when(contact.at)]
    parts += [contact.person] if contact.person.strip() else []
    parts.append(_("reference {reference}").format(reference=known(contact.reference)))
    return ", ".join(parts)


def already_rung(form: Form) -> str:
    """Give every agency that has been contacted, newest last."""
    if not form.state.contacts:
        return _("Nobody recorded yet")
    return "\n".join(contact_line(form, each) for each in form.state.contacts)


def contacts(form: Form) -> None:
    """Add every contact with an agency, in its own words."""
    rows = [
        (
            form.printing.procedure.agency_name(each.agency),
            when_short(each.at),
            listed(
                (each.person, _("reference {reference}").format(reference=known(each.reference)))
            ),
            _said(each),
        )
        for each in form.state.contacts
    ]
    form.sheet.grid(
        (_("Agency"), _("When"), _("Who, and reference"), _("What was said")),
        rows,
        shares=(0.2, 0.19, 0.22, 0.39),
    )
    if not rows:
        form.sheet.text(_("No contact with an agency is recorded yet."))


def _said(contact: AgencyContacted) -> str:
    lines = [known(contact.said)]
    if contact.by.strip():
        lines.append(_("Contacted by: {name}").format(name=contact.by))
    if contact.family_may_be_told.strip():
        lines.append(
            _("May the family be told? {answer}").format(answer=yes_no(contact.family_may_be_told))
        )
    return "\n".join(lines)


def family_words_to_agency(form: Form) -> str:
    """Say to the agency that reads the form, not to the school, how it stands with the family."""
    level = str(form.result.get("tell_family", ""))
    question = _(
        "Our first question to you: may a parent or carer be told, by whom, what, and when?"
    )
    if level not in list(TellFamily):
        return known("")
    if level == TellFamily.INFORM_EARLY:
        return _("We tell the parents or carers of each child, unless you ask us to wait.")
    if any(each.family_may_be_told == "yes" for each in form.state.contacts):
        return _("Telling the family was agreed with an agency: see the contacts.")
    if level == TellFamily.NOT_UNTIL_AGREED:
        question = "\n".join(
            (
                _("The family must not hear of this before you agree: please ring us first."),
                question,
            )
        )
    pressing = any(answer_of(form, each) == Answer.YES for each in _PRESSING)
    if not pressing:
        return question
    tonight = _(
        "If nobody has answered before the child leaves our care, we tell a parent who is not suspected, and may not be, what keeps the child safe tonight."
    )
    return f"{question}\n{tonight}"


def telling_family(form: Form, *, to_agency: bool = False) -> None:
    """Add whether the family may be told, was told and agrees: three different questions.

    Where an agency reads the form, the sentence at the top is `to_agency`, not to the school.
    """
    level = str(form.result.get("tell_family", ""))
    to_school = form.printing.procedure.family_texts.get(level, "")
    words = family_words_to_agency(form) if to_agency else to_school
    agreed = [
        contact_line(form, each) for each in form.state.contacts if each.family_may_be_told == "yes"
    ]
    agreement = Fact(
        _("Telling agreed by"),
        "\n".join(agreed) or _("Nobody yet"),
        wide=True,
    )
    form.sheet.text(known(words), STRONG)
    form.sheet.facts(
        [
            *([agreement] if agreed or level != TellFamily.INFORM_EARLY else []),
            form.fact("parents_told", wide=True),
            form.fact("parents_agree", wide=True),
            form.fact("parents_not_told_because", wide=True),
            form.fact("must_not_be_told", wide=True),
        ]
    )


def what_happened(form: Form) -> None:
    """Add the account as it was given, and how it came to the school."""
    state = form.state
    form.sheet.facts(
        [
            Fact(_("The school knew"), when(state.aware_at)),
            Fact(_("It happened"), when(state.occurred_at)),
            Fact(_("Reported by"), state.reported_by, wide=True),
            Fact(_("How it came to light"), state.came_to_light, wide=True),
            Fact(_("Platforms"), listed(state.platforms), wide=True),
            Fact(_("Reported, word for word"), state.narrative, wide=True),
            form.fact("child_words", wide=True),
            form.fact("asked_by_whom", wide=True),
            form.fact("child_manner", wide=True),
            form.fact("spread", wide=True),
            form.fact("others_not_known", wide=True),
            form.fact("threats_and_demands", wide=True),
            form.fact("meeting_place", wide=True),
        ]
    )


def worry(form: Form) -> None:
    """Add harm, impact, history and strengths."""
    form.sheet.facts(
        [
            form.fact("worry", wide=True),
            form.fact("impact", wide=True),
            form.fact("threshold", wide=True),
            form.fact("history", wide=True),
            form.fact("strengths", wide=True),
        ]
    )


def done_and_not_done(form: Form) -> None:
    """Add what the school did, will do tonight, and left undone on purpose."""
    actions = [f"{each.what} ({listed((when(each.at), each.by))})" for each in form.state.actions]
    form.sheet.facts(
        [
            Fact(
                incident_label("done_so_far"),
                "\n".join(
                    each for each in (form.state.detail("done_so_far"), *actions) if each.strip()
                ),
                wide=True,
            ),
            form.fact("not_done", wide=True),
            Fact(_("Imagery"), _viewing(form), wide=True),
        ]
    )


def _viewing(form: Form) -> str:
    """Say what is recorded about viewing, and no more than that."""
    viewed = form.state.answers.get("staff-viewed")
    if form.state.seen_by_staff or (viewed and viewed.answer == "yes"):
        return _("A member of staff saw it: see the viewing register.")
    if viewed and viewed.answer == "no":
        return _("No member of staff has viewed it.")
    return _("Not known whether a member of staff has viewed it.")


def viewing_register(form: Form) -> None:
    """Add who saw the imagery, how and why; never what it shows."""
    for each in form.state.seen_by_staff:
        form.sheet.facts(
            [
                Fact(_("Seen by"), each.who),
                Fact(_("When"), when(each.at)),
                Fact(_("How it came about"), each.how, wide=True),
                Fact(_("Why"), each.why, wide=True),
                Fact(_("Agreed by"), each.agreed_by),
                Fact(_("Present"), each.present),
                Fact(_("Where"), each.where),
                Fact(_("What was done afterwards"), each.afterwards, wide=True),
            ],
            before=8,
        )
        form.sheet.to_fill_in((_("Signature"), _("Date")))
    if not form.state.seen_by_staff:
        form.sheet.text(_viewing(form))


def devices(form: Form) -> None:
    """Add devices and what is kept as evidence."""
    form.sheet.facts(
        [
            form.fact("devices", wide=True),
            form.fact("devices_held_by", wide=True),
            form.fact("evidence_kept", wide=True),
        ]
    )


def who_has_access(form: Form) -> None:
    """Add who has access to a school device and which records of its use are kept, where known."""
    given = ("device_access", "logs_kept")
    form.sheet.facts(
        [form.fact(each, wide=True) for each in given if form.state.detail(each).strip()]
    )


def who_sends(form: Form) -> str:
    """Give the name and role of who sends the form, in a line."""
    given = (form.state.detail("referrer_name"), form.state.detail("referrer_role"))
    return ", ".join(each for each in given if each.strip())


def referrer(form: Form, *, out_of_hours: bool = True) -> None:
    """Add who sends the form and how to reach them, at night and in holidays too."""
    reached = (
        form.fact("reach_out_of_hours", wide=True),
        form.fact("deputy_out_of_hours", wide=True),
    )
    form.sheet.facts(
        [
            form.fact("referrer_name"),
            form.fact("referrer_role"),
            form.fact("school_name"),
            form.fact("school_phone"),
            form.fact("school_address", wide=True),
            form.fact("referrer_phone"),
            form.fact("referrer_email"),
            *(reached if out_of_hours else ()),
        ]
    )


def declaration(form: Form) -> None:
    """Add what the sender stands by, and the line to sign on."""
    form.sheet.text(
        _(
            "I have reported what I was told and what was done. Imagery was neither viewed nor copied in order to write this."
        ),
        before=8,
        keep=True,
    )
    form.sheet.to_fill_in((_("Signature"), _("Date and time")))
