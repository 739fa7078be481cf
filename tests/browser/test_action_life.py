"""An action lives on in the browser: re-dated, said to be complete, sent back, said again, signed off."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import ACTION

pytestmark = pytest.mark.browser


def test_an_officer_asks_and_proposes_and_others_answer(page_of):
    officer, lead, manager = (page_of(who) for who in ("officer", "priority-lead", "manager"))

    officer.goto(ACTION + "CA8/")
    _follow(officer, "Ask for a new date")
    _date(officer, "New due date", "31", "12", "2023")
    officer.get_by_label("Why does the date move?").fill("The grant came late.")
    _send(officer, "Ask for a new date")
    _answer(lead, "Answer the new date", "Agree to what is asked")
    expect(lead.get_by_role("region", name="The dates say")).to_contain_text("Re-dated once, 92 days in all")

    _propose(officer, evidence="Closing report")
    _answer(lead, "Sign off the completion", "Send back", words="The report lacks its figures.")
    officer.goto(ACTION + "CA8/")
    expect(officer.get_by_role("region", name="Story")).to_contain_text("The report lacks its figures.")
    _propose(officer)
    _answer(manager, "Sign off the completion", "Sign off")

    expect(manager.get_by_role("region", name="The officer says")).to_contain_text("Complete")
    manager.reload()
    expect(manager.get_by_role("link", name="Reopen")).to_be_visible()


def _propose(page: Page, evidence: str = "") -> None:
    page.goto(ACTION + "CA8/")
    _follow(page, "Say it is complete")
    _date(page, "Date of completion", "30", "3", "2022")
    if evidence:
        page.get_by_label("What the evidence is").fill(evidence)
        page.get_by_label("File").set_input_files({"name": "x.txt", "mimeType": "text/plain", "buffer": b"All done."})
    _send(page, "Say it is complete")
    expect(page.get_by_role("alert")).to_contain_text("CA8 is proposed as complete.")


def _answer(page: Page, link: str, choice: str, words: str = "") -> None:
    page.goto(ACTION + "CA8/")
    _follow(page, link)
    page.get_by_role("radio", name=choice).check()
    page.get_by_label("Words for who asked").fill(words)
    _send(page, "Answer")
    expect(page.get_by_role("alert")).to_be_visible()


def _follow(page: Page, link: str) -> None:
    page.get_by_role("main").get_by_role("link", name=link).click()


def _send(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()


def _date(page: Page, group: str, *parts: str) -> None:
    boxes = page.get_by_role("group", name=group)
    for label, text in zip(("Day", "Month", "Year"), parts, strict=True):
        boxes.get_by_label(label).fill(text)
