"""A plan manager adds a commitment whole and edits it: its terms, its rows and their sums."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import get_resolver, reverse

from careplan.history import changes_of
from partners.committing import CLOSED
from partners.forms.commitments import CLASHES
from partners.models import Commitment, Condition, Contribution, Instalment, Role
from priorities.forms.funding import CommitmentForm
from priorities.models import Allocation, Plan
from tests.factories import (
    NEXT_QUARTER,
    TODAY,
    YESTERDAY,
    ActionFactory,
    AllocationFactory,
    AmendmentFactory,
    ClosureFactory,
    CommitmentFactory,
    ConditionFactory,
    ContributionFactory,
    DecisionFactory,
    InstalmentFactory,
    OrganisationFactory,
    PaymentFactory,
    PriorityFactory,
    PurposeLineFactory,
    SourceFactory,
    UserFactory,
)
from tests.partners.admin.pages import filled_in
from tests.priorities.forms import boxes, errors

pytestmark = [pytest.mark.django_db, pytest.mark.page]

ADD = reverse("funding:add")
THAN = "more than the total of £119,000.00."


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


def address(commitment: Commitment) -> str:
    return reverse("funding:edit", args=[commitment.reference])


def send(client: Client, page: str, **typed):
    return client.post(page, filled_in(client.get(page), **typed))


def row_errors(page) -> dict[str, list[str]]:
    """The words beside the rows, by the name of the box."""
    return {
        f"{row.prefix}-{name}": list(words)
        for rows in page.context["rowsets"]
        for row in rows
        for name, words in row.errors.items()
    }


@pytest.fixture
def grant(db):
    """Up to £119,000 that two funders bear in halves."""
    grant = CommitmentFactory(amount=Decimal("119000.00"), qualifier="up_to", reference="grant", title="The grant")
    for name in ("Council", "Commissioner"):
        ContributionFactory(commitment=grant, funder=OrganisationFactory(name=name), percent=50)
    return grant


def test_a_joint_grant_is_recorded_whole(as_plan_manager, people):
    council, association = OrganisationFactory(name="Council"), OrganisationFactory(name="Association")
    commissioner = OrganisationFactory(name="Commissioner", ended_on=YESTERDAY)
    decision, source = DecisionFactory(), SourceFactory()
    action = ActionFactory(code="SM7")
    typed = {"title": "Investment in the Association", "kind": "grant", "amount": "£119,000", "qualifier": "up_to"}
    typed |= {"recipient": association.pk, "held_by": council.pk, "decision": decision.pk, "source": source.pk}
    typed |= {"financial_years": "2021/22, 2022/23 2023/24", "looked_after_by": people.plan_manager.pk}
    typed |= {"announced_on": "2021-10-05", "wider_aims": "One voice\nA steady market"}
    for rows in ("contributions", "purposes", "instalments"):
        typed[f"{rows}-TOTAL_FORMS"] = "2"
    for place, funder in enumerate((council, commissioner)):
        typed |= {f"contributions-{place}-funder_id": funder.pk, f"contributions-{place}-percent": "50"}
        typed |= {f"instalments-{place}-amount": "59,500", f"instalments-{place}-due_on": "2022-04-01"}
        typed |= {f"instalments-{place}-funder_id": funder.pk, f"purposes-{place}-purpose": f"Purpose {place}"}
    typed |= {"conditions-0-kind": "report", "conditions-0-words": "Report", "conditions-0-due_on": "2022-09-30"}
    typed |= {"allocations-0-target": f"action-{action.pk}", "allocations-0-amount": "59500"}

    response = send(as_plan_manager, ADD, **typed)

    saved = Commitment.objects.get()
    assert response.url == reverse("funding:commitment", args=["investment-in-the-association"])
    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "Saved. Agreed up to £119,000: £59,500 allocated, £59,500 not allocated."
    ]
    assert (saved.total_words, saved.decision, saved.source) == ("up to £119,000", decision, source)
    assert (saved.looked_after_by, saved.announced_on) == (people.plan_manager, date(2021, 10, 5))
    assert saved.financial_years == ["2021/22", "2022/23", "2023/24"]
    shares = saved.contributions.values_list("funder", "amount", "percent", "basis")
    assert [*shares] == [(funder.pk, None, 50, "published") for funder in (council, commissioner)]
    planned = saved.instalments.values_list("contribution__funder", "amount", "due_on")
    assert [*planned] == [(funder.pk, Decimal(59500), date(2022, 4, 1)) for funder in (council, commissioner)]
    assert [*saved.purposes.values_list("purpose", "position")] == [("Purpose 0", 0), ("Purpose 1", 1)]
    assert [*saved.conditions.values_list("kind", "words", "due_on")] == [("report", "Report", date(2022, 9, 30))]
    allocated = saved.allocations.values_list("plan", "priority", "action", "amount", "basis")
    assert [*allocated] == [(action.plan_id, None, action.pk, Decimal(59500), "published")]
    assert {change.who for change in changes_of(saved, CommitmentForm.parts)} == {str(people.plan_manager)}


@pytest.mark.parametrize(
    ("total", "shares", "words"),
    [
        ("100", ["33.33 %", "33.33%", "33.33"], ""),
        ("119000", ["£59,500", "£59,500.00"], ""),
        ("", ["£50", ""], ""),
        ("", ["60", "39.9"], "The shares come to 99.9 per cent, 0.1 less than the whole. Leave"),
        ("119000", ["£60,000", "£60,000"], f"The shares come to £120,000.00, £1,000.00 {THAN}"),
        ("119000", ["£59,500", "£59,500.01"], "The shares come to £119,000.01, £0.01 more than"),
        ("119000", ["£59,500", "£59,499.99"], "The shares come to £118,999.99, £0.01 less than"),
    ],
)  # fmt: skip
def test_shares_make_the_total_or_the_row_says_by_how_much_they_do_not(as_plan_manager, total, shares, words):
    commitment, total_forms = CommitmentFactory(qualifier="up_to"), {"contributions-TOTAL_FORMS": str(len(shares))}
    typed = {"amount": total} | total_forms
    for place, share in enumerate(shares):
        typed[f"contributions-{place}-funder_id"] = OrganisationFactory().pk
        typed[f"contributions-{place}-{'amount' if '£' in share else 'percent'}"] = share

    response = send(as_plan_manager, address(commitment), **typed)

    if words:
        last = f"contributions-{len(shares) - 1}"
        found = row_errors(response)
        assert [name.startswith(last) and said[0].startswith(words) for name, said in found.items()] == [True]
        assert words.partition("Leave")[0] in response.content.decode().partition("<form")[2]
    else:
        assert response.status_code == 302
    assert Contribution.objects.count() == (0 if words else len(shares))


@pytest.mark.parametrize(
    ("box", "text", "words"),
    [
        ("instalments-0-amount", "119000.01", f"The instalments come to £119,000.01, £0.01 {THAN}"),
        ("instalments-0-amount", "0", "An instalment is more than zero."),
        ("instalments-0-amount", "1e5", "Sum must be pounds and pence, such as 119,000 or 119000.50"),
        ("allocations-0-amount", "£119,000.01", f"The allocations come to £119,000.01, £0.01 {THAN}"),
        ("allocations-0-amount", "NaN", "Sum must be pounds and pence, such as 119,000 or 119000.50"),
        ("allocations-0-amount", "0.00", "An allocation is more than zero."),
        ("purposes-0-amount", "-1", "Sum must be pounds and pence, such as 119,000 or 119000.50"),
        ("purposes-0-amount", "1.005", "Sum must be pounds and pence, such as 119,000 or 119000.50"),
        ("contributions-2-percent", "1e1", "Per cent must be a number from 0 to 100, such as 33.33"),
        ("contributions-0-amount", "1", "Give the share as an amount or as a per cent, not both."),
    ],
)  # fmt: skip
def test_a_sum_that_cannot_be_is_refused_beside_its_row_and_in_the_summary(as_plan_manager, grant, box, text, words):
    rows = {"instalments-0-due_on": "2022-04-01", "purposes-0-purpose": "Wages", "contributions-2-funder_id": 1}
    rows |= {"allocations-0-target": f"priority-{PriorityFactory().pk}"}
    typed = {name: value for name, value in rows.items() if name.rpartition("-")[0] == box.rpartition("-")[0]}

    page = send(as_plan_manager, address(grant), **typed, **{box: text})

    assert words in [said for found in row_errors(page).values() for said in found]
    assert words in page.content.decode().partition("error-summary")[2].partition("<form")[0]
    assert Commitment.objects.get().version == grant.version + 2


def test_one_more_row_keeps_everything_that_was_typed_and_saves_nothing(as_plan_manager, grant):
    typed = {"title": "", "amount": "lots", "instalments-0-amount": "half", "instalments-0-due_on_day": "31"}
    typed |= {"contributions-0-DELETE": "on", "contributions-2-note": "A third?", "another_row": "instalments"}

    page = send(as_plan_manager, address(grant), **typed)

    again = filled_in(page)
    kept = {name: again[name] for name in typed if name != "another_row"}
    assert kept == {name: [value] for name, value in typed.items() if name != "another_row"}
    assert again["instalments-TOTAL_FORMS"] == ["2"]
    assert 'name="instalments-1-amount" class="govuk-input govuk-input--width-10" ' in page.content.decode()
    assert page.content.decode().count(" autofocus") == 1
    assert "There is a problem" not in page.content.decode()
    assert Commitment.objects.get().version == grant.version + 2


def test_rows_left_empty_are_none(as_plan_manager):
    council = OrganisationFactory()
    typed = {"title": "Early help", "kind": "internal_budget", "held_by": council.pk}

    response = send(as_plan_manager, ADD, **typed)

    assert response.status_code == 302
    assert Commitment.objects.get().title == "Early help"


def test_an_untouched_form_changes_nothing(as_plan_manager, grant):
    for make in (InstalmentFactory, PurposeLineFactory, ConditionFactory, AllocationFactory):
        make(commitment=grant)
    before = changes_of(grant, CommitmentForm.parts)

    response = send(as_plan_manager, address(grant))

    assert response.status_code == 302
    assert changes_of(grant, CommitmentForm.parts) == before


def test_rows_are_changed_removed_and_moved_to_another_share(as_plan_manager, grant):
    council, commissioner = grant.contributions.order_by("pk")
    InstalmentFactory(commitment=grant, contribution=commissioner)
    ConditionFactory(commitment=grant, met_on=YESTERDAY, words="Met")
    allocation = AllocationFactory(commitment=grant)
    priority = PriorityFactory()
    typed = {"contributions-1-DELETE": "on", "contributions-0-percent": "100", "conditions-0-words": "Changed"}
    typed |= {"instalments-0-funder_id": council.funder_id, "allocations-0-target": f"priority-{priority.pk}"}

    response = send(as_plan_manager, address(grant), **typed)

    assert response.status_code == 302
    assert [*Contribution.objects.values_list("pk", "percent")] == [(council.pk, 100)]
    assert Instalment.objects.get().contribution == council
    assert Condition.objects.get().words == "Met"
    moved = Allocation.objects.get()
    assert (moved, moved.priority, moved.plan) == (allocation, priority, priority.plan)


def test_an_instalment_is_of_a_funder_that_is_listed(as_plan_manager, grant):
    typed = {"instalments-0-amount": "1", "instalments-0-due_on": "2022-04-01"}

    page = send(as_plan_manager, address(grant), **typed, **{"instalments-0-funder_id": OrganisationFactory().pk})

    assert row_errors(page) == {
        "instalments-0-funder_id": ["Choose a funder that is listed above under “Who contributes”."]
    }


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"reference": "Decisions"}, {"reference": ["The reference cannot be “Decisions”. Choose another."]}),
        ({"reference": "GRANT"}, {"reference": ["This reference is used by another commitment."]}),
        ({"reference": "a/b"}, {
            "reference": ["A reference is letters, digits and hyphens, such as care-association-2021"]
        }),
        ({"title": "👩"}, {"reference": ["Give a reference: none can be made from the title."]}),
        ({"recipient": ""}, {
            "recipient": ["Say who receives the money; only an internal budget or a scheme has none."]
        }),
        ({"starts_on": "2022-04-01", "ends_on": "2022-03-31"}, {"ends_on": ["The period ends before it starts."]}),
        ({"financial_years": "2021/23"}, {
            "financial_years": ["Financial years must be written such as 2021/22, with commas between them"]
        }),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(as_plan_manager, grant, typed, expected):
    right = {"title": "New", "kind": "grant", "recipient": grant.recipient_id, "held_by": grant.held_by_id}

    page = send(as_plan_manager, ADD, **right | typed)

    assert errors(page) == expected
    assert list(Commitment.objects.all()) == [grant]


def test_a_reference_is_made_from_the_title_and_never_taken_twice(as_plan_manager, grant):
    right = {"kind": "grant_scheme", "held_by": grant.held_by_id}

    for title in ("Grant", "Grant!", "Add"):
        send(as_plan_manager, ADD, title=title, **right)

    assert {*Commitment.objects.values_list("reference", flat=True)} == {"grant", "grant-2", "grant-3", "add-2"}


def test_no_reference_is_what_an_address_has_a_meaning_for():
    funding = next(part for part in get_resolver().url_patterns if getattr(part, "namespace", "") == "funding")
    first = {str(pattern.pattern).partition("/")[0] for pattern in funding.url_patterns}

    assert {word for word in first if word and "<" not in word and "." not in word} == CLASHES


def test_terms_that_were_amended_and_instalments_that_were_paid_are_facts_and_not_fields(as_plan_manager, grant):
    council = grant.contributions.first()
    instalment = InstalmentFactory(commitment=grant, contribution=council)
    PaymentFactory(commitment=grant, payer=council.funder, instalment=instalment, contribution=council)
    AmendmentFactory(commitment=grant)
    AmendmentFactory(commitment=grant, kind="extension", ends_on=NEXT_QUARTER)

    page = as_plan_manager.get(address(grant))
    response = send(as_plan_manager, address(grant), amount="5", ends_on="2030-01-01", title="Reworded")
    cut = send(as_plan_manager, address(grant), **{"instalments-0-amount": "99.99"})

    shown = page.content.decode()
    assert "£119,001.00, as amended" in shown
    assert "30 June 2022, as amended" in shown
    assert "Due 31 March 2022, with £100 paid, so it keeps its day." in shown
    assert response.status_code == 302
    changed = Commitment.objects.get()
    assert (changed.title, changed.amount, changed.ends_on) == ("Reworded", Decimal("119001.00"), NEXT_QUARTER)
    assert row_errors(cut) == {"instalments-0-amount": ["£100 of it is paid already, so it is not less than that."]}


def test_a_total_is_not_less_than_what_is_paid(as_plan_manager):
    payment = PaymentFactory()

    page = send(as_plan_manager, address(payment.commitment), amount="99.99")

    assert errors(page) == {"amount": ["£100 of it is paid already, so the total is not less than that."]}


def test_a_closed_commitment_is_reopened_first(as_plan_manager, grant):
    sent = filled_in(as_plan_manager.get(address(grant)), title="Reworded")
    ClosureFactory(commitment=grant)
    sent["version"] = Commitment.objects.get().version

    page, response = as_plan_manager.post(address(grant), sent), as_plan_manager.get(address(grant))

    assert errors(page) == {"": [CLOSED]}
    assert response.status_code == 403
    assert CLOSED in response.content.decode()
    assert Commitment.objects.get().title == "The grant"


def test_who_comes_second_sees_what_changed_in_the_rows_too_and_saves_on(as_plan_manager, grant):
    second = as_plan_manager.get(address(grant))
    first = {"note": "Seen", "instalments-0-amount": "10", **boxes("instalments-0-due_on", TODAY)}
    first |= {"allocations-0-target": f"priority-{PriorityFactory().pk}", "allocations-0-amount": "5"}
    send(as_plan_manager, address(grant), **first)

    lost = as_plan_manager.post(address(grant), filled_in(second, title="Reworded", **{"contributions-0-note": "Mine"}))
    response = as_plan_manager.post(address(grant), filled_in(lost))

    assert "Somebody else saved a change" in errors(lost)[""][0]
    assert {change.label for change in lost.context["form"].changes} == {
        *("Commitment: note", "Instalment added", "Allocation added")
    }
    assert response.status_code == 302
    grant.refresh_from_db()
    assert (grant.title, grant.note) == ("Reworded", "Seen")
    assert [*grant.contributions.values_list("note", flat=True)] == ["Mine", ""]
    assert (grant.instalments.count(), grant.allocations.count()) == (1, 1)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.PRIORITY_LEAD, Role.CABINET_MEMBER, Role.ADMINISTRATOR])
def test_a_stranger_is_refused_in_words(grant, role):
    stranger = Client()
    stranger.force_login(UserFactory(roles=[role]))

    page = stranger.get(address(grant))

    assert page.status_code == 403
    assert "Only the plan manager edits commitments and what is paid of them." in page.content.decode()


@pytest.mark.parametrize("size", [1, 4])
def test_the_page_and_saving_it_cost_the_same_however_much_there_is(as_plan_manager, grant, count_statements, size):
    Plan.objects.update(stage=Plan.Stage.IN_DELIVERY)
    for _ in range(size):
        ContributionFactory(commitment=grant)
        for make in (InstalmentFactory, PurposeLineFactory, ConditionFactory, AllocationFactory):
            make(commitment=grant)
    sent = filled_in(as_plan_manager.get(address(grant)))

    assert count_statements(as_plan_manager, address(grant)) == 14
    assert count_statements(as_plan_manager, address(grant), sent) == 31
