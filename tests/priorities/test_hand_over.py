import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from partners.models import Role, User
from priorities import access, handing_over
from priorities.handing_over import GONE, NOT_THERE, hand_over
from priorities.models import Action
from tests.factories import TODAY, ActionFactory, PriorityFactory, UserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def leaver():
    return UserFactory(job_title="Market Manager", is_active=False)


@pytest.fixture
def newcomer():
    return UserFactory(job_title="Care Manager", roles=[Role.OFFICER])


@pytest.fixture
def make(people, leaver):
    """Makes actions that the leaver leads, in the priority lead's priority."""
    priority = PriorityFactory(lead=people.priority_lead)
    return lambda **facts: ActionFactory(**{"priority": priority, "lead": leaver, **facts})


def address(person: User | None) -> str:
    return f"/team/hand-over/?from={person.pk if person else 'nobody'}"


def send(client: Client, of: User | None, to: object, *actions: object):
    chosen = [getattr(action, "pk", action) for action in actions]
    return client.post(address(of), {"actions": chosen, "to": getattr(to, "pk", to)})


def hands_of(*actions: Action) -> list[tuple[int | None, int | None]]:
    return [(row.lead_id, row.deputy_id) for row in (Action.objects.get(pk=action.pk) for action in actions)]


@pytest.mark.page
def test_open_work_of_a_leaver_passes_to_the_new_lead(make, leaver, newcomer, people, as_priority_lead):
    led, deputised = make(code="A1"), make(code="A2", lead=people.officer, deputy=leaver)
    with_deputy = make(code="A3", deputy=newcomer)
    other_deputy = make(code="A4", deputy=people.officer)
    chosen = [led, deputised, with_deputy, other_deputy]

    page = as_priority_lead.get(address(leaver)).context["form"]
    response = send(as_priority_lead, leaver, newcomer, *chosen)

    assert (page["actions"].value(), response.headers["Location"]) == ([action.pk for action in chosen], "/team/")
    assert hands_of(*chosen) == [
        (newcomer.pk, None),
        (people.officer.pk, newcomer.pk),
        (newcomer.pk, None),
        (newcomer.pk, people.officer.pk),
    ]
    assert "Handed over to the Care Manager: A1, A2, A3, A4." in as_priority_lead.get("/team/").content.decode()
    assert Action.pgh_event_model.objects.filter(pgh_obj=led, lead=newcomer).count() == 1


@pytest.mark.page
def test_what_nobody_leads_gets_a_lead_and_the_rest_stays(make, newcomer, as_plan_manager):
    nobodys, another = make(code="A1", lead=None), make(code="A2", lead=None)

    ticked = as_plan_manager.get(f"{address(None)}&only=A1").context["form"]["actions"].value()
    send(as_plan_manager, None, newcomer, nobodys)

    assert ticked == [nobodys.pk]
    assert hands_of(nobodys, another) == [(newcomer.pk, None), (None, None)]


@pytest.mark.page
def test_people_to_hand_over_from_are_those_with_open_work_in_reach(make, leaver, people, as_priority_lead):
    make(deputy=people.officer)
    make(lead=None)
    make(lead=people.administrator, stage="complete")
    make(lead=people.administrator, priority=PriorityFactory())

    givers = as_priority_lead.get("/team/hand-over/").context["givers"]

    assert list(givers.values()) == [(None, 1), (leaver, 1), (people.officer, 1)]


@pytest.mark.page
def test_what_became_of_the_others_meanwhile_stays_and_is_named(make, leaver, newcomer, people, as_priority_lead):
    open_one, done = make(code="A1"), make(code="A2", stage="complete")
    taken, dropped = make(code="A3", lead=people.officer), make(code="A4", lead=None)
    of_another = make(code="A5", priority=PriorityFactory())
    of_newcomer = make(code="A6", lead=newcomer, deputy=leaver)
    chosen = [open_one, done, taken, dropped, of_another, of_newcomer]
    before = hands_of(*chosen)

    send(as_priority_lead, leaver, newcomer, *chosen, 10**17)

    said = [str(message) for message in as_priority_lead.get("/team/").context["messages"]]
    assert hands_of(*chosen) == [(newcomer.pk, None), *before[1:]]
    assert said == [
        "Handed over to the Care Manager: A1.",
        "Left as they were: A2 is complete, so it stays with who led it. "
        "A3 is in other hands by now: the Officer leads it. A4 is in other hands by now: nobody leads it. "
        f"A5: {access.hand_over.refusal} A6 is led by the Care Manager already, who cannot deputise too. {NOT_THERE}",
    ]


@pytest.mark.page
def test_nothing_that_can_change_hands_comes_back_beside_the_list(make, leaver, newcomer, as_priority_lead):
    make()
    done = make(code="A2", stage="complete")

    form = send(as_priority_lead, leaver, newcomer, done).context["form"]

    assert form.errors == {"actions": ["A2 is complete, so it stays with who led it."]}


@pytest.mark.page
@pytest.mark.parametrize(
    ("actions", "words"),
    [
        ([], "Choose at least one action"),
        (["x"], "Choose actions from the list"),
        (["9" * 30], "Choose actions from the list"),
        (["-1"], "Choose actions from the list"),
        (["1\x00"], "Choose actions from the list"),
        (["１"], "Choose actions from the list"),
    ],
)
def test_bad_choice_of_actions_is_said_beside_them(make, leaver, newcomer, as_priority_lead, actions, words):
    make()

    form = send(as_priority_lead, leaver, newcomer, *actions).context["form"]

    assert form.errors == {"actions": [words]}


@pytest.mark.page
def test_new_lead_is_another_who_signs_in_and_posts_updates(make, leaver, people, as_plan_manager):
    action = make(lead=people.officer)
    refused = ["", "x", 10**30, people.officer, leaver, people.cabinet_member, UserFactory()]

    faults = [send(as_plan_manager, people.officer, to, action).context["form"].errors["to"][0] for to in refused]

    assert faults == ["Choose the new lead", *["Choose somebody who can sign in and posts updates"] * 6]
    assert hands_of(action) == [(people.officer.pk, None)]


@pytest.mark.page
@pytest.mark.parametrize("giver", ["x", "", "99999999999999999999", "%00", "-1"])
def test_nobody_with_such_a_key_has_anything_to_hand_over(make, as_plan_manager, newcomer, giver):
    action = make()

    pages = [
        as_plan_manager.get(f"/team/hand-over/?from={giver}"),
        as_plan_manager.post(f"/team/hand-over/?from={giver}"),
    ]

    assert [page.status_code for page in pages] == [200, 200]
    assert "Whose open actions?" in pages[1].content.decode()
    assert hands_of(action) == [(action.lead_id, None)]


def test_new_lead_who_left_a_moment_ago_gets_nothing(make, leaver, newcomer, people):
    action = make()
    User.objects.filter(pk=newcomer.pk).update(is_active=False)

    with pytest.raises(ValidationError, match=GONE):
        hand_over([action.pk], of=leaver, to=newcomer, by=people.plan_manager)


def test_list_and_single_action_agree_on_who_hands_over(make, people):
    rows = [make(), make(priority=PriorityFactory())]

    lists = {person: set(access.hand_over.among(Action.objects.all(), person)) for person in vars(people).values()}

    assert lists == {person: {row for row in rows if access.hand_over.allows(person, row)} for person in lists}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_hand_overs_at_once_have_one_outcome(make, leaver, newcomer, people):
    actions, other = [make(code="A1"), make(code="A2")], UserFactory()
    pks = [action.pk for action in actions]
    by = User.objects.with_roles().get(pk=people.plan_manager.pk)

    refusals = race(
        lambda: hand_over(pks, of=leaver, to=newcomer, by=by),
        lambda: hand_over(pks[::-1], of=leaver, to=other, by=by),
    )

    [lost] = [refusal for refusal in refusals if refusal]
    winner = newcomer if refusals[0] is None else other
    assert hands_of(*actions) == [(winner.pk, None)] * 2
    assert lost.messages == [f"{code} is in other hands by now: the {winner} leads it." for code in ("A1", "A2")]


@pytest.mark.page
@pytest.mark.parametrize("size", [1, 5])
def test_hand_over_costs_the_same_however_much(make, leaver, newcomer, as_plan_manager, count_statements, size):
    actions = [make() for _ in range(size)]
    sent = {"actions": [action.pk for action in actions], "to": newcomer.pk}

    looked = [count_statements(as_plan_manager, where) for where in ("/team/hand-over/", address(leaver))]
    saved = count_statements(as_plan_manager, address(leaver), sent)

    assert (looked, saved) == ([3, 5], 10)


@pytest.mark.page
def test_more_than_fit_one_form_are_handed_over_in_turns(make, leaver, newcomer, as_plan_manager, monkeypatch):
    monkeypatch.setattr(handing_over, "MOST", 2)
    for code in ("A1", "A2", "A3"):
        make(code=code)

    page = as_plan_manager.get(address(leaver))

    assert len(page.context["form"]["actions"].value()) == 2
    assert "These are the first 2 of 3." in page.content.decode()
