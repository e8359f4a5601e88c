"""The people of an incident on paper."""

from collections.abc import Sequence

from desktop_app.documents.layout import Fact
from desktop_app.documents.parts.form import Form
from desktop_app.documents.words import (
    ages,
    day_words,
    known,
    listed,
    person_label,
    role_words,
    standing_words,
)
from desktop_app.domain.people import ADULT_ROLES, Person
from desktop_app.runtime.i18n import gettext as _


def is_listed_adult(person: Person) -> bool:
    """Say whether the person stands in the incident as an adult."""
    return bool(ADULT_ROLES & set(person.roles))


def label_of(form: Form, person: Person) -> str:
    """Give the person's name, or words that tell a nameless person from the others."""
    return person_label(person, form.state.people.index(person) + 1)


def identity(form: Form, person: Person) -> list[Fact]:
    """Give who somebody is: names, role and age."""
    return [
        Fact(_("Name"), known(person.name)),
        Fact(_("Other names"), person.detail("other_names")),
        Fact(_("Part in this"), role_words(person.roles), wide=True),
        Fact(_("Age"), ages(person, form.state, form.printing.printed_at.date())),
        Fact(_("Date of birth"), day_words(person.born) if person.born else ""),
    ]


def child(form: Form, person: Person) -> None:
    """Add all that is known of one child (Multi-agency form, section 3)."""
    detail = person.detail
    form.sheet.facts(
        [
            *identity(form, person),
            Fact(_("School"), person.school),
            Fact(_("Year group"), person.year_group),
            Fact(_("Lives in"), person.lives_in),
            Fact(_("Phone"), detail("phone")),
            Fact(_("Home address"), detail("address"), wide=True),
            Fact(_("Other or earlier address"), detail("other_address"), wide=True),
            Fact(_("Parental responsibility"), detail("parental_responsibility"), wide=True),
            Fact(_("Status"), standing_words(person.status)),
            Fact(_("Social worker"), person.social_worker),
            Fact(_("Gender"), detail("gender")),
            Fact(_("Ethnicity"), detail("ethnicity")),
            Fact(_("Religion"), detail("religion")),
            Fact(_("First language"), detail("first_language")),
            Fact(_("Interpreter"), detail("interpreter")),
            Fact(_("GP"), detail("gp")),
            Fact(_("Special educational needs"), detail("send")),
            Fact(_("Disability"), detail("disability")),
            Fact(_("User names, exactly"), detail("usernames")),
            Fact(
                _("Child's own views"),
                detail("views") or form.state.detail("child_views"),
                wide=True,
            ),
        ]
    )


def adult(form: Form, person: Person) -> None:
    """Add what police and social care ask of an adult; everything about him is alleged."""
    detail = person.detail
    facts = [*identity(form, person)]
    if "suspected-adult" in person.roles:
        facts += [
            Fact(_("User names, exactly as written"), detail("usernames"), wide=True),
            Fact(_("How known to the child"), detail("how_known_to_child"), wide=True),
            Fact(_("Last contact, with time zone"), detail("last_contact"), wide=True),
            Fact(_("Demands"), detail("demands"), wide=True),
            Fact(_("Employer or voluntary work"), detail("employer")),
            Fact(_("Own children"), detail("own_children")),
            Fact(_("Told of the concern?"), detail("told_of_concern")),
        ]
    else:
        facts += [
            Fact(_("Relationship"), detail("relationship")),
            Fact(_("Parental responsibility"), detail("parental_responsibility")),
            Fact(_("Safe to ring?"), detail("safe_to_ring")),
            Fact(_("Views"), detail("views"), wide=True),
        ]
    facts += [
        Fact(_("Phone"), detail("phone")),
        Fact(_("Lives in"), person.lives_in),
        Fact(_("Address"), detail("address"), wide=True),
    ]
    form.sheet.facts(facts)


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
                _more(person, welfare=welfare),
            )
            for person in people
        ],
        shares=(0.2, 0.25, 0.19, 0.36),
    )


def _more(person: Person, *, welfare: bool) -> str:
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
