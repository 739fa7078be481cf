"""What holds on every page: no violation of WCAG, nothing refused by the policy, room on a phone, few bytes."""

import gzip
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import ConsoleMessage, Page, Response

from tests.browser.visits import OF_READERS, OF_STRANGERS, OF_THE_ADMINISTRATOR, OF_WRITERS, Visit

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
PHONE = {"width": 320, "height": 640}
SCREEN = {"width": 1280, "height": 900}
MOST_BYTES = 60_000
OUR_OWN = OF_STRANGERS + OF_READERS + OF_WRITERS

NO_PAGES = {"brand", "robots", "live", "ready", "priorities:discard_draft", "priorities:evidence"}
NO_PAGES |= {"priorities:remind_round"}
NO_PAGES |= {"priorities:actions_csv", "priorities:actions_xlsx"}
NO_PAGES |= {"priorities:edition_file", "priorities:edition_public_file"}
NO_PAGES |= {"priorities:import_template", "priorities:import_current"}
NO_PAGES |= {"priorities:measures_file", "priorities:values_template"}
NO_PAGES |= {"funding:threesixty", "funding:register", "funding:commitments_csv"}
REACHED_BY_LINKS = {"priorities:withdraw_update", "priorities:redact_update", "priorities:remove_evidence"}
REACHED_BY_LINKS |= {"priorities:import_preview", "priorities:answer_commentary"}
REACHED_BY_LINKS |= {"priorities:publish_edition", "priorities:reopen_round", "funding:meet_condition"}
REACHED_BY_LINKS |= {"priorities:measure", "priorities:values_preview", "partners:erase_contact"}
REACHED_BY_LINKS |= {"funding:reverse", "funding:withdraw_return", "funding:reopen"}
VIOLATIONS = """async (rules) => {
  const { violations } = await axe.run(rules);
  return violations.flatMap((rule) => rule.nodes.map((node) => `${innerWidth} ${rule.id}: ${node.html.slice(0, 200)}`));
}"""
HIDDEN_FOCUS = """() => {
  const ringed = (element, pseudo) => {
    const style = getComputedStyle(element, pseudo);
    const transparent = /, 0\\)$/.test(style.outlineColor);
    const outlined = style.outlineStyle !== "none" && style.outlineWidth !== "0px" && !transparent;
    const comesIntoView = element.matches(".govuk-skip-link");
    return outlined || style.boxShadow !== "none" || comesIntoView;
  };
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((element) => element.checkVisibility() && !element.disabled)
    .filter((element) => {
      element.focus({ focusVisible: true });
      const label = element.matches("[type=radio], [type=checkbox]") && element.labels[0];
      return document.activeElement === element && !ringed(element) && !(label && ringed(label, "::before"));
    })
    .map((element) => element.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("visit", OUR_OWN, ids=str)
def test_page_serves_everybody(page_of, visit: Visit):
    page = page_of(visit.who)
    complaints, answers = _listen(page)

    response = page.goto(visit.address)
    weight = sum(len(gzip.compress(answer.body())) for answer in answers if answer.status != 302)
    visit.deed(page)

    assert response.status == visit.status
    assert {"text/html", "text/css", "text/javascript"} <= {_kind(answer) for answer in answers}
    assert weight < MOST_BYTES
    assert complaints == []
    assert _faults(page, on_a_phone_too=_is_first_of_its_name(visit)) == []


@pytest.mark.parametrize("visit", OF_THE_ADMINISTRATOR, ids=str)
def test_page_of_the_administration_serves_everybody(page_of, visit: Visit):
    page = page_of(visit.who)
    complaints, _ = _listen(page)

    response = page.goto(visit.address)
    visit.deed(page)

    assert response.status == visit.status
    assert complaints == []
    assert _faults(page, on_a_phone_too=False) == []


@pytest.mark.parametrize("visit", [visit for visit in OF_WRITERS if not visit.state], ids=str)
def test_every_field_is_in_view_without_scripts(page_of, visit: Visit):
    page = page_of(visit.who, java_script_enabled=False)

    page.goto(visit.address)

    fields = page.locator("main form").locator("input:not([type=hidden]), select, textarea")
    assert fields.count() > 0
    assert fields.evaluate_all("(all) => all.filter((one) => !one.checkVisibility()).map((one) => one.name)") == []


@pytest.mark.parametrize("name", ["400.html", "429.html", "500.html"])
def test_page_of_what_cannot_be_provoked_serves_everybody(page_of, site, name):
    page = page_of()
    complaints, _ = _listen(page)
    page.route("**/broken/", lambda route: route.fulfill(body=render_to_string(name), content_type="text/html"))

    page.goto("/broken/")

    assert complaints == []
    assert _faults(page) == []


def test_every_page_that_has_a_name_is_visited():
    named = {name for name in _names(get_resolver()) if name not in NO_PAGES}

    visited = {_name(visit) for visit in OUR_OWN} | REACHED_BY_LINKS

    assert named - visited == set()


def _names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"
        elif entry.namespace != "admin":
            yield from _names(entry, f"{entry.namespace}:" if entry.namespace else namespace)


def _name(visit: Visit) -> str:
    return resolve(visit.address.partition("?")[0]).view_name


def _is_first_of_its_name(visit: Visit) -> bool:
    """On a phone the elements of a page stand elsewhere, whatever is asked of it, so one look at each is enough."""
    return not visit.state and visit == next(one for one in OUR_OWN if not one.state and _name(one) == _name(visit))


def _listen(page: Page) -> tuple[list[str], list[Response]]:
    """What the browser complains about, such as the content security policy, and what it is answered.

    That a page itself is refused or missing is no complaint.
    """
    complaints: list[str] = []
    answers: list[Response] = []

    def note(message: ConsoleMessage) -> None:
        about_itself = message.location.get("url") == page.url and "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not about_itself:
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: answers.append(answer))
    return complaints, answers


def _kind(answer: Response) -> str:
    return answer.headers.get("content-type", "").partition(";")[0]


def _faults(page: Page, *, on_a_phone_too: bool = True) -> list[str]:
    faults = [f"no visible focus: {html}" for html in page.evaluate(HIDDEN_FOCUS)]
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    faults += [f"{width} wide on a phone"] if width > PHONE["width"] else []
    page.evaluate(Axe().axe_script)
    faults += page.evaluate(VIOLATIONS, RULES) if on_a_phone_too else []
    page.set_viewport_size(SCREEN)
    return faults + page.evaluate(VIOLATIONS, RULES)
