"""The words of a refusal, and that no rule goes untried."""

import re
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from careplan.rules import check_now, words_of
from tests.factories import ActionFactory, OrganisationFactory, SourceFactory, UpdateFactory
from tests.refusals import change_past_the_form
from tests.rows import tables

TESTS = Path(__file__).parent.parent
NO_WORDS_OF_OURS = (
    "This could not be saved, because it does not agree with what is recorded already. Check it and try again."
)


def refusal_of(change) -> IntegrityError:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        change()
        check_now()
    return caught.value


@pytest.mark.parametrize("app", ["partners", "priorities"])
def test_every_rule_has_a_test_that_names_it(app):
    tested = "".join(path.read_text() for path in (TESTS / app).glob("test_*_rules.py"))
    own = [model for model in tables() if model._meta.app_label == app]
    named = {constraint.name for model in own for constraint in model._meta.constraints}
    named |= {
        name
        for model in own
        for trigger in model._meta.triggers
        for name in re.findall(r"CONSTRAINT = '(\w+)'", str(trigger.get_func(model)))
    }

    assert {name for name in named if name not in tested} == set()
    assert len(named) > 20


@pytest.mark.parametrize("app", ["partners", "priorities"])
def test_every_constraint_has_words(app):
    constraints = [each for model in tables() if model._meta.app_label == app for each in model._meta.constraints]

    wordless = [
        each.name for each in constraints if each.violation_error_message == each.default_violation_error_message
    ]

    assert wordless == []


@pytest.mark.database
@pytest.mark.django_db
def test_a_trigger_speaks_in_its_own_words():
    update = UpdateFactory()

    refusal = refusal_of(update.delete)

    assert words_of(refusal) == "A posted update is never deleted. Withdraw it with a reason."


@pytest.mark.database
@pytest.mark.django_db
def test_what_is_deferred_to_the_commit_is_checked_when_asked():
    action = ActionFactory()

    refusal = refusal_of(lambda: change_past_the_form(action, {"stage": "in_progress"}))

    assert words_of(refusal) == "The stage changes only with a dated stage change."


@pytest.mark.database
@pytest.mark.django_db
def test_after_a_check_rules_are_deferred_again():
    action = ActionFactory()
    refusals = []

    def change():
        check_now()
        change_past_the_form(action, {"stage": "in_progress"})
        refusals.append("not yet")

    refusals.append(words_of(refusal_of(change)))

    assert refusals == ["not yet", "The stage changes only with a dated stage change."]


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda: SourceFactory(key="twice") and SourceFactory(key="twice"),
        lambda: OrganisationFactory(started_on="2022-01-02", ended_on="2022-01-01"),
        lambda: OrganisationFactory(name=None),
    ],
)
def test_what_the_database_says_in_its_own_tongue_is_never_shown(change):
    assert words_of(refusal_of(change)) == NO_WORDS_OF_OURS


def test_an_error_from_elsewhere_has_no_words_of_ours():
    assert words_of(IntegrityError("secret")) == NO_WORDS_OF_OURS
