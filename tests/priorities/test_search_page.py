"""The search over actions, updates, organisations, commitments and measures, and the one index behind it."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone

from careplan.models import SearchRow
from careplan.search import Asked
from partners.models import Role
from tests.factories import (
    TODAY,
    ActionFactory,
    CommitmentFactory,
    DraftFactory,
    IdentifierFactory,
    MeasureFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    PlanFactory,
    PriorityFactory,
    PurposeLineFactory,
    StatementFactory,
    UpdateFactory,
)
from tests.rows import nothing_is_kept

pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture(autouse=True)
def today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def priority():
    return PriorityFactory(plan=PlanFactory(slug="care", title="Care plan"), number=1, name="Community assets")


@pytest.fixture
def search(as_cabinet_member):
    def get(text, **more):
        return as_cabinet_member.get("/search/?" + urlencode({"q": text, **more}))

    return get


def titles(response):
    return [result.title.replace("<mark>", "").replace("</mark>", "") for result in response.context["page"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("commun", ["CA1 Community navigation", "Communities Fund"]),
        ("communities", ["Communities Fund", "CA1 Community navigation"]),
        ("navigating", ["CA1 Community navigation"]),
        ("happines", ["CA10 Wellbeing"]),
        ("ca1", ["CA1 Community navigation", "CA10 Wellbeing"]),
        ("CA 10", ["CA10 Wellbeing"]),
        ("happiness the survey", ["CA10 Wellbeing"]),
        ("happiness navigation", []),
        ("social", ["CA10 Wellbeing"]),
        ("wages", ["Communities Fund"]),
        ("119,000", ["Communities Fund"]),
        ("fund-2021", ["Communities Fund"]),
        ("lantern house", ["Beacon"]),
        ("1014235", ["Beacon"]),
        ("loneliness", ["People with company"]),
        ("ascof 1I", ["People with company"]),
    ],
)
def test_words_are_found_by_their_beginning_their_stem_or_as_a_code(search, priority, text, expected):
    ActionFactory(priority=priority, code="CA1", title="Community navigation", description="")
    ActionFactory(
        priority=priority, code="CA10", title="Wellbeing", description="Survey of happiness in health/social care."
    )
    fund = CommitmentFactory(
        title="Communities Fund", reference="fund-2021", held_by__name="X", recipient__name="Y", decision=None
    )
    PurposeLineFactory(commitment=fund, purpose="Wages")
    StatementFactory(commitment=fund, words="“£119,000 over two years”")
    beacon = OrganisationFactory(name="Beacon")
    OrganisationNameFactory(organisation=beacon, name="Lantern House", kind="former")
    IdentifierFactory(organisation=beacon, scheme="GB-CHC", value="1014235")
    MeasureFactory(name="People with company", framework="ASCOF", code="1I", definition="Loneliness, asked of users.")

    assert titles(search(text)) == expected


def test_a_word_in_a_title_stands_before_one_in_a_text_and_the_newest_update_before_older_ones(search, priority):
    action = ActionFactory(priority=priority, code="B1", title="Other", description="Something about telecare.")
    ActionFactory(priority=priority, code="B2", title="Telecare")
    UpdateFactory(action=action, posted_on=TODAY.replace(day=1), done="Telecare sets came.")
    UpdateFactory(action=action, posted_on=TODAY.replace(day=2), done="Telecare sets went.")

    found = search("telecare")

    assert titles(found) == ["B2 Telecare", "B1 Other", "B1 Other, 2 March 2022", "B1 Other, 1 March 2022"]
    assert [count for _, _, count in found.context["kinds"]] == [2, 2, 0, 0, 0]
    assert titles(search("telecare", kind="update")) == ["B1 Other, 2 March 2022", "B1 Other, 1 March 2022"]


def test_what_changes_or_goes_is_found_by_what_it_says_now(search, priority):
    action = ActionFactory(priority=priority, title="Walking groups", description="")
    partner = OrganisationFactory(name="Riverside")
    name = OrganisationNameFactory(organisation=partner, name="Hillside")

    action.title = "Cycling clubs"
    action.save()
    partner.name = "Lakeside"
    partner.save()
    name.delete()

    counts = {text: search(text).context["total"] for text in ("walk", "cycle", "riverside", "hillside", "lakeside")}
    assert counts == {"walk": 0, "cycle": 1, "riverside": 0, "hillside": 0, "lakeside": 1}
    with nothing_is_kept():
        action.delete()
    assert search("cycle").context["total"] == 0


def test_redacted_words_are_found_no_more_withdrawn_ones_are_and_say_so_and_drafts_never_are(search, priority):
    action = ActionFactory(priority=priority, title="Other", description="")
    update = UpdateFactory(action=action, done="Mrs Example was visited.")
    DraftFactory(action=action, typed={"done": "Mrs Example was visited again."})
    update.withdrawn_at, update.withdrawn_on, update.withdrawal_reason = timezone.now(), TODAY, "Wrong action."
    update.save()

    withdrawn = search("example")
    update.done, update.redacted_at, update.redaction_reason = "[redacted]", timezone.now(), "Named a resident."
    update.save()

    assert withdrawn.context["total"] == 1
    assert "Update, withdrawn" in withdrawn.text
    assert search("example").context["total"] == 0


def test_what_is_found_is_escaped_before_its_words_are_marked(search, priority):
    ActionFactory(priority=priority, code="X1", title="<script>alert(1)</script>", description="<b>alert</b> " * 50)

    page = search("alert <script>").text

    assert "&lt;<mark>script</mark>&gt;<mark>alert</mark>(1)&lt;/<mark>script</mark>&gt;" in page
    assert "&lt;b&gt;<mark>alert</mark>" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Type a name, a code such as CA1"),
        ("q=%20", "Type a name, a code such as CA1"),
        ("q=%26%7C!:*()", "There is no word in"),
        ("q=%F0%9F%98%80", "There is no word in"),
        ("q=the", "Nothing was found for"),
        ("q=%D7%A9%D7%9C%D7%95%D7%9D", "Nothing was found for"),
        ("q=%00a%00", "Nothing was found for"),
        ("q='%20|%20!a:*'", "Nothing was found for"),
        ("q=" + "a+" * 100, "Nothing was found for"),
        ("q=" + "x" * 10_000, "Only the first 200 characters were searched for."),
        ("q=a&kind=nonsense&page=99", "1 filter was not understood and is left out."),
    ],
)
def test_a_search_for_nothing_says_what_to_do(as_cabinet_member, query, words):
    response = as_cabinet_member.get(f"/search/?{query}")

    assert response.status_code == 200
    assert words in response.text


@pytest.mark.parametrize("size", [1, 4])
def test_a_search_costs_two_statements_and_one_for_each_kind(as_cabinet_member, count_statements, priority, size):
    for number in range(size):
        action = ActionFactory(priority=priority, title="Telecare")
        UpdateFactory(action=action, done="Telecare.")
        OrganisationFactory(name=f"Telecare {number}")
        CommitmentFactory(title="Telecare")
        MeasureFactory(plan=priority.plan, name="Telecare")

    plan_of_the_navigation = 1
    assert count_statements(as_cabinet_member, "/search/?q=telecare") == 2 + 5 + plan_of_the_navigation


def test_the_box_is_on_every_page_of_a_person_and_keeps_the_words(client, search, priority):
    page = search('a "b"').text

    assert 'value="a &quot;b&quot;"' in page
    assert 'role="search"' in search("").text
    assert 'role="search"' not in client.get("/accounts/login/").text


def test_a_search_looks_into_the_index():
    asked = Asked("visit carers")
    rows = SearchRow.objects.matching(asked).ranked(asked).order_by("-rank")[:20]
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO careplan_searchrow
               SELECT 'update', n,
                      careplan_searched('', 'visit ' || n || CASE n % 100 WHEN 0 THEN ' carers' ELSE '' END)
               FROM generate_series(1, 2000) n"""
        )
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "Bitmap Index Scan on search_words" in rows.explain()


def test_what_is_found_is_no_table_of_the_administration():
    assert not Group.objects.get(name=Role.ADMINISTRATOR).permissions.filter(codename__contains="searchrow").exists()
