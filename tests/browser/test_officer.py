"""An officer posts an update, and a cabinet member sees it: with scripts, without them, and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visits import ACTION, PLAN

pytestmark = pytest.mark.browser

REASON_MISSING = "Say why it is at risk"
PATH_MISSING = "Say how it will get back to on track"


def test_a_green_update_takes_three_pages_and_five_inputs(page_of):
    officer, pages = page_of("officer"), []
    officer.on("domcontentloaded", lambda page: pages.append(page.url))
    officer.goto("/")

    inputs = [
        officer.get_by_role("link", name=re.compile("^Post update.*SM1")).click,
        officer.get_by_role("radio", name="On track").check,
        lambda: officer.get_by_label("What was done").fill("The market review is published."),
        officer.get_by_role("checkbox").first.check,
        officer.get_by_role("button", name="Post update").click,
    ]
    for act in inputs:
        act()

    expect(officer.get_by_role("alert")).to_contain_text("Update posted for SM1.")
    assert (len(pages), len(inputs)) == (3, 5)


def test_officer_posts_an_update_that_the_cabinet_member_sees(page_of):
    officer, cabinet_member = page_of(), page_of("cabinet")
    at_risk_before = _at_risk(cabinet_member, "4. Shaping the market")
    officer.goto("/")
    _sign_in(officer)

    officer.get_by_role("link", name="SM1").first.click()
    officer.get_by_role("link", name="Post update").click()
    officer.get_by_role("radio", name="At risk").check()
    officer.get_by_label("What was done").fill("The review was drafted.")
    officer.get_by_role("button", name="Post update").click()

    expect(officer).to_have_title(re.compile("^Error: Update: SM1 "))
    expect(officer.locator(".govuk-error-summary")).to_be_focused()
    _follow_the_summary(officer)

    officer.get_by_role("button", name="Post update").click()

    expect(officer.get_by_role("alert")).to_contain_text("Update posted for SM1.")
    _expect_at_risk(cabinet_member, "SM1", "4. Shaping the market", at_risk_before + 1)


def test_officer_posts_an_update_without_scripts(page_of):
    officer, cabinet_member = (page_of(who, java_script_enabled=False) for who in ("officer", "cabinet"))
    at_risk_before = _at_risk(cabinet_member, "1. Community assets")
    officer.goto("/")
    officer.get_by_role("link", name="CA4").first.click()
    officer.get_by_role("link", name="Post update").click()
    expect(officer.get_by_label("Reason: why is it at risk")).to_be_visible()

    officer.get_by_role("radio", name="At risk").check()
    officer.get_by_label("What was done").fill("The tender was written.")
    officer.get_by_role("button", name="Post update").click()
    _follow_the_summary(officer)
    officer.get_by_role("button", name="Post update").click()

    expect(officer.get_by_role("alert")).to_contain_text("Update posted for CA4.")
    _expect_at_risk(cabinet_member, "CA4", "1. Community assets", at_risk_before + 1)


def test_officer_posts_an_update_with_the_keyboard_alone(page_of):
    officer, cabinet_member = page_of(), page_of("cabinet")
    at_risk_before = _at_risk(cabinet_member, "4. Shaping the market")
    officer.goto("/")
    _tab_to(officer, "textbox", "Email")
    officer.keyboard.type("officer@careplan.example")
    _tab_to(officer, "textbox", "Password")
    officer.keyboard.type("careplan-demo")
    officer.keyboard.press("Enter")

    _tab_to(officer, "link", "SM7")
    officer.keyboard.press("Enter")
    _tab_to(officer, "link", "Post update")
    officer.keyboard.press("Enter")
    _tab_to(officer, "radio", "On track")
    officer.keyboard.press("Space")
    officer.keyboard.press("ArrowDown")
    _tab_to(officer, "textbox", "What was done")
    officer.keyboard.type("The options paper was written.")
    _tab_to(officer, "button", "Post update")
    officer.keyboard.press("Space")

    expect(officer.locator(".govuk-error-summary")).to_be_focused()
    _tab_to(officer, "link", REASON_MISSING)
    officer.keyboard.press("Enter")
    officer.keyboard.type("Kirklees has not answered.")
    _tab_to(officer, "textbox", "Path to green")
    officer.keyboard.type("A visit is arranged for May.")
    _tab_to(officer, "button", "Post update")
    officer.keyboard.press("Enter")

    expect(officer.get_by_role("alert")).to_be_focused()
    expect(officer.get_by_role("alert")).to_contain_text("Update posted for SM7.")
    _expect_at_risk(cabinet_member, "SM7", "4. Shaping the market", at_risk_before + 1)


def test_words_survive_an_ended_sign_in_and_are_put_back_with_the_keyboard(page_of):
    officer = page_of()
    officer.goto(ACTION + "SM2/update/")
    _sign_in(officer)
    officer.get_by_role("radio", name="Off track").check()
    officer.get_by_label("Reason: why is it").fill("Nobody answered.")

    officer.context.clear_cookies(name="sessionid")
    officer.get_by_role("button", name="Post update").click()
    _sign_in(officer)

    notice = officer.get_by_role("region", name="What you typed before on this page")
    expect(notice).to_be_focused()
    _tab_to(officer, "button", "Put it back")
    officer.keyboard.press("Enter")
    expect(officer.get_by_role("radio", name="Off track")).to_be_checked()
    expect(officer.get_by_label("Reason: why is it")).to_have_value("Nobody answered.")
    expect(notice).not_to_be_attached()

    officer.get_by_role("button", name="Sign out").click()

    expect(officer.get_by_role("button", name="Sign in")).to_be_visible()
    assert officer.evaluate("sessionStorage.length") == 0


def test_words_survive_a_lost_connection_until_they_are_posted(page_of):
    officer = page_of("officer")
    officer.goto(ACTION + "SM2/update/")
    officer.get_by_role("radio", name="Off track").check()
    officer.get_by_label("What was done").fill("We asked twice.")

    officer.context.set_offline(True)
    officer.get_by_role("button", name="Save draft").click()
    officer.wait_for_url("chrome-error://**")
    officer.context.set_offline(False)
    officer.goto(ACTION + "SM2/update/")
    officer.get_by_role("button", name="Put it back").click()
    expect(officer.get_by_label("What was done")).to_have_value("We asked twice.")
    officer.get_by_role("button", name="Save draft").click()

    expect(officer.get_by_role("alert")).to_contain_text("Draft saved.")
    expect(officer.get_by_label("What was done")).to_have_value("We asked twice.")
    expect(officer.get_by_role("button", name="Put it back")).not_to_be_attached()
    officer.get_by_role("button", name="Discard draft").click()
    expect(officer.get_by_role("alert")).to_contain_text("Your draft for SM2 is discarded.")


def _sign_in(page: Page) -> None:
    page.get_by_label("Email").fill("officer@careplan.example")
    page.get_by_label("Password").fill("careplan-demo")
    page.get_by_role("button", name="Sign in").click()


def _follow_the_summary(page: Page) -> None:
    """Each sentence leads to its field, which says the same; what was typed and chosen is still there."""
    for words, label, typed in [
        (REASON_MISSING, "Reason: why is it at risk", "Staff are short."),
        (PATH_MISSING, "Path to green", "Two people start in May."),
    ]:
        page.locator(".govuk-error-summary").get_by_role("link", name=words).click()
        field = page.get_by_label(label)
        expect(field).to_be_focused()
        expect(field).to_have_accessible_description(re.compile(words))
        page.keyboard.type(typed)
    expect(page.get_by_role("radio", name="At risk")).to_be_checked()
    expect(page.get_by_label("What was done")).not_to_be_empty()


def _tab_to(page: Page, role: str, name: str) -> None:
    wanted = page.get_by_role(role, name=name).first
    expect(wanted).to_be_visible()
    for _ in range(80):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to the {role} {name!r}.")


def _at_risk(page: Page, priority: str) -> int:
    """What the dashboard counts."""
    page.goto(PLAN)
    row = page.locator(".cp-board").get_by_role("row").filter(has=page.get_by_role("rowheader", name=priority))
    return int(row.locator("[data-label='At risk']").inner_text())


def _expect_at_risk(page: Page, code: str, priority: str, count: int) -> None:
    """On dashboard, list and page."""
    assert _at_risk(page, priority) == count
    page.goto(ACTION + "?rating=amber")
    expect(page.get_by_role("row").filter(has_text=code)).to_contain_text("At risk")
    page.goto(ACTION + code + "/")
    expect(page.get_by_role("region", name="The officer says")).to_contain_text("At risk")
