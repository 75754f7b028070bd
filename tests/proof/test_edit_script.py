"""Words are found in a text in their order, and two texts are told apart by few edits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from papergen.proof.edit_script import edit_script, tokens_of
from papergen.proof.longest_chain import longest_chain

letters = st.text("ab", max_size=30)
words = st.lists(st.text("ab", min_size=1, max_size=4), max_size=8)
sentences = st.lists(st.sampled_from(("the", "deficit", "£84.5m", "2", "is", ",")), max_size=12)


@given(letters, words)
def test_a_chain_is_in_order_and_overlaps_nowhere(text: str, words: list[str]) -> None:
    chain = longest_chain(text, words)
    end, last = 0, -1
    for index, start in chain:
        assert index > last and start >= end
        assert text.startswith(words[index], start)
        end, last = start + len(words[index]), index


@given(words)
def test_a_text_that_is_made_of_the_words_is_found_whole(words: list[str]) -> None:
    chain = longest_chain("".join(words), words)
    assert sum(len(words[index]) for index, _ in chain) == len("".join(words))


def test_the_longest_words_win() -> None:
    assert longest_chain("the end of the beginning", ["the beginning", "the end"]) == [(0, 11)]


@given(sentences, sentences)
def test_a_script_goes_through_both_texts(one: list[str], other: list[str]) -> None:
    fresh, shown = tokens_of(" ".join(one)), tokens_of(" ".join(other))
    script = list(edit_script(fresh, shown))
    assert [index for index, _ in script if index is not None] == list(range(len(fresh)))
    assert [index for _, index in script if index is not None] == list(range(len(shown)))


@given(sentences)
def test_a_text_is_the_same_as_itself(words: list[str]) -> None:
    tokens = tokens_of(" ".join(words))
    assert list(edit_script(tokens, tokens)) == [(index, index) for index in range(len(tokens))]


def test_a_number_takes_the_place_of_a_number() -> None:
    fresh, shown = tokens_of("from 171 to 99"), tokens_of("from 99 to 171")
    assert list(edit_script(fresh, shown)) == [(0, 0), (1, 1), (2, 2), (3, 3)]


def test_tokens_are_numbers_words_and_signs() -> None:
    assert [each.text for each in tokens_of("£84.5m, (2,000)")] == [
        *("£", "84.5", "m", ",", "(", "2,000", ")")
    ]
