"""Names of bookmarks are such as Word allows."""

import re

from hypothesis import given
from hypothesis import strategies as st

from papergen.ooxml.bookmark import bookmark_names


@given(st.lists(st.text("aAbB1_-. é", max_size=45), max_size=12))
def test_every_label_has_a_name_of_its_own_that_word_allows(labels: list[str]) -> None:
    names = bookmark_names(labels)
    assert names.keys() == set(labels)
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]{0,39}", name) for name in names.values())
    assert len({name.lower() for name in names.values()}) == len(names)


def test_names_are_the_labels_where_these_will_do() -> None:
    assert bookmark_names(["costs", "condition-1", "condition_1", "2024"]) == {
        "costs": "costs",
        "condition-1": "condition_1",
        "condition_1": "condition_1_2",
        "2024": "to_2024",
    }
