"""The sentence for each thing that can be wrong with an input; `{0}`, `{1}` are what it names."""

from desktop_app.domain.errors import Fault
from desktop_app.runtime.i18n import gettext as _
from desktop_app.services.procedure_problems import procedure_problems


def problem_sentence(fault: Fault) -> str:
    """Give the words for one fault, without its place."""
    template = problems()[fault.problem]
    if "{all}" in template:
        return template.format(all=", ".join(fault.about))
    return template.format(*fault.about)


def problems() -> dict[str, str]:
    """Give every problem with its sentence, in the language in force."""
    return (
        _of_json()
        | _of_fields()
        | _of_facts()
        | _of_casework()
        | _of_contacts()
        | procedure_problems()
    )


def _of_json() -> dict[str, str]:
    return {
        "unreadable": "{0}",
        "file-too-large": _("this is larger than {0} MB, which no record needs"),
        "not-utf-8": _("line {0} is not UTF-8 text; save the file as UTF-8"),
        "not-json": _("this is not JSON: look at line {0}, column {1}"),
        "name-twice": _("a name stands twice in one object; only one of them can be meant"),
        "not-a-json-number": _("NaN and Infinity are not numbers in JSON"),
        "nested-too-deeply": _("this is nested more deeply than any record needs"),
        "number-too-long": _("a number is longer than any record needs"),
    }


def _of_fields() -> dict[str, str]:
    return {
        "unknown-field": _("there is no field or question with this name; check the spelling"),
        "missing": _("this must be given"),
        "not-text": _("this must be text"),
        "not-a-list": _("this must be a list"),
        "not-a-list-of-texts": _("this must be a list of texts"),
        "not-an-object": _("this must be an object with named fields"),
        "not-a-time": _("this must be a day or a time such as 2026-11-20 or 2026-11-20T17:40"),
        "not-a-day": _("this must be a day such as 2026-11-20"),
        "in-the-future": _("this day has not come yet"),
        "cannot-be-switched": _("the rule “{0}” cannot be switched off"),
        "not-a-number-between": _("this must be a whole number from {0} to {1}"),
        "not-yes-or-no": _("this must be yes or no"),
        "text-too-long": _("this is longer than {0} characters; nothing was cut, shorten it"),
        "lone-surrogate": _("this holds half of a character and cannot be kept as it came"),
    }


def _of_facts() -> dict[str, str]:
    return {
        "unknown-kind": _("there is no kind of incident called “{0}”"),
        "not-a-kind": _("there is no such kind of incident; there are: {all}"),
        "unknown-answer": _("this must be one of: {all}"),
        "unknown-role": _("there is no such role; there are: {all}"),
        "unknown-status": _("there is no such status; there are: {all}"),
        "unknown-procedure": _("nobody has this procedure; there are: {all}"),
        "born-cannot-be-right": _(
            "with this date of birth the person was not yet born, or over 150, when it happened"
        ),
        "no-against-kind": _("“{0}” is answered no, but the kind “{1}” answers it yes"),
        "no-against-answer": _("“{0}” is answered no, but “{1}” is answered yes"),
        "no-against-adult": _(
            "“{0}” is answered no, but {1} was 18 or over when it happened and takes part"
        ),
        "no-against-child-under-13": _(
            "“{0}” is answered no, but {1} was under 13 when it happened and is shown"
        ),
    }


def _of_casework() -> dict[str, str]:
    return {
        "unknown-decision": _("there is no such decision; there are: {all}"),
        "unknown-sign-off": _("a sign-off must be one of: {all}"),
        "decision-not-open": _("the decision “{0}” cannot be taken while the outcome is “{1}”"),
        "not-an-agency-to-consult": _("advice that ends a hold comes from one of: {all}"),
        "further-review-unanswered": _(
            "the further review must ask “{0}” before a decision not to refer about imagery"
        ),
        "nothing-to-sign": _("there is no decision that could be signed"),
        "decided-by-signer": _(
            "you took this decision yourself: somebody else signs it, on paper, such as the chair "
            "of governors"
        ),
        "signed-already": _(
            "the head teacher has answered this decision; another answer needs a new decision"
        ),
        "readers-not-named": _(
            "“{0}” is sealed: name in sealed_to who may read it, before anything else"
        ),
        "unknown-sign-in": _("nobody in this vault has this sign-in name"),
        "unknown-person": _("nobody in this vault has this id"),
    }


def _of_contacts() -> dict[str, str]:
    return {
        "not-hours": _(
            "these are no opening hours; write them like Mon-Thu 08:45-17:00, Fri 08:45-16:45"
        ),
        "hours-without-number": _("opening hours belong to a number, and there is none"),
        "not-a-telephone-number": _("this has too few digits for a telephone number"),
        "no-number-and-no-address": _(
            "give a number, a number for out of hours, or an address on the web"
        ),
        "too-many-contacts": _("there are more than {0} contacts, which no school needs"),
    }
