"""The committee's paper, read back: what it says of every row, and how it is tagged."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from priorities.editions import report_of
from priorities.exports.pdf import pdf_of
from priorities.models import Edition
from tests.factories import (
    EditionActionFactory,
    EditionCommitmentFactory,
    EditionFactory,
    EditionMeasureFactory,
    EditionPriorityFactory,
    ErratumFactory,
)
from tests.papers import Paper

pytestmark = pytest.mark.django_db

PUBLISHED = {"published_on": date(2022, 1, 18), "published_at": datetime(2022, 1, 18, 9, 30, tzinfo=UTC)}
SENTENCE = "Both connectors started on 29 November."
MARKUP = '#let x = 1 *bold* $x$ @ref <label> // "quoted"'
HOSTILE = f"{MARKUP} \u05e9\u05dc\u05d5\u05dd \U0001f600\n" + "office " * 700 + "end."


def filled(**facts):
    """A draft with a priority whose actions are late, done and told at length, and one that is empty."""
    edition = EditionFactory(
        number=3,
        round_name="2021/22 Q3",
        as_at=date(2021, 12, 31),
        plan_title="Recovery *plan*",
        owner_name="Knowsley",
        closed_at=datetime(2022, 1, 14, 12, tzinfo=UTC),
        red_means="It will be late without help",
        **facts,
    )
    priority = EditionPriorityFactory(
        edition=edition, number=1, name="Community assets", lead_role="Head of Commissioning", went_well=SENTENCE
    )
    EditionPriorityFactory(edition=edition, number=2, name="Workforce")
    late = {"original_due_on": date(2021, 9, 30), "due_on": date(2021, 12, 1), "days_late": 30, "is_overdue": True}
    green = {"stage": "in_progress", "rating": "green", "is_disagreeing": True}
    EditionActionFactory(
        within=priority,
        code="CA1",
        title="Directory #1",
        lead_role="Service Manager",
        previous_stage="in_progress",
        previous_rating="amber",
        done=HOSTILE,
        update_posted_on=date(2021, 12, 10),
        **green,
        **late,
    )
    EditionActionFactory(within=priority, code="CA2", title="Grants", stage="not_started", is_withheld=True)
    EditionCommitmentFactory(
        edition=edition,
        title="Care association",
        funders=["Kirklees Council"],
        recipient="The association",
        amount=Decimal("119000"),
        qualifying_words="up to",
        not_allocated=Decimal("119000"),
        paid=Decimal("26000"),
        to_pay=Decimal("93000"),
        ends_on=date(2024, 1, 31),
        is_exit_open=False,
    )
    EditionMeasureFactory(
        edition=edition,
        name="Still at home",
        full_code="ASCOF 2B(1) (to 2022-23)",
        tells_of=["CA", "CA2"],
        period="2021/22 Q2",
        starts_on=date(2021, 7, 1),
        ends_on=date(2021, 9, 30),
        state="value",
        value=Decimal("81.04"),
        is_provisional=True,
        target=Decimal("80"),
        rating="on_target",
        direction="worsening",
        previous_period="2021/22 Q1",
        previous_value=Decimal("82.5"),
        benchmark_name="England",
        benchmark=Decimal("79.1"),
    )
    return edition


def publish(edition):
    Edition.objects.filter(pk=edition.pk).update(**PUBLISHED)
    edition.refresh_from_db()
    return edition


def test_the_paper_is_tagged_named_bookmarked_and_the_same_each_time():
    edition = publish(filled())

    pdf = pdf_of(report_of(edition, public=False))

    paper = Paper(pdf)
    heads = {(head["/A"][0]["/O"], head["/A"][0]["/Scope"]) for head in paper.tagged("TH")}
    assert (paper.root["/Lang"], paper.root["/MarkInfo"]["/Marked"]) == ("en-GB", True)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in paper.root["/Metadata"].get_data()
    assert paper.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.reader.metadata.title == "Edition 3: 2021/22 Q3, Recovery *plan*"
    assert paper.reader.metadata.creation_date == PUBLISHED["published_at"]
    assert paper.bookmarks == [
        "Summary",
        [
            *("How are we doing", "What moved", "What needs attention", "Is it making a difference"),
            *("Where the money is", "What the ratings mean"),
        ],
        *("1. Community assets", ["Commentary", "Actions"], "2. Workforce", ["Actions"]),
        *("Measures", "Money", "Errata"),
    ]
    assert [figure["/Alt"] for figure in paper.tagged("Figure")] == [
        "Whole plan: 1 on track, 1 not started",
        "Community assets: 1 on track, 1 not started",
    ]
    assert heads == {("/Table", "/Column")}
    assert [page[-len("Page 1 of 9") :].strip() for page in paper.pages] == [
        f"Page {number} of {len(paper.pages)}" for number in range(1, len(paper.pages) + 1)
    ]
    assert pdf_of(report_of(edition, public=False)) == pdf


def test_the_paper_says_the_words_of_every_row():
    edition = publish(filled(is_illustrative=True))
    ErratumFactory(edition=edition, action=edition.actions.get(code="CA1"), words="Half were checked.")

    paper = Paper(pdf_of(report_of(edition, public=False)))

    for words in (
        "Knowsley Edition 3: 2021/22 Q3 Recovery *plan* Actions as at 31 December 2021; measures each for the period",
        "1 measure: 1 on target. Getting worse: 1, 1 of them on target.",
        "Still at home ASCOF 2B(1) (to 2022-23) Tells of CA, CA2",
        "2021/22 Q2 1 July 2021 to 30 September 2021 81.0 % Provisional 80.0 % On target Worsening since 2021/22 Q1",
        "82.5 % in 2021/22 Q1 England: 79.1 %",
        "Illustrative. The progress in this edition is made up",
        "Corrected. 1 erratum since it was published: see Errata.",
        "Whole plan 2 0 0 0 0 1 0 1 0 1",
        "There is no edition before it.",
        "CA1 Directory #1 On track Dates disagree 30 days overdue",
        f"What went well: {SENTENCE}",
        "Before: At risk",
        "Due 1 December 2021, first 30 September 2021.",
        "30 days overdue, 92 days after the first date.",
        MARKUP,
        "office end.",
        "Update of 10 December 2021.",
        "CA2 Grants",
        "Care association",
        "From Kirklees Council To The association Up to \u00a3119,000",
        "Paid \u00a326,000. Still to pay \u00a393,000. No returns recorded. Ends 31 January 2024.",
        "Half were checked.",
        "Off track It will be late without help",
    ):
        assert words in paper.words


def test_the_paper_for_the_public_leaves_out_what_is_not_for_publication_and_a_draft_says_so():
    edition = filled()
    draft = Paper(pdf_of(report_of(edition, public=False)))

    public = Paper(pdf_of(report_of(publish(edition), public=True)))

    assert ("Grants" in draft.words, "Draft. Not published yet" in draft.words) == (True, True)
    assert ("Grants" in public.words, "CA2" in public.words, "Draft" in public.words) == (False, False, False)
    assert "1 action is not for publication and left out." in public.words
