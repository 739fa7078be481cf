"""Those who keep the plan add and edit an action with its milestones; two at once never overwrite each other."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import ACTION, PRIORITY

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("who", "number", "code"), [("priority-lead", 1, "CA20"), ("manager", 2, "DC20")])
@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_action_is_added_and_edited_with_its_milestones(page_of, who, number, code, java_script_enabled):
    page, code = page_of(who, java_script_enabled=java_script_enabled), f"{code}{'J' if java_script_enabled else ''}"
    page.goto(f"{PRIORITY}{number}/")
    page.get_by_role("link", name="Add action").click()
    page.get_by_label("Code").fill(code)
    page.get_by_label("Title").fill("Open a meeting place")
    _fill_date(page, "Start", "1", "4", "2022")
    _fill_date(page, "Due date", "30", "9", "2022")
    _fill_milestone(page, 1, "Place found", "31", "2", "2022")

    page.get_by_role("button", name="Save action").click()

    page.locator(".govuk-error-summary").get_by_role("link").click()
    expect(page.get_by_role("group", name="Milestone 1").get_by_role("textbox", name="Day").first).to_be_focused()

    page.keyboard.press("Control+a")
    page.keyboard.type("28")
    page.get_by_role("button", name="Save action").click()

    expect(page.get_by_role("alert")).to_contain_text(f"Action {code} saved.")
    expect(page.get_by_role("row", name="Place found")).to_contain_text("28 February 2022")

    page.get_by_role("link", name="Edit this action").click()
    page.get_by_label("Title").fill("Open two meeting places")
    _fill_milestone(page, 2, "Doors open", "30", "9", "2022")
    page.get_by_role("button", name="Save action").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Open two meeting places")
    expect(page.get_by_role("row", name="Doors open")).to_contain_text("30 September 2022")


def test_second_to_post_is_shown_the_first_update_and_keeps_what_they_typed(page_of):
    first, second = page_of("tec"), page_of("manager")
    for page, words in ((first, "Typed by the first."), (second, "Typed by the second.")):
        page.goto(f"{ACTION}DC3/update/")
        page.get_by_label("What was done").fill(words)
    first.get_by_role("button", name="Post update").click()
    expect(first.get_by_role("alert")).to_contain_text("Update posted for DC3.")

    second.get_by_role("button", name="Post update").click()

    expect(second.get_by_role("region", name="What changed meanwhile")).to_contain_text("Typed by the first.")
    expect(second.get_by_label("What was done")).to_have_value("Typed by the second.")

    second.get_by_role("button", name="Post update").click()

    expect(second.get_by_role("alert")).to_contain_text("Update posted for DC3.")
    story = second.get_by_role("region", name="Story")
    expect(story).to_contain_text("Typed by the first.")
    expect(story).to_contain_text("Typed by the second.")


def test_second_to_edit_is_shown_what_changed_and_saves_on(page_of):
    first, second = page_of("manager"), page_of("social-work")
    for page in (first, second):
        page.goto(f"{ACTION}PC6/edit/")
    first.get_by_label("Title").fill("Recruit six people")
    first.get_by_role("button", name="Save action").click()
    expect(first.get_by_role("alert")).to_contain_text("Action PC6 saved.")
    second.get_by_label("Description").fill("Typed by the second.")

    second.get_by_role("button", name="Save action").click()

    expect(second.get_by_role("region", name="What changed meanwhile")).to_contain_text("Recruit six people")
    expect(second.get_by_label("Title")).to_have_value("Recruit six people")
    expect(second.get_by_label("Description")).to_have_value("Typed by the second.")

    second.get_by_role("button", name="Save action").click()

    expect(second.get_by_role("alert")).to_contain_text("Action PC6 saved.")
    expect(second.get_by_role("heading", level=1)).to_contain_text("Recruit six people")
    expect(second.locator("main")).to_contain_text("Typed by the second.")


def test_administrator_edits_a_partner_that_everybody_sees(page_of):
    administrator, reader = page_of("admin"), page_of("officer")
    administrator.goto("/admin/")
    administrator.get_by_role("link", name="Organisations").click()
    administrator.get_by_role("textbox").first.fill("Kirklees Care Association")
    administrator.keyboard.press("Enter")
    administrator.get_by_role("link", name="Kirklees Care Association").click()
    administrator.get_by_label("Note").first.fill("Speaks for care providers.")
    administrator.get_by_role("button", name="Save", exact=True).click()

    expect(administrator.get_by_text("was changed successfully")).to_be_visible()
    reader.goto("/partners/kirklees-care-association/")
    expect(reader.locator("main")).to_contain_text("Speaks for care providers.")


def _fill_date(page: Page, group: str, *typed: str) -> None:
    """Day, month and year of the first date of this name."""
    _type(page.get_by_role("group", name=group, exact=True).first, typed)


def _fill_milestone(page: Page, number: int, title: str, *due_on: str) -> None:
    milestone = page.get_by_role("group", name=f"Milestone {number}")
    milestone.get_by_label("What is reached").fill(title)
    _type(milestone.get_by_role("group", name="Due"), due_on)


def _type(boxes, typed) -> None:
    for name, text in zip(("Day", "Month", "Year"), typed, strict=True):
        boxes.get_by_label(name).fill(text)
