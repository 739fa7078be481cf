"""A cabinet member takes the plan's page to a meeting on paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser.visits import PLAN

pytestmark = pytest.mark.browser


def test_plan_prints_on_two_sheets_of_a4(page_of, untouched_plan):
    page = page_of("cabinet")
    page.route(f"**{PLAN}", lambda route: route.fulfill(body=untouched_plan, content_type="text/html"))
    page.goto(PLAN)

    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages

    words = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert [(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets] == [(595, 842)] * 2
    assert words.startswith("Example Council")
    for said in (
        "Position as at 31 March 2022, compared with edition 1 (31 December 2021)",
        *("Whole plan", "newly off track", "Where it stands and why", "Where is the money", "of 2 of 5 commitments"),
    ):
        assert said in words
    for on_screen in ("Search", "Sign out", "Choose an edition", "Your work", "Privacy"):
        assert on_screen not in words
