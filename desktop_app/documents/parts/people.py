"""The people of an incident on paper."""

from collections.abc import Sequence

from desktop_app.documents.layout import Fact
from desktop_app.documents.parts.form import Form
from desktop_app.documents.parts.labels import person_label
from desktop_app.documents.styles import SMALL
from desktop_app.documents.words import (
    ages,
    known,
    listed,
    role_words,
    standing_words,
)
from desktop_app.domain.people import Person
from desktop_app.runtime.days import day_words
from desktop_app.runtime.i18n import gettext as _


def label_of(form: Form, person: Person) -> str:
    """Give the person's name, or words that tell a nameless person from the others."""
    if person.name.strip():
        return person.name
    number = form.state.people.index(person) + 1
    return _("Person {number} (name not known)").format(number=number)


_OF_A_CHILD = (
    "phone",
    "address",
    "other_address",
    "parental_responsibility",
    "gender",
    "ethnicity",
    "religion",
    "first_language",
    "interpreter",
    "gp",
    "send",
    "disability",
    "usernames",
)
_OF_A_CARER = (
    "relationship",
    "parental_responsibility",
    "phone",
    "safe_to_ring",
    "address",
    "views",
)
_OF_A_SUSPECT = (
    "usernames",
    "how_known_to_child",
    "last_contact",
    "demands",
    "employer",
    "own_children",
    "told_of_concern",
    "phone",
    "address",
)
_MANY = 3  # rows that say nothing but "Not known"
_ALWAYS_WIDE = frozenset({"address", "other_address", "usernames", "demands", "views"})


def child(form: Form, person: Person) -> None:
    """Add all that is known of one child (the multi-agency form's section on the child)."""
    form.sheet.facts(
        [
            *_identity(form, person),
            Fact(_("School"), person.school),
            Fact(_("Year group"), person.year_group),
            Fact(_("Lives in"), person.lives_in),
            Fact(_("Status"), standing_words(person.status)),
            Fact(_("Social worker"), person.social_worker),
            *_blanks_in_one_line(
                [
                    *(_detail(person, name) for name in _OF_A_CHILD),
                    Fact(
                        _("Child's own views"),
                        person.detail("views") or form.state.detail("child_views"),
                        wide=True,
                    ),
                    *_more(person, shown=(*_OF_A_CHILD, "other_names", "views")),
                ]
            ),
        ]
    )


def adult(form: Form, person: Person, *, welfare: bool = True) -> None:
    """Add what is known of an adult; what is said of one who is suspected is alleged.

    Without `welfare` only what the police ask for is added.
    """
    asked = _OF_A_SUSPECT if "suspected-adult" in person.roles else _OF_A_CARER
    facts = [
        *_identity(form, person),
        Fact(_("Lives in"), person.lives_in),
    ]
    further = [_detail(person, name) for name in asked]
    if welfare:
        others = (
            Fact(_("School"), person.school),
            Fact(_("Year group"), person.year_group),
            Fact(_("Status"), standing_words(person.status) if person.status else ""),
            Fact(_("Social worker"), person.social_worker),
        )
        facts += [each for each in others if each.value.strip()]
        further += _more(person, shown=(*asked, "other_names"))
    form.sheet.facts([*facts, *_blanks_in_one_line(further)])


def only_alleged(form: Form) -> None:
    """Add, ahead of an adult who is suspected, that what follows is alleged."""
    form.sheet.text(
        _("What follows is alleged or reported. Nothing has been proved."), SMALL, keep=True
    )


def _identity(form: Form, person: Person) -> list[Fact]:
    """Give who somebody is: names, role and age."""
    return [
        Fact(_("Name"), person.name),
        _detail(person, "other_names"),
        Fact(_("Part in this"), role_words(person.roles), wide=True),
        Fact(_("Age"), ages(person, form.state, form.printing.printed_at.date())),
        Fact(_("Date of birth"), day_words(person.born) if person.born else ""),
    ]


def _blanks_in_one_line(facts: Sequence[Fact]) -> list[Fact]:
    """Give what is known row by row, and what is not by its names alone, where that is much."""
    blank = [each.label for each in facts if not each.value.strip()]
    if len(blank) < _MANY:
        return list(facts)
    given = [each for each in facts if each.value.strip()]
    return [*given, Fact(known(""), listed(blank), wide=True)]


def _detail(person: Person, name: str) -> Fact:
    return Fact(person_label(name), person.detail(name), wide=name in _ALWAYS_WIDE)


def _more(person: Person, *, shown: Sequence[str]) -> list[Fact]:
    """Give the details that are filled in beside those shown anyway: nothing given is lost."""
    found = [_detail(person, name) for name, _value in person.details if name not in shown]
    return [each for each in found if each.value.strip()]


def brief(form: Form, people: Sequence[Person], *, welfare: bool = True) -> None:
    """Add one row a person: the others in the incident, none of them masked.

    Without `welfare` what only social care needs to know is left out.
    """
    today = form.printing.printed_at.date()
    form.sheet.grid(
        (_("Name"), _("Part in this"), _("Age"), _("School, home, more")),
        [
            (
                label_of(form, person),
                role_words(person.roles),
                ages(person, form.state, today),
                _in_short(person, welfare=welfare),
            )
            for person in people
        ],
        shares=(0.2, 0.24, 0.22, 0.34),
    )


def _in_short(person: Person, *, welfare: bool) -> str:
    rows = [
        (_("School"), person.school),
        (_("Year group"), person.year_group),
        (_("Lives in"), person.lives_in),
        (_("Address"), person.detail("address")),
        (_("Relationship"), person.detail("relationship")),
        (_("Phone"), person.detail("phone")),
        (_("User names"), person.detail("usernames")),
    ]
    if welfare:
        rows += [
            (_("Status"), standing_words(person.status) if person.status else ""),
            (_("Social worker"), person.social_worker),
        ]
    return known("\n".join(f"{label}: {value}" for label, value in rows if value.strip()))


def names(form: Form, people: Sequence[Person]) -> str:
    """Give the names of several people."""
    return listed(label_of(form, person) for person in people)
