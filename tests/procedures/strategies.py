"""Conditions of every shape, over questions and kinds that a test names."""

from collections.abc import Sequence

from hypothesis import strategies as st

from desktop_app.domain.conditions import (
    AllOf,
    AnyKind,
    AnyOf,
    Condition,
    KindBeyond,
    NotNo,
    OnlyKinds,
    Yes,
)


def leaves(questions: Sequence[str], kinds: Sequence[str]) -> st.SearchStrategy[Condition]:
    """Give the conditions that have no parts, of those that rules may have."""
    asked = st.sampled_from(questions)
    some = st.frozensets(st.sampled_from(kinds), min_size=1)
    return st.one_of(
        st.builds(Yes, asked),
        st.builds(NotNo, asked),
        st.builds(AnyKind, some),
        st.builds(KindBeyond, some),
        st.builds(OnlyKinds, some),
    )


def conditions(leaf: st.SearchStrategy[Condition], *, most: int) -> st.SearchStrategy[Condition]:
    """Give those put together as any or all of several, with at most `most` leaves."""
    return st.recursive(
        leaf,
        lambda part: st.one_of(
            st.builds(AnyOf, st.lists(part, min_size=1, max_size=3).map(tuple)),
            st.builds(AllOf, st.lists(part, min_size=1, max_size=3).map(tuple)),
        ),
        max_leaves=most,
    )
