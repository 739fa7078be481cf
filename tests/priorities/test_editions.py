"""An edition read back: the page, the Excel file and the CSV file say what its rows say, and the public less."""

import csv
import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from python_calamine import CalamineWorkbook

from partners.models import Organisation
from priorities.exports.editions import ACTIONS
from priorities.models import Action, Edition, EditionAllocation, Plan, Priority
from priorities.models.positions import CATEGORIES, LEFT_OUT
from priorities.reported import Counts
from tests.factories import (
    LAST_QUARTER,
    TODAY,
    ActionFactory,
    EditionActionFactory,
    EditionCommitmentFactory,
    EditionFactory,
    EditionMeasureFactory,
    EditionPriorityFactory,
    ErratumFactory,
    OrganisationFactory,
    PlanFactory,
    PriorityFactory,
    RoundFactory,
)

pytestmark = pytest.mark.django_db

PAGE, PUBLIC = "/plans/care/editions/2/", "/plans/care/editions/2/public/"
TEXTS = ['=cmd("x")', "<script>alert(1)</script>", "“Quoted”, it's 'so'\nand so", "x" * 5000, "שלום עולם 👩‍🦽 #set"]


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def plan():
    return PlanFactory(slug="care", title="Care plan", owner=OrganisationFactory(name="The Council"))


@pytest.fixture
def before(plan):
    days = {"starts_on": date(2021, 10, 1), "ends_on": LAST_QUARTER, "as_at": LAST_QUARTER}
    reporting = RoundFactory(plan=plan, name="2021/22 Q3", updates_due_on=LAST_QUARTER, closes_on=LAST_QUARTER, **days)
    return EditionFactory(round=reporting, number=1)


@pytest.fixture
def edition(plan, before):
    return EditionFactory(round=RoundFactory(plan=plan), number=2, previous=before)


@pytest.fixture
def part(edition):
    return EditionPriorityFactory(edition=edition, priority__number=1, name="Assets", went_well=TEXTS[2])


@pytest.fixture
def late(part):
    """An action with every kind of fact, led by a role."""
    return EditionActionFactory(
        within=part,
        code="CA1",
        title=TEXTS[0],
        lead_role="Head of Housing",
        supporting=["One Knowsley, supports"],
        stage="in_progress",
        previous_stage="in_progress",
        rating="red",
        previous_rating="green",
        due_on=LAST_QUARTER,
        original_due_on=date(2021, 9, 30),
        is_overdue=True,
        days_late=90,
        redated_times=1,
        redated_days=92,
        done=TEXTS[1],
        next=TEXTS[2],
        reason=TEXTS[3],
        path_to_green=TEXTS[4],
    )


@pytest.fixture
def withheld(part):
    return EditionActionFactory(within=part, code="CA2", title="A secret", stage="on_hold", is_withheld=True)


@pytest.fixture
def money(edition, part, late, withheld):
    """One commitment for both actions and one that is not for publication."""
    shared = EditionCommitmentFactory(
        edition=edition,
        title="A grant",
        qualifying_words="up to",
        allocated=Decimal("300.00"),
        not_allocated=Decimal("700.00"),
        paid=Decimal("250.00"),
        ends_on=date(2022, 9, 30),
        exit_answer="Asked on 30 March 2022 and not answered.",
        is_exit_open=True,
    )
    kept = {"allocated": Decimal("50.00"), "paid": Decimal("50.00"), "is_exit_open": False}
    hidden = EditionCommitmentFactory(edition=edition, title="A deal", is_withheld=True, **kept)
    for commitment, action, amount in (shared, late, "100.00"), (shared, withheld, "200.00"), (hidden, late, "50.00"):
        EditionAllocation.objects.create(
            edition=edition, commitment=commitment, within=part, action=action, amount=Decimal(amount)
        )


@pytest.fixture
def measure(edition):
    """On target and getting worse, and telling of both actions."""
    return EditionMeasureFactory(
        edition=edition,
        name=TEXTS[1],
        full_code="ASCOF 2B(1) (to 2022-23)",
        tells_of=["AS", "CA1", "CA2"],
        owner_role="Performance Officer",
        period="2021/22 Q3",
        starts_on=date(2021, 10, 1),
        ends_on=LAST_QUARTER,
        state="value",
        value=Decimal("81"),
        is_provisional=True,
        target=Decimal("80"),
        rating="on_target",
        direction="worsening",
        previous_period="2021/22 Q2",
        previous_value=Decimal("82.5"),
        is_illustrative=True,
    )


@pytest.fixture
def published(edition, late, withheld, money, measure):
    EditionMeasureFactory(edition=edition, place=2, name="Suppressed", period="2020/21", state="suppressed")
    publish(edition)
    ErratumFactory(edition=edition, measure=measure, words="It was final.", made_on=date(2022, 5, 3))
    ErratumFactory(edition=edition, action=late, words="It was 88 days.", made_on=date(2022, 5, 2))
    ErratumFactory(edition=edition, action=withheld, words="The secret was another.")
    return edition


def publish(edition):
    Edition.objects.filter(pk=edition.pk).update(published_at=timezone.now(), published_on=TODAY)


def main_of(client, address):
    page = client.get(address)
    assert page.status_code == 200
    return page.text.partition("<main")[2].partition("</main>")[0]


def workbook_of(client, address):
    content = b"".join(client.get(address).streaming_content)
    return content, {
        sheet: CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
        for sheet in CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    }


def csv_of(client, address):
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.page
def test_the_page_says_what_was_reported_with_its_errata_and_the_texts_as_typed(as_cabinet_member, published):
    page = main_of(as_cabinet_member, PAGE)

    assert "Edition 2: 2021/22 Q4" in page
    assert "Edition 1 (31 December 2021)" in page
    assert "On track in the edition before." in page
    assert "90 days overdue, 182 days after the first date." in page
    assert "2 actions." in page
    assert page.count("It was 88 days.") == 2
    assert "Actions as at 31 March 2022; measures each for the period beside it." in page
    assert "2 measures: 1 on target, 1 without a value. Getting worse: 1, 1 of them on target." in page
    measured = " ".join(re.sub(r"<[^>]+>", " ", page.partition('id="measures"')[2]).split())
    for words in (
        "ASCOF 2B(1) (to 2022-23) Tells of AS, CA1, CA2 Performance Officer Illustrative Erratum, 3 May 2022:",
        "2021/22 Q3 1 October 2021 to 31 December 2021 81.0 % provisional 80.0 % On target Worsening since 2021/22 Q2",
        "82.5 % in 2021/22 Q2 Not known",
        "Suppressed (small numbers) None Not available Not known",
    ):
        assert words in measured
    assert [text for text in TEXTS if escape(text).replace("\n", "<br>") not in page] == []
    assert "<script>" not in page


@pytest.mark.page
def test_the_public_rendering_leaves_out_what_is_not_for_publication_and_says_so(as_cabinet_member, published):
    page = main_of(as_cabinet_member, PUBLIC)

    assert ("CA2" in page, "secret" in page, "A deal" in page, "£50" in page) == (False, False, False, False)
    assert "1 action is not for publication and left out. It is counted in the figures of ratings and stages." in page
    assert "1 commitment is not for publication and left out, of the sums of money too." in page
    assert "£200.00, 1. Assets: An action that is not for publication" in page
    assert "Agreed in this plan, one-off: £300." in page
    assert "Paid, one-off: £250." in page
    assert "Ends soon, and nobody has said who carries on paying: 1 commitment, £1,000." in page
    assert (
        "Paid £250.<br>No returns recorded.<br>Ends 30 September 2022.<br>"
        "Exit question: Asked on 30 March 2022 and not answered." in page
    )
    assert "2 actions." in page
    assert "A secret" in main_of(as_cabinet_member, PAGE)


def test_every_cell_of_the_excel_file_is_what_its_row_says(as_cabinet_member, published, late):
    content, sheets = workbook_of(as_cabinet_member, "/plans/care/editions/2.xlsx")

    header, first, second = sheets["Actions"]
    row = dict(zip(header, first, strict=True))
    expected = {
        "Code": "CA1",
        "Action": TEXTS[0],
        "Priority number": 1,
        "Priority": "Assets",
        "Lead": "Head of Housing",
        "Supporting organisations": "One Knowsley, supports",
        "Stage": "In progress",
        "Rating": "Off track",
        "Rating in the edition before": "On track",
        "First due": date(2021, 9, 30),
        "Due": LAST_QUARTER,
        "Overdue": "yes",
        "Days late": 90,
        "Days late against first due date": 182,
        "Days re-dated": 92,
        "Done": TEXTS[1],
        "Next": TEXTS[2],
        "Reason": TEXTS[3],
        "Path to green": TEXTS[4],
        "Not for publication": "no",
        "Errata": "2 May 2022: It was 88 days.",
    }
    assert {name: row[name] for name in expected} == expected
    assert (header, second[0]) == (ACTIONS, "CA2")
    assert ["Position as at", TODAY] in sheets["About"]
    assert ["Erratum", f"2 May 2022, {late}: It was 88 days."] in sheets["About"]
    assert dict(zip(*sheets["Priorities"], strict=True))["Off track"] == 1
    measured = dict(zip(*sheets["Measures"][:2], strict=True))
    assert {name: measured[name] for name in MEASURED} == MEASURED
    assert [row[9:13] for row in sheets["Measures"][2:]] == [["Suppressed (small numbers)", "", "no", ""]]
    assert [row[8:13] for row in sheets["Money"]] == [
        ["Allocated in this plan", "Allocated to nothing", "Paid", "Still to pay", "Spent"],
        [50, "", 50, "", ""],
        [300, 700, 250, "", ""],
    ]
    assert [row[4:6] for row in sheets["Allocations"][1:]] == [[str(late), 50], [str(late), 100], ["CA2 A secret", 200]]
    assert content == workbook_of(as_cabinet_member, "/plans/care/editions/2.xlsx")[0]


MEASURED = {
    "Measure": TEXTS[1],
    "Tells of": "AS, CA1, CA2",
    "Period": "2021/22 Q3",
    "Period to": LAST_QUARTER,
    "State": "Value",
    "Value": 81,
    "Provisional": "yes",
    "Target": 80,
    "Rating": "On target",
    "Direction": "Worsening",
    "Compared with": "2021/22 Q2",
    "Value then": 82.5,
    "Benchmark": "",
    "Errata": "3 May 2022: It was final.",
}


def test_an_edition_from_before_payments_were_kept_says_so(as_cabinet_member, edition):
    EditionCommitmentFactory(edition=edition, allocated=Decimal("1.00"))
    publish(edition)

    page = main_of(as_cabinet_member, PAGE)
    sheet = workbook_of(as_cabinet_member, "/plans/care/editions/2.xlsx")[1]["Money"]

    assert "What was paid and spent: not kept in this edition." in page
    assert "No measures were kept in this edition." in page
    assert ("No payments recorded" in page, "Paid and spent: not kept in this edition." in page) == (False, True)
    assert sheet[1][10:18] == ["Not kept in this edition"] * 8


def test_the_csv_file_has_the_same_actions_and_names_its_edition_in_each_row(as_cabinet_member, published):
    rows = csv_of(as_cabinet_member, "/plans/care/editions/2.csv")

    sheet = workbook_of(as_cabinet_member, "/plans/care/editions/2.xlsx")[1]["Actions"]
    assert {(row.pop("Edition"), row.pop("Position as at")) for row in rows} == {
        ("Edition 2: 2021/22 Q4", "2022-03-31")
    }
    assert [{name: text.removeprefix("'") for name, text in row.items()} for row in rows] == [
        dict(zip(sheet[0], map(as_text, row), strict=True)) for row in sheet[1:]
    ]
    assert rows[0]["Action"] == f"'{TEXTS[0]}"


def as_text(value):
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value)) if isinstance(value, float) else value


def test_the_public_files_leave_out_the_same_as_the_public_page(as_cabinet_member, published):
    _, sheets = workbook_of(as_cabinet_member, "/plans/care/editions/2/public.xlsx")
    rows = csv_of(as_cabinet_member, "/plans/care/editions/2/public.csv")

    assert [row["Code"] for row in rows] == ["CA1"]
    assert [row[1] for row in sheets["Money"]] == ["Commitment", "A grant"]
    assert "secret" not in str(sheets)


@pytest.mark.parametrize("address", [PAGE, "/plans/care/editions/2.xlsx", "/plans/care/editions/2.csv"])
def test_a_draft_is_found_by_those_who_prepare_it_alone_and_is_never_public(
    as_priority_lead, as_plan_manager, as_cabinet_member, as_officer, part, address
):
    clients = as_priority_lead, as_plan_manager, as_cabinet_member, as_officer
    assert [client.get(address).status_code for client in clients] == [200, 200, 404, 404]
    assert [client.get(PUBLIC).status_code for client in clients] == [404] * 4
    assert as_plan_manager.get("/plans/care/editions/2/public.csv").status_code == 404


@pytest.mark.parametrize("rest", ["9/", "9999999999/", "2.exe", "2.", "2/public.html", "0.csv"])
def test_what_is_not_there_is_not_found(as_plan_manager, published, rest):
    assert as_plan_manager.get(f"/plans/care/editions/{rest}").status_code == 404


def test_an_edition_says_the_same_after_everything_it_names_was_renamed(as_cabinet_member, published, late):
    addresses = PAGE, PUBLIC
    said = [main_of(as_cabinet_member, address) for address in addresses]

    Plan.objects.update(title="Renamed", green_means="Renamed")
    Priority.objects.update(name="Renamed", number=F("number") + 50)
    Organisation.objects.update(name="Renamed")
    Action.objects.update(title="Renamed", priority=PriorityFactory(plan=published.plan, number=99))

    assert [main_of(as_cabinet_member, address) for address in addresses] == said


@pytest.mark.page
def test_an_edition_without_actions_or_priorities_can_be_read(as_plan_manager, edition):
    assert "No action was in the plan." in main_of(as_plan_manager, PAGE)
    assert workbook_of(as_plan_manager, "/plans/care/editions/2.xlsx")[1]["Actions"] == [ACTIONS]


@pytest.mark.parametrize("size", [1, 12])
def test_the_page_and_its_files_cost_the_same_statements_however_many_actions(
    as_plan_manager, count_statements, edition, before, size
):
    for number in range(size):
        part = EditionPriorityFactory(edition=edition, priority__number=number + 1)
        action = EditionActionFactory(within=part, supporting=["One, supports"])
        commitment = EditionCommitmentFactory(edition=edition, allocated=Decimal("1.00"))
        EditionAllocation.objects.create(
            edition=edition, commitment=commitment, within=part, action=action, amount=Decimal("1.00")
        )
        EditionMeasureFactory(edition=edition)
        EditionActionFactory(
            within=EditionPriorityFactory(edition=before, priority=part.priority), action=action.action
        )

    assert count_statements(as_plan_manager, PAGE) == 9
    assert count_statements(as_plan_manager, reverse("priorities:edition_file", args=["care", 2, "csv"])) == 9


def test_an_edition_counts_each_action_as_the_dashboard_does(part):
    stages = ["in_progress"] * 4 + [stage for stage in Action.Stage if stage != "in_progress"]
    ratings = ["red", "amber", "green", *[""] * 8]
    actions = [
        ActionFactory(priority=part.priority, stage=stage, rating=rating)
        for stage, rating in zip(stages, ratings, strict=True)
    ]

    counts = Counts.of("All", [EditionActionFactory.build(action=action, within=part) for action in actions])

    expected = {key: Action.objects.filter(which).count() for key, which in {**CATEGORIES, **LEFT_OUT}.items()}
    assert {key: counts.by_key[key] for key in expected} == expected
    assert (counts.base, counts.total) == (8, 11)
