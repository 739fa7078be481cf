import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from partners.models import Role
from priorities import planning
from priorities.models import Priority
from tests.factories import PlanFactory, PriorityFactory, UserFactory
from tests.partners.admin.pages import filled_in
from tests.priorities.forms import errors, what_was_sent

pytestmark = pytest.mark.django_db
NEW = {"number": "6", "code": "TR", "name": "Transport"}


@pytest.fixture
def priority(people):
    return PriorityFactory(number=1, code="CA", name="Community assets", lead=people.priority_lead)


def address(priority: Priority) -> str:
    return reverse("priorities:edit_priority", args=[priority.plan.slug, priority.number])


def address_to_add(plan) -> str:
    return reverse("priorities:add_priority", args=[plan.slug])


def save(client: Client, page: str, typed: dict):
    return client.post(page, what_was_sent(client, page) | typed)


def test_a_plan_manager_adds_a_priority(as_plan_manager, people):
    plan = PlanFactory()
    typed = NEW | {"description": "Getting about.", "lead": people.priority_lead.pk, "sponsor_role": "Cabinet member"}

    response = save(as_plan_manager, address_to_add(plan), typed)

    priority = Priority.objects.get()
    assert response.url == priority.get_absolute_url()
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Priority “6. Transport” saved."]
    assert (priority.plan, priority.number, priority.code) == (plan, 6, "TR")
    assert (priority.description, priority.lead) == ("Getting about.", people.priority_lead)


def test_a_plan_manager_edits_all_of_a_priority(as_plan_manager, priority, people):
    response = save(as_plan_manager, address(priority), NEW | {"lead": people.officer.pk})

    edited = Priority.objects.get()
    assert response.url == edited.get_absolute_url()
    assert (edited.number, edited.code, edited.name, edited.lead) == (6, "TR", "Transport", people.officer)


def test_a_priority_lead_edits_the_words_of_theirs_and_nothing_else(as_priority_lead, priority, people):
    typed = NEW | {"description": "What we have.", "lead": people.officer.pk, "sponsor_role": "Me"}

    response = save(as_priority_lead, address(priority), typed)

    edited = Priority.objects.get()
    assert response.status_code == 302
    assert (edited.name, edited.description) == ("Transport", "What we have.")
    assert (edited.number, edited.code, edited.lead, edited.sponsor_role) == (1, "CA", people.priority_lead, "")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"code": "DC"}, {"code": ["This code is used by another priority of the plan."]}),
        ({"number": "2"}, {"number": ["This number is used by another priority of the plan."]}),
        ({"number": "-1"}, {"number": ["Ensure this value is greater than or equal to 0."]}),
        ({"number": "99999"}, {"number": ["Ensure this value is less than or equal to 32767."]}),
        ({"number": "one"}, {"number": ["Enter a whole number."]}),
        ({"code": "C A"}, {"code": ["A code is letters and digits, with full stops or hyphens inside, such as CA1."]}),
        ({"name": " "}, {"name": ["Fill in “Name”"]}),
        ({"name": "x" * 121}, {"name": ["Ensure this value has at most 120 characters (it has 121)."]}),
    ],
)
@pytest.mark.parametrize("adding", [True, False])
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(
    as_plan_manager, priority, typed, expected, adding
):
    PriorityFactory(plan=priority.plan, number=2, code="DC")
    page_address = address_to_add(priority.plan) if adding else address(priority)

    page = save(as_plan_manager, page_address, NEW | typed)

    field = next(iter(expected))
    assert errors(page) == expected
    assert f'<a href="#id_{field}">' in page.content.decode()
    assert page.context["form"][field].value() == typed[field]
    assert set(Priority.objects.values_list("number", "code", "name")) == {
        (1, "CA", "Community assets"),
        (2, "DC", "Priority 2"),
    }


def test_a_number_taken_at_the_last_moment_comes_back_in_words(as_plan_manager, priority, monkeypatch):
    PriorityFactory(plan=priority.plan, number=2)
    monkeypatch.setattr("priorities.forms.planning.PriorityForm.clean_number", lambda form: 2)

    page = save(as_plan_manager, address(priority), {"number": "2"})

    assert "This could not be saved" in errors(page)[""][0]


def test_who_comes_second_sees_what_changed_keeps_the_words_and_saves_on(as_plan_manager, priority):
    sent = what_was_sent(as_plan_manager, address(priority)) | {"name": "My name"}
    first = Priority.objects.get()
    first.description = "Theirs"
    planning.save_priority(first, version=first.version)

    page = as_plan_manager.post(address(priority), sent)
    form = page.context["form"]
    again = sent | {"version": form["version"].value(), "seen_at": form["seen_at"].value()}
    response = as_plan_manager.post(address(priority), again)

    assert "Somebody else saved a change" in errors(page)[""][0]
    assert [change.after for change in form.changes] == ["Theirs"]
    assert form["name"].value() == "My name"
    assert response.status_code == 302
    assert Priority.objects.get().name == "My name"


def test_what_the_second_left_alone_follows_the_first_and_what_they_typed_is_saved(
    as_plan_manager, as_priority_lead, priority
):
    second = as_priority_lead.get(address(priority))
    as_plan_manager.post(
        address(priority), filled_in(as_plan_manager.get(address(priority)), name="The first's name", sponsor_role="X")
    )

    lost = as_priority_lead.post(address(priority), filled_in(second, description="The second's description"))
    response = as_priority_lead.post(address(priority), filled_in(lost))

    priority.refresh_from_db()
    assert "Somebody else saved a change" in errors(lost)[""][0]
    assert response.status_code == 302
    assert (priority.name, priority.sponsor_role) == ("The first's name", "X")
    assert priority.description == "The second's description"


def test_a_second_click_adds_one_priority(as_plan_manager):
    plan = PlanFactory()
    sent = what_was_sent(as_plan_manager, address_to_add(plan)) | NEW

    responses = [as_plan_manager.post(address_to_add(plan), sent) for _ in range(2)]

    assert [response.status_code for response in responses] == [302, 200]
    assert Priority.objects.count() == 1


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PRIORITY_LEAD, Role.CABINET_MEMBER, Role.ADMINISTRATOR])
def test_a_stranger_is_refused_in_words_and_nothing_is_written(priority, role):
    stranger = Client()
    stranger.force_login(UserFactory(roles=[role]))
    pages = [address(priority), address_to_add(priority.plan)]

    responses = [response for page in pages for response in (stranger.get(page), stranger.post(page, NEW))]

    assert [response.status_code for response in responses] == [403] * 4
    assert "Only the priority&#x27;s lead and the plan manager edit this priority." in responses[1].content.decode()
    assert "Only the plan manager adds priorities." in responses[3].content.decode()
    assert Priority.objects.values_list("name", flat=True).get() == "Community assets"


@pytest.mark.parametrize("number", [0, 99, 10**30])
def test_a_number_that_is_none_is_not_found(as_plan_manager, priority, number):
    response = as_plan_manager.get(reverse("priorities:edit_priority", args=[priority.plan.slug, number]))

    assert response.status_code == 404


@pytest.mark.parametrize("size", [1, 6])
def test_the_page_costs_the_same_however_much_there_is(as_plan_manager, priority, count_statements, size):
    UserFactory.create_batch(size, roles=[Role.OFFICER])
    PriorityFactory.create_batch(size, plan=priority.plan)

    assert count_statements(as_plan_manager, address(priority)) == 2
