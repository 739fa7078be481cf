"""What the database itself says about commentaries."""

import pytest

from tests.factories import CommentaryFactory
from tests.refusals import change_past_the_form, copy_past_the_form, refused, said_by_the_form

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("rule", "changes", "words"),
    [
        (
            "commentary_ready_with_words",
            {"state": "ready", "went_well": " ", "did_not": ""},
            "Say what went well or what did not before it is ready.",
        ),
        (
            "commentary_ready_with_words",
            {"state": "accepted", "went_well": "", "next": "More."},
            "Say what went well or what did not before it is ready.",
        ),
        (
            "commentary_returned_with_reason",
            {"state": "returned", "returned_because": " "},
            "Say why the commentary is returned.",
        ),
    ],
)
def test_commentary_says_what_its_state_asks_for(rule, changes, words):
    commentary = CommentaryFactory()

    with refused(rule):
        change_past_the_form(commentary, changes)

    assert said_by_the_form(commentary, changes) == [words]


def test_priority_has_one_commentary_on_a_round():
    commentary = CommentaryFactory()

    with refused("commentary_once_per_round_and_priority"):
        copy_past_the_form(commentary, {})


def test_commentary_without_words_may_be_begun_and_returned():
    commentary = CommentaryFactory(went_well="")

    change_past_the_form(commentary, {"state": "returned", "returned_because": "It says nothing."})

    commentary.refresh_from_db()
    assert (commentary.state, commentary.version) == ("returned", 2)
