"""Words that several pages of the wizard share. No id of ours is ever shown."""

from collections.abc import Iterable, Sequence

from desktop_app.domain.answers import Answer, Status
from desktop_app.domain.conditions import Condition, criteria_in, questions_in
from desktop_app.domain.decision import Decision, SignOff
from desktop_app.domain.drafting.draft import Draft
from desktop_app.domain.drafting.look import Look
from desktop_app.domain.errors import Fault
from desktop_app.domain.procedure import Procedure
from desktop_app.domain.questions import Catalogue
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import pgettext
from desktop_app.services import school
from desktop_app.services.sessions import Session

_KIND = "kind:"


def answer_word(answer: str) -> str:
    """Give yes, no or not known in words; an answer not given yet is said to be that."""
    return {
        str(Answer.YES): pgettext("answer", "Yes"),
        str(Answer.NO): pgettext("answer", "No"),
        str(Answer.NOT_KNOWN): _("Not known"),
        "": _("Not answered yet"),
    }.get(answer) or choice_word(answer)


def choice_word(choice: str) -> str:
    """Give one step of the continuum in words (Wales)."""
    return {
        "normal": pgettext("behaviour", "Normal"),
        "inappropriate": pgettext("behaviour", "Inappropriate"),
        "problematic": pgettext("behaviour", "Problematic"),
        "abusive": pgettext("behaviour", "Abusive"),
        "violent": pgettext("behaviour", "Violent"),
    }.get(choice, choice)


def status_word(status: Status) -> str:
    """Give the status of a criterion in words."""
    return {
        Status.MET: _("Met"),
        Status.NOT_MET: _("Not met"),
        Status.NOT_KNOWN: _("Not known"),
    }[status]


def one_after_another(names: Sequence[str]) -> str:
    """Give names as one says them: `police, Prevent and the LADO`."""
    if not names[1:]:
        return "".join(names)
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def one_or_another(names: Sequence[str]) -> str:
    """Give names between which one chooses: `police or children's social care`."""
    if not names[1:]:
        return "".join(names)
    return _("{first} or {last}").format(first=", ".join(names[:-1]), last=names[-1])


def agency_name(procedure: Procedure, agency: str) -> str:
    """Give an agency's name as it stands within a sentence, never its id."""
    in_a_sentence = {
        "police": _("the police"),
        "prevent": (_("the police's contact for Prevent") if in_wales(procedure) else _("Prevent")),
        "childrens-social-care": _("children's social care"),
        "social-services": _("social services"),
        "lado": _("the LADO (local authority designated officer)"),
        "designated-officer": _("the designated officer"),
        "other": _("someone else"),
    }
    return in_a_sentence.get(agency) or procedure.agency_name(agency)


def in_wales(procedure: Procedure) -> bool:
    """Say whether the words of Wales are used."""
    return procedure.nation == "wales"


def lead_words(*, wales: bool) -> str:
    """Give who leads on safeguarding, as the nation calls them."""
    if wales:
        return _("designated safeguarding person")
    return _("designated safeguarding lead")


def lead_here(session: Session) -> str:
    """Give who leads on safeguarding, as the procedure in force in this school calls them."""
    return lead_words(wales=in_wales(school.procedure_of_school(session.vault, session.library)))


def capital(text: str) -> str:
    """Give a text with its first letter as at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def asked_by(procedure: Procedure, catalogue: Catalogue, criterion: str) -> tuple[str, ...]:
    """Give the questions that decide a criterion, in asking order."""
    by_id = {each.id: each.when for each in procedure.criteria}

    def below(condition: Condition) -> set[str]:
        found = set(questions_in(condition))
        for name in criteria_in(condition):
            found |= below(by_id[name])
        return found

    asked = below(by_id[criterion])
    return tuple(each.id for each in catalogue.questions if each.id in asked)


def reasons(catalogue: Catalogue, because: Iterable[str]) -> list[str]:
    """Give the answers and kinds that something rests on, in words."""
    found = []
    for each in because:
        kind = catalogue.kind_by_id.get(each.removeprefix(_KIND))
        if each.startswith(_KIND) and kind:
            found.append(_("Kind of incident: {kind}").format(kind=kind.title))
        elif each in catalogue.by_id:
            found.append(_("{question} Yes.").format(question=catalogue.by_id[each].asks))
    return found


def answer_now(draft: Draft, look: Look, question: str) -> str:
    """Give the answer that counts: the one given, or the yes that follows from something else."""
    if look.is_implied(draft, question):
        return str(Answer.YES)
    return draft.answers.get(question, "")


def why_known(draft: Draft, look: Look, question: str) -> str:
    """Say from what a question is known that nobody was asked."""
    facts, catalogue = look.facts, look.catalogue
    kinds = facts.kinds if facts else ()
    for kind in (catalogue.kind_by_id[each] for each in kinds):
        if question in kind.implies:
            return _("Known from the kind of incident: {kind}").format(kind=kind.title)
    for implying in catalogue.by_id[question].implied_by:
        if draft.answers.get(implying) == Answer.YES:
            asks = catalogue.by_id[implying].asks
            return _("Follows from your answer yes to: {question}").format(question=asks)
    return _("Known from an age or a date of birth under “Who is involved”")


def changed_where(look: Look, question: str) -> str:
    """Give the step at which an answer that follows from something else can be changed."""
    facts, catalogue = look.facts, look.catalogue
    kinds = facts.kinds if facts else ()
    if any(question in catalogue.kind_by_id[each].implies for each in kinds):
        return "kinds"
    if catalogue.by_id[question].implied_by:
        return ""
    return "people"


def contradiction(draft: Draft, look: Look, fault: Fault) -> str:
    """Say what contradicts an answer of no, and what to do; `fault` is one of `look.faults`."""
    by = fault.about[1]
    if fault.problem == "no-against-kind":
        kind = look.catalogue.kind_by_id[by].title
        return _(
            "You answered no, but an incident of the kind “{kind}” means yes. Until you change "
            "this answer or the kind, it counts as yes."
        ).format(kind=kind)
    if fault.problem == "no-against-answer":
        asks = look.catalogue.by_id[by].asks
        return _(
            "You answered no here, but yes to “{question}”. Until you change one of the two, it "
            "counts as yes."
        ).format(question=asks)
    name = _person(draft, by)
    if fault.problem == "no-against-adult":
        return _(
            "You answered no, but {person} was 18 or over when it happened and takes part. Until "
            "you change this answer or the age, it counts as yes."
        ).format(person=name)
    return _(
        "You answered no, but {person} is shown and was under 13 when it happened. Until you "
        "change this answer or the age, it counts as yes."
    ).format(person=name)


def _person(draft: Draft, place: str) -> str:
    number = int(place.removeprefix("people[").removesuffix("]"))
    people = draft.many("people")
    name = str(people[number].get("name") or "").strip() if number < len(people) else ""
    return name or _("person {number} of the list").format(number=number + 1)


def decision_words(decision: str) -> str:
    """Give a decision in words, as the paper says it."""
    return {
        str(Decision.REFER): _("Refer"),
        str(Decision.NOT_REFERRED): _("Not referred: managed in school"),
        str(Decision.NOT_REFERRED_ON_ADVICE): _(
            "Not referred: an agency was consulted and advised that no referral is needed"
        ),
    }.get(decision, _("Not decided yet"))


def sign_off_words(result: str) -> str:
    """Say where the head teacher's sign-off stands."""
    return {
        str(SignOff.ASKED): _("Asked, not signed yet"),
        str(SignOff.SIGNED): _("Signed"),
        str(SignOff.DECLINED): _("Declined: the head does not agree, so it is referred"),
    }.get(result, _("Not asked yet"))


def form_title(form: str, *, wales: bool = False) -> str:
    """Give the title of a form by its name in the contract, section 6."""
    return {
        "referral": (
            _("Information for the section 130 report")
            if wales
            else _("Referral to children's social care")
        ),
        "police": _("Report to the police"),
        "lado": _("Report to the designated officer"),
        "prevent": _("Prevent referral"),
        "not-referred": _("Decision not to refer"),
        "incident": _("The whole record"),
        "viewing": _("Record of viewing"),
    }.get(form, _("Another form"))
