import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from careplan.history import changes_of
from partners.models import Role
from priorities import planning
from priorities.models import Action, Milestone, Plan, Support
from tests.factories import (
    LAST_QUARTER,
    NEXT_QUARTER,
    TODAY,
    TOMORROW,
    YESTERDAY,
    ActionFactory,
    MilestoneFactory,
    OrganisationFactory,
    PlanFactory,
    PriorityFactory,
    SupportFactory,
    UpdateFactory,
    UserFactory,
)
from tests.partners.admin.pages import filled_in
from tests.priorities.forms import HOSTILE_DATES, boxes, errors, what_was_sent

pytestmark = pytest.mark.django_db
START, DUE = date(2021, 4, 1), date(2022, 9, 30)
NEW = {"code": "CA9", "title": "Open a hub", **boxes("starts_on", START), **boxes("due_on", DUE)}


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def priority(people):
    return PriorityFactory(plan__stage=Plan.Stage.DRAFT, lead=people.priority_lead)


@pytest.fixture
def action(priority):
    return ActionFactory(priority=priority, code="CA3")


def address(action: Action) -> str:
    return reverse("priorities:edit_action", args=[action.plan.slug, action.code])


def address_to_add(priority) -> str:
    return reverse("priorities:add_action", args=[priority.plan.slug]) + f"?priority={priority.number}"


def save(client: Client, page: str, typed: dict):
    return client.post(page, what_was_sent(client, page) | typed)


def row_errors(page, rows: str) -> list[dict]:
    return [dict(row.errors) for row in page.context[rows] if row.errors]


@pytest.mark.parametrize("stage", [Plan.Stage.DRAFT, Plan.Stage.IN_DELIVERY])
def test_a_priority_lead_adds_an_action_with_its_milestones_and_partners(as_priority_lead, priority, people, stage):
    Plan.objects.update(stage=stage)
    helper, leads = OrganisationFactory(name="Helper"), OrganisationFactory()
    typed = NEW | {"lead": people.officer.pk, "deputy": people.plan_manager.pk, "lead_organisation": leads.pk}
    typed |= {"milestones-0-title": "Site found"} | boxes("milestones-0-due_on", NEXT_QUARTER)
    typed |= {"supports-1-organisation_id": helper.pk, "supports-1-role": "finds the site"}

    response = save(as_priority_lead, address_to_add(priority), typed)

    action = Action.objects.get()
    assert response.url == action.get_absolute_url()
    assert (action.plan, action.priority, action.code, action.title) == (priority.plan, priority, "CA9", "Open a hub")
    assert (action.lead, action.deputy, action.lead_organisation) == (people.officer, people.plan_manager, leads)
    assert (action.starts_on, action.due_on, action.original_due_on) == (START, DUE, DUE)
    assert (action.stage, action.rating) == ("not_started", "")
    assert list(action.milestones.values_list("title", "due_on", "done_on")) == [("Site found", NEXT_QUARTER, None)]
    assert list(action.supports.values_list("organisation", "role")) == [(helper.pk, "finds the site")]


def test_an_untouched_form_changes_nothing(as_plan_manager, action):
    MilestoneFactory.create_batch(2, action=action)
    SupportFactory(action=action, role="delivers")
    parts = ("milestones", "supports")
    before = changes_of(action, parts)

    response = save(as_plan_manager, address(action), {})

    assert response.status_code == 302
    assert changes_of(action, parts) == before


def test_rows_are_changed_removed_and_added(as_plan_manager, action):
    MilestoneFactory(action=action, title="Kept", due_on=TODAY)
    MilestoneFactory(action=action, title="Gone", due_on=TOMORROW)
    typed = {"milestones-0-title": "Reworded", "milestones-1-DELETE": "on", "milestones-1-title": ""}
    typed |= {"milestones-4-title": "New"} | boxes("milestones-4-due_on", NEXT_QUARTER)

    response = save(as_plan_manager, address(action), typed | boxes("milestones-0-done_on", YESTERDAY))

    assert response.status_code == 302
    assert list(Milestone.objects.values_list("title", "done_on")) == [("Reworded", YESTERDAY), ("New", None)]
    assert "Milestone removed" in [change.label for change in changes_of(action, ["milestones"])]


def test_a_milestone_that_is_done_is_not_removed(as_plan_manager, action):
    done = MilestoneFactory(action=action, done_on=YESTERDAY)

    page = as_plan_manager.get(address(action))
    save(as_plan_manager, address(action), {"milestones-0-DELETE": "on"})

    assert "DELETE" not in page.context["milestones"].forms[0].fields
    assert list(Milestone.objects.all()) == [done]


def test_a_milestone_is_not_done_tomorrow(as_plan_manager, action):
    MilestoneFactory(action=action)

    page = save(as_plan_manager, address(action), boxes("milestones-0-done_on", TOMORROW))

    assert row_errors(page, "milestones") == [{"done_on": ["Done on: give today or an earlier day."]}]
    assert Milestone.objects.get().done_on is None


def test_an_organisation_helps_once_in_each_role(as_plan_manager, action):
    support = SupportFactory(action=action)
    typed = {"supports-1-organisation_id": support.organisation_id, "supports-1-role": support.role}

    page = save(as_plan_manager, address(action), typed)

    assert row_errors(page, "supports") == [{"organisation_id": ["This organisation is listed already in this role."]}]
    assert Support.objects.count() == 1


def test_the_error_summary_links_to_the_inputs_of_rows_too(as_plan_manager, action):
    typed = {"title": "", "milestones-0-title": "No date"}

    page = save(as_plan_manager, address(action), typed).content.decode()

    targets = re.findall(r'<li><a href="#(.+?)">', page)
    assert targets == ["id_title", "id_milestones-0-due_on_day"]
    assert all(f'id="{target}"' in page for target in targets)
    assert "<title>Error: " in page


def test_a_row_in_error_alone_still_marks_the_page(as_plan_manager, action):
    page = save(as_plan_manager, address(action), {"milestones-0-title": "No date"}).content.decode()

    assert "<title>Error: Edit CA3 Do the work" in page
    assert 'href="#id_milestones-0-due_on_day"' in page


def test_due_date_and_original_one_move_together_until_they_are_fixed(as_plan_manager, action):
    response = save(as_plan_manager, address(action), boxes("due_on", NEXT_QUARTER))

    action.refresh_from_db()
    assert response.status_code == 302
    assert (action.due_on, action.original_due_on) == (NEXT_QUARTER, NEXT_QUARTER)


@pytest.mark.parametrize("fixed_by", ["plan", "update"])
def test_a_fixed_due_date_is_a_fact_and_not_a_field(as_plan_manager, action, fixed_by):
    if fixed_by == "plan":
        Plan.objects.update(stage=Plan.Stage.APPROVED)
    else:
        UpdateFactory(action=action, rating="")

    page = as_plan_manager.get(address(action))
    response = save(as_plan_manager, address(action), boxes("due_on", NEXT_QUARTER) | {"title": "Reworded"})

    action.refresh_from_db()
    assert "30 September 2022. Fixed since the plan was approved or an update was posted" in page.content.decode()
    assert response.status_code == 302
    assert (action.title, action.due_on) == ("Reworded", DUE)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"title": "  "}, {"title": ["Fill in “Title”"]}),
        ({"code": ""}, {"code": ["Fill in “Code”"]}),
        ({"code": "ADD"}, {"code": ["The code cannot be “ADD”. Choose another."]}),
        ({"code": "add"}, {"code": ["The code cannot be “add”. Choose another."]}),
        ({"code": "CA4"}, {"code": ["This code is used by another action of the plan."]}),
        (
            {"code": "a/b"},
            {"code": ["A code is letters and digits, with full stops or hyphens inside, such as CA1."]},
        ),
        (boxes("starts_on", date(2023, 1, 1)), {"starts_on": ["The action starts after it is due."]}),
        ({"starts_on_day": "31", "starts_on_month": "2"}, {"starts_on": [
            "Start must be a real date: February 2020 has no day 31"
        ]}),
        ({"lead": "999999999"}, {"lead": [
            "Select a valid choice. That choice is not one of the available choices."
        ]}),
        ({"kind": "hobby"}, {"kind": ["Select a valid choice. hobby is not one of the available choices."]}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(as_plan_manager, action, typed, expected):
    ActionFactory(priority=action.priority, code="CA4")

    page = save(as_plan_manager, address(action), typed)

    assert errors(page) == expected
    assert Action.objects.get(pk=action.pk).version == action.version


def test_the_start_is_not_after_a_fixed_due_date_either(as_plan_manager, action):
    Plan.objects.update(stage=Plan.Stage.APPROVED)

    page = save(as_plan_manager, address(action), boxes("starts_on", date(2023, 1, 1)))

    assert errors(page) == {"starts_on": ["The action starts after it is due."]}


def test_lead_and_deputy_are_two_people(as_plan_manager, action, people):
    page = save(as_plan_manager, address(action), {"lead": people.officer.pk, "deputy": people.officer.pk})

    assert errors(page) == {"deputy": ["The deputy is somebody other than the lead."]}


def test_a_code_taken_at_the_last_moment_comes_back_in_words(as_plan_manager, action, monkeypatch):
    ActionFactory(priority=action.priority, code="CA4")
    monkeypatch.setattr("priorities.forms.planning.ActionForm.clean_code", lambda form: form.cleaned_data["code"])

    page = save(as_plan_manager, address(action), {"code": "CA4"})

    assert "This could not be saved" in errors(page)[""][0]
    assert page.context["form"]["code"].value() == "CA4"


def test_the_same_code_in_another_plan_is_no_clash(as_plan_manager, action):
    ActionFactory(code="CA4")

    response = save(as_plan_manager, address(action), {"code": "CA4"})

    assert response.status_code == 302


def test_somebody_who_left_stays_the_lead_until_changed_and_is_offered_nowhere_else(as_plan_manager, priority):
    gone = UserFactory(roles=[Role.OFFICER], is_active=False)
    left, other = ActionFactory(priority=priority, lead=gone), ActionFactory(priority=priority)

    response = save(as_plan_manager, address(left), {"title": "Reworded"})
    page = save(as_plan_manager, address(other), {"lead": gone.pk})

    left.refresh_from_db()
    assert (response.status_code, left.lead, left.title) == (302, gone, "Reworded")
    assert set(errors(page)) == {"lead"}


def test_an_organisation_that_ended_stays_where_it_is_set(as_plan_manager, action):
    ended = OrganisationFactory(ended_on=YESTERDAY)
    SupportFactory(action=action, organisation=ended)
    action.lead_organisation = ended
    action.save()

    response = save(as_plan_manager, address(action), {"title": "Reworded"})

    assert response.status_code == 302
    assert Action.objects.get().lead_organisation == ended


def test_who_comes_second_sees_what_changed_keeps_the_words_and_saves_on(as_plan_manager, action):
    milestone = MilestoneFactory(action=action, title="First step")
    typed = {"title": "My title", "milestones-0-title": "My step"}
    sent = what_was_sent(as_plan_manager, address(action)) | typed
    milestone.delete()
    planning.save_action(
        Action.objects.get(), supports=[{"organisation_id": OrganisationFactory().pk, "role": "helps"}]
    )

    page = as_plan_manager.post(address(action), sent)
    form = page.context["form"]
    again = sent | {"version": form["version"].value(), "seen_at": form["seen_at"].value()}
    response = as_plan_manager.post(address(action), again)

    assert "Somebody else saved a change" in errors(page)[""][0]
    assert {change.label for change in form.changes} == {"Milestone removed", "Support added"}
    assert form["title"].value() == "My title"
    assert page.context["milestones"].forms[0]["title"].value() == "My step"
    assert response.status_code == 302
    assert Action.objects.get().title == "My title"
    assert list(Milestone.objects.values_list("title", flat=True)) == ["My step"]
    assert Support.objects.count() == 1


def test_what_the_second_left_alone_follows_the_first_and_what_they_typed_is_saved(as_plan_manager, action):
    milestone = MilestoneFactory(action=action, title="Site found", due_on=TODAY)
    second = as_plan_manager.get(address(action))
    first = filled_in(second, title="The first's title") | boxes("milestones-0-due_on", NEXT_QUARTER)
    first |= {"milestones-1-title": "Added by the first"} | boxes("milestones-1-due_on", TOMORROW)
    as_plan_manager.post(address(action), first)
    typed = {"description": "The second's description", "milestones-0-title": "The second's step"}

    lost = as_plan_manager.post(address(action), filled_in(second, **typed))
    shown = filled_in(lost)
    response = as_plan_manager.post(address(action), shown)

    action.refresh_from_db()
    milestone.refresh_from_db()
    assert "Somebody else saved a change" in errors(lost)[""][0]
    assert (shown["title"], shown["description"]) == (["The first's title"], ["The second's description"])
    assert shown["milestones-1-title"] == ["Added by the first"]
    assert response.status_code == 302
    assert (action.title, action.description) == ("The first's title", "The second's description")
    assert (milestone.title, milestone.due_on) == ("The second's step", NEXT_QUARTER)
    assert list(action.milestones.values_list("title", flat=True)) == ["Added by the first", "The second's step"]


def test_a_row_the_first_removed_stays_removed_unless_the_second_typed_in_it(as_plan_manager, action):
    for title, due_on in (("A", YESTERDAY), ("B", TODAY), ("C", TOMORROW)):
        MilestoneFactory(action=action, title=title, due_on=due_on)
    support = SupportFactory(action=action, role="helps")
    second = as_plan_manager.get(address(action))
    removed = {"milestones-0-DELETE": "on", "milestones-1-DELETE": "on", "supports-0-DELETE": "on"}
    as_plan_manager.post(address(action), filled_in(second, **removed))
    typed = {"milestones-1-title": "B, typed on", "milestones-3-title": "D"} | boxes("milestones-3-due_on", TOMORROW)

    lost = as_plan_manager.post(address(action), filled_in(second, **typed))
    response = as_plan_manager.post(address(action), filled_in(lost))

    assert response.status_code == 302
    assert set(action.milestones.values_list("title", "due_on")) == {
        ("B, typed on", TODAY),
        ("C", TOMORROW),
        ("D", TOMORROW),
    }
    assert not Support.objects.filter(pk=support.pk).exists()


def test_a_third_change_is_followed_too_and_what_was_typed_before_is_kept(as_plan_manager, action):
    MilestoneFactory(action=action, title="Site found")
    page = as_plan_manager.get(address(action))
    typed = {"title": "The second's title", "milestones-0-title": "The second's step"}
    for title, step in (("The first's title", "The first's step"), ("The third's title", "The third's step")):
        other = as_plan_manager.get(address(action))
        others = {"title": title, "milestones-0-title": step, "lead_role": title}
        as_plan_manager.post(address(action), filled_in(other, **others))
        page = as_plan_manager.post(address(action), filled_in(page, **typed))
        typed = {}

    response = as_plan_manager.post(address(action), filled_in(page))

    action.refresh_from_db()
    assert response.status_code == 302
    assert (action.title, action.lead_role) == ("The second's title", "The third's title")
    assert action.milestones.get().title == "The second's step"


def test_a_change_at_the_last_moment_is_followed_too(as_plan_manager, action, monkeypatch):
    milestone = MilestoneFactory(action=action, title="Site found")
    sent = filled_in(as_plan_manager.get(address(action)), description="The second's description")

    def save_just_after_the_first(*args, **kwargs):
        Action.objects.update(title="The first's title")
        Milestone.objects.update(title="The first's step")
        monkeypatch.undo()
        return planning.save_action(*args, **kwargs)

    monkeypatch.setattr("priorities.views.editing.planning.save_action", save_just_after_the_first)
    lost = as_plan_manager.post(address(action), sent)
    response = as_plan_manager.post(address(action), filled_in(lost))

    action.refresh_from_db()
    milestone.refresh_from_db()
    assert response.status_code == 302
    assert (action.title, action.description) == ("The first's title", "The second's description")
    assert milestone.title == "The first's step"


def test_a_lead_who_may_no_longer_be_chosen_gives_way_to_the_first_choice(as_plan_manager, priority, people):
    gone = UserFactory(roles=[Role.OFFICER], is_active=False)
    action = ActionFactory(priority=priority, lead=gone)
    sent = filled_in(as_plan_manager.get(address(action)), description="The second's description")
    Action.objects.update(lead=people.officer)

    lost = as_plan_manager.post(address(action), sent)
    response = as_plan_manager.post(address(action), filled_in(lost))

    action.refresh_from_db()
    assert set(errors(lost)) == {""}
    assert response.status_code == 302
    assert (action.lead, action.description) == (people.officer, "The second's description")


def test_a_priority_lead_moves_an_action_only_between_their_own(as_priority_lead, action, people):
    theirs = PriorityFactory(plan=action.plan, lead=people.priority_lead)
    foreign = PriorityFactory(plan=action.plan)

    page = save(as_priority_lead, address(action), {"priority": foreign.pk})
    response = save(as_priority_lead, address(action), {"priority": theirs.pk})

    assert errors(page) == {"priority": ["Only the priority's lead and the plan manager add actions to this priority."]}
    assert response.status_code == 302
    assert Action.objects.get().priority == theirs


def test_a_plan_manager_moves_an_action_within_its_plan_only(as_plan_manager, action):
    sibling = PriorityFactory(plan=action.plan)
    foreign = PriorityFactory()

    page = save(as_plan_manager, address(action), {"priority": foreign.pk})
    response = save(as_plan_manager, address(action), {"priority": sibling.pk})

    assert set(errors(page)) == {"priority"}
    assert response.status_code == 302
    assert Action.objects.get().priority == sibling


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PRIORITY_LEAD, Role.CABINET_MEMBER, Role.ADMINISTRATOR])
def test_a_stranger_is_refused_in_words_and_nothing_is_written(action, role):
    stranger = Client()
    stranger.force_login(UserFactory(roles=[role]))
    add = address_to_add(action.priority)

    responses = [stranger.get(address(action)), stranger.post(address(action), NEW)]
    responses += [stranger.get(add), stranger.post(add, NEW), stranger.post(add.partition("?")[0], NEW)]

    assert [response.status_code for response in responses] == [403] * 5
    assert "Only the priority&#x27;s lead and the plan manager edit this action." in responses[0].content.decode()
    assert Action.objects.values_list("code", "version").get() == ("CA3", action.version)


def test_a_priority_lead_adds_nothing_to_another_priority(as_priority_lead, priority):
    foreign = PriorityFactory(plan=priority.plan)

    response = as_priority_lead.get(address_to_add(foreign))
    page = save(as_priority_lead, address_to_add(priority), NEW | {"priority": foreign.pk})

    assert response.status_code == 403
    assert set(errors(page)) == {"priority"}
    assert not Action.objects.exists()


@pytest.mark.parametrize("asked", ["", "0", "999999999999", "-1", "x", "²", "%00", "1;2"])
def test_a_priority_that_is_none_is_left_out(as_plan_manager, priority, asked):
    response = as_plan_manager.get(address_to_add(priority).partition("?")[0] + f"?priority={asked}")

    assert response.status_code == 200


def test_a_plan_without_priorities_has_nothing_to_add_to(as_plan_manager):
    response = as_plan_manager.get(reverse("priorities:add_action", args=[PlanFactory().slug]))

    assert response.status_code == 403


def test_another_plans_code_is_not_found(as_plan_manager, action):
    other = ActionFactory(code="ZZ1")

    response = as_plan_manager.get(reverse("priorities:edit_action", args=[action.plan.slug, other.code]))

    assert response.status_code == 404


@pytest.mark.parametrize("field", ["starts_on", "due_on", "milestones-0-due_on", "milestones-0-done_on"])
@pytest.mark.parametrize("parts", HOSTILE_DATES, ids=str)
def test_no_date_breaks_the_form(as_plan_manager, action, field, parts):
    MilestoneFactory(action=action)

    page = save(as_plan_manager, address(action), {f"{field}_{part}": text for part, text in parts.items()})

    assert page.status_code == 200
    assert page.context["form"].errors or page.context["faulty"]
    assert Action.objects.get().version == action.version + 1


@pytest.mark.parametrize("count", ["0", "1000000000", "-1", "x", ""])
def test_a_count_of_rows_that_cannot_be_is_no_harm(as_plan_manager, action, count):
    milestone = MilestoneFactory(action=action)

    response = save(as_plan_manager, address(action), {"milestones-TOTAL_FORMS": count})

    assert response.status_code in {200, 302}
    assert list(Milestone.objects.all()) == [milestone]


@pytest.mark.parametrize("size", [1, 6])
def test_the_page_costs_the_same_however_much_there_is(as_plan_manager, action, count_statements, size):
    MilestoneFactory.create_batch(size, action=action, due_on=LAST_QUARTER)
    SupportFactory.create_batch(size, action=action)
    UserFactory.create_batch(size, roles=[Role.OFFICER])
    PriorityFactory.create_batch(size, plan=action.plan)

    assert count_statements(as_plan_manager, address(action)) == 11


def test_an_action_that_is_not_for_publication_says_so(as_priority_lead, action):
    before = as_priority_lead.get(action.get_absolute_url()).content.decode()

    save(as_priority_lead, address(action), {"is_withheld": "on"})

    action.refresh_from_db()
    page = as_priority_lead.get(action.get_absolute_url()).content.decode()
    assert action.is_withheld
    assert ("Not for publication" in before, "Not for publication" in page) == (False, True)
