"""Words marked in a text, and the part of it that is shown."""

import pytest

from careplan.search import EXCERPT, Asked, excerpt, marked


def test_words_are_marked_as_they_are_written_and_everything_is_escaped():
    text = "<script>Carers' hub</script> & CARERS, careful/carers"

    assert marked(text, {"carers"}) == (
        "&lt;script&gt;<mark>Carers</mark>&#x27; hub&lt;/script&gt; &amp; "
        "<mark>CARERS</mark>, careful/<mark>carers</mark>"
    )


def test_an_excerpt_is_the_part_with_most_of_the_words_cut_between_words():
    text = "carers first. " + "other words " * 40 + "many carers met the carers " + "other words " * 40

    shown = excerpt(text, {"carers"})

    plain = shown.replace("<mark>", "").replace("</mark>", "")
    assert shown.count("<mark>") == 2
    assert plain.startswith("… ")
    assert plain.endswith(("words…", "other…"))
    assert len(plain) <= EXCERPT + len("… …")


def test_an_excerpt_of_a_short_text_is_all_of_it_marked_or_not():
    assert excerpt("Two carers.", {"carers"}) == "Two <mark>carers</mark>."
    assert excerpt("Two carers.", set()) == "Two carers."


def test_an_excerpt_of_one_endless_word_is_cut_all_the_same():
    assert len(excerpt("x" * 100_000, {"x"})) <= EXCERPT + 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Carers carers HUB", ["carers", "hub"]),
        ("O'Brien & Sons/2021_22", ["o", "brien", "sons", "2021", "22"]),
        ("&|!:*()<->'\\ 👩‍🦽", []),
        ("שלום \u202eabc", ["שלום", "abc"]),
        (" ".join(map(str, range(100))), [str(number) for number in range(20)]),
    ],
)
def test_what_is_asked_for_is_words_and_never_operators(text, words):
    assert Asked(text).words == words
