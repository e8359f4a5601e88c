"""What every section needs: the sheet, the record, and how the two are put into words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.documents.layout import Fact, Sheet
from desktop_app.documents.parts.labels import incident_label
from desktop_app.documents.printing import Printing
from desktop_app.documents.styles import LEAD, MARK, SMALL, STRONG
from desktop_app.documents.words import known, listed, moment_words
from desktop_app.domain.errors import PersonMissingError
from desktop_app.domain.people import ADULT_ROLES, Person
from desktop_app.domain.state.incident import IncidentState
from desktop_app.runtime.i18n import gettext as _

_FEW_LINES = 12

_KIND = "kind:"
_SHOWN_OF_ID = 6


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A form in the making: the record that it draws from and the sheet that it is drawn on."""

    state: IncidentState
    printing: Printing
    sheet: Sheet

    @property
    def result(self) -> Mapping[str, Any]:
        """Give the JSON of the assessment that holds now; empty before the first."""
        return self.state.assessed.result if self.state.assessed else {}

    @property
    def in_wales(self) -> bool:
        """Say whether the words of Wales are used."""
        return self.printing.procedure.nation == "wales"

    @property
    def social_care(self) -> str:
        """Give the name of the agency for children in this nation."""
        return _("social services") if self.in_wales else _("children's social care")

    @property
    def lead(self) -> str:
        """Give the title of who leads on safeguarding in a school of this nation."""
        if self.in_wales:
            return _("Designated safeguarding person")
        return _("Designated safeguarding lead")

    def fact(self, detail: str, *, wide: bool = False) -> Fact:
        """Give one of the incident's details with its label."""
        return Fact(incident_label(detail), self.state.detail(detail), wide)

    def asks(self, question: str) -> str:
        """Give the words of a question; never its id."""
        found = self.printing.catalogue.by_id.get(question)
        return found.asks if found else _("A question of another edition of this program")

    def kind_titles(self) -> str:
        """Give the kinds of the incident in words."""
        kinds = self.printing.catalogue.kind_by_id
        other = _("A kind of another edition of this program")
        return listed(kinds[each].title if each in kinds else other for each in self.state.kinds)

    def reasons(self, because: Iterable[str]) -> list[str]:
        """Give the answers and kinds that something rests on, in words."""
        kinds = self.printing.catalogue.kind_by_id
        words = []
        for each in because:
            if each.startswith(_KIND):
                kind = kinds.get(each.removeprefix(_KIND))
                words.append(
                    _("Kind of incident: {kind}").format(kind=kind.title if kind else known(""))
                )
            else:
                words.append(self.asks(each))
        return words

    def opening(self, title: str) -> None:
        """Begin the form: its title, what it is about, and what must be seen first."""
        sheet = self.sheet
        sheet.heading(title)
        sheet.text(
            _("Reference {reference}   {kinds}").format(
                reference=self.state.reference, kinds=self.kind_titles()
            ),
            STRONG,
            before=2,
        )
        sheet.text(
            _(
                "OFFICIAL-SENSITIVE. This form asks nobody to look at imagery or to describe it; attach none."
            ),
            before=2,
        )
        if self.printing.practice:
            sheet.text(_("PRACTICE: an invented case. Do not send or act on this."), MARK)
        if self.printing.earlier_form:
            sheet.text(
                _("This replaces an earlier form: {form}").format(form=self.printing.earlier_form),
                STRONG,
            )
        self._emergency()

    def closing(self, *more: str) -> None:
        """End the form: what lets this paper be compared with the record."""
        printing = self.printing
        self.sheet.section(_("About this paper"))
        drawn = _(
            "Drawn from the record {reference} on {when} by Safeguarding Desk {version}."
        ).format(
            reference=self.state.reference,
            when=moment_words(printing.printed_at),
            version=printing.program_version,
        )
        fingerprints = (
            _("Fingerprint of the rules: {digest}").format(digest=printing.procedure.digest),
            _("Head of the event log: {head}").format(head=known(printing.log_head)),
        )
        # Short, it stays in one piece: a last page of two lines looks like a mistake.
        self.sheet.text("\n".join((drawn, *more)), SMALL, keep=len(more) < _FEW_LINES)
        self.sheet.last_words("\n".join(fingerprints), SMALL)

    def _emergency(self) -> None:
        if not self.result.get("emergency"):
            return
        with self.sheet.panel(thickness=3):
            self.sheet.text(
                _("EMERGENCY. Life may be in danger. Ring 999 now if nobody has; then go on."),
                LEAD,
                before=0,
            )


def is_listed_adult(person: Person) -> bool:
    """Say whether the person stands in the incident as an adult."""
    return bool(ADULT_ROLES & set(person.roles))


def children_first(state: IncidentState, about: str | None) -> list[Person]:
    """Give everyone, the child that the form is about first, then other children, then adults.

    Raises PersonMissingError when `about` is not in the incident.
    """
    if about is not None and all(person.id != about for person in state.people):
        raise PersonMissingError(about)

    def place(person: Person) -> tuple[bool, bool, bool]:
        return (person.id != about, is_listed_adult(person), "depicted" not in person.roles)

    return sorted(state.people, key=place)


def author_name(form: Form, user: str) -> str:
    """Give the name of who wrote an entry, or words that tell one author from another."""
    found = form.printing.users.get(user, "")
    return found if found.strip() else _("user …{end}").format(end=user[-_SHOWN_OF_ID:])
