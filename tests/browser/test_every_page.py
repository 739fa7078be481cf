"""What holds on every page: no violation of WCAG, nothing refused by the policy, room on a phone, few bytes."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.template.loader import render_to_string
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import ConsoleMessage, Page, Response

from tests.browser.visits import OF_READERS, OF_STRANGERS, OF_THE_ADMINISTRATOR, OF_WRITERS, Visit

pytestmark = pytest.mark.browser

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
PHONE = {"width": 320, "height": 640}
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
AXE = """
  window.visible = () => [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility());
  window.violations = async (what, rules) => {
    const { violations } = await axe.run(what, rules);
    const words = (rule, node) => `${innerWidth} ${rule.id}: ${node.html.slice(0, 200)}`;
    return violations.flatMap((rule) => rule.nodes.map((node) => words(rule, node)));
  };
  window.onScreen = new Set(visible());
"""
ON_A_SCREEN = "(rules) => violations(document, rules)"
ON_A_PHONE = """async (rules) => {
  const faults = await violations(document, { ...rules, rules: { "color-contrast": { enabled: false } } });
  const only = visible().filter((element) => !onScreen.has(element));
  const contrast = { ...rules, runOnly: { type: "rule", values: ["color-contrast"] } };
  return only.length ? faults.concat(await violations(only, contrast)) : faults;
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
def test_page_serves_everybody(tab_of, weight_of, visit: Visit):
    page = tab_of(visit.who)
    with _listening(page) as (complaints, answers):
        response = page.goto(visit.address)
        weight = sum(weight_of(answer) for answer in answers if answer.status != 302)
        visit.deed(page)

    assert response.status == visit.status
    assert {"text/html", "text/css", "text/javascript"} <= {_kind(answer) for answer in answers}
    assert weight < MOST_BYTES
    assert complaints == []
    assert _faults(page, on_a_phone_too=_is_first_of_its_name(visit)) == []


@pytest.mark.parametrize("visit", OF_THE_ADMINISTRATOR, ids=str)
def test_page_of_the_administration_serves_everybody(tab_of, visit: Visit):
    page = tab_of(visit.who)
    with _listening(page) as (complaints, _):
        response = page.goto(visit.address)
        visit.deed(page)

    assert response.status == visit.status
    assert complaints == []
    assert _faults(page, on_a_phone_too=False) == []


@pytest.mark.parametrize("visit", [visit for visit in OF_WRITERS if not visit.state], ids=str)
def test_every_field_is_in_view_without_scripts(tab_of, visit: Visit):
    page = tab_of(visit.who, java_script_enabled=False)

    page.goto(visit.address)

    fields = page.locator("main form").locator("input:not([type=hidden]), select, textarea")
    assert fields.count() > 0
    assert fields.evaluate_all("(all) => all.filter((one) => !one.checkVisibility()).map((one) => one.name)") == []


@pytest.mark.parametrize("name", ["400.html", "429.html", "500.html"])
def test_page_of_what_cannot_be_provoked_serves_everybody(page_of, site, name):
    page = page_of()
    page.route("**/broken/", lambda route: route.fulfill(body=render_to_string(name), content_type="text/html"))

    with _listening(page) as (complaints, _):
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


@pytest.fixture(scope="module")
def weight_of() -> Callable[[Response], int]:
    """The bytes of an answer as sent; what is static is the same each time."""
    of_static: dict[str, int] = {}

    def weigh(answer: Response) -> int:
        if answer.url not in of_static:
            weight = len(gzip.compress(answer.body()))
            if "/static/" not in answer.url:
                return weight
            of_static[answer.url] = weight
        return of_static[answer.url]

    return weigh


@contextmanager
def _listening(page: Page) -> Iterator[tuple[list[str], list[Response]]]:
    """What the browser complains about, such as the content security policy, and what it is answered.

    That a page itself is refused or missing is no complaint.
    """
    complaints: list[str] = []
    answers: list[Response] = []

    def note(message: ConsoleMessage) -> None:
        about_itself = message.location.get("url") == page.url and "Failed to load resource" in message.text
        if message.type in ("error", "warning") and not about_itself:
            complaints.append(message.text)

    heard = {
        "console": note,
        "pageerror": lambda error: complaints.append(str(error)),
        "response": lambda answer: answers.append(answer),
    }
    for event, hear in heard.items():
        page.on(event, hear)
    yield complaints, answers
    for event, hear in heard.items():
        page.remove_listener(event, hear)


def _kind(answer: Response) -> str:
    return answer.headers.get("content-type", "").partition(";")[0]


def _faults(page: Page, *, on_a_phone_too: bool = True) -> list[str]:
    """Most of axe's time goes into contrast, which on a phone it finds only for what is not on a screen too."""
    faults = [f"no visible focus: {html}" for html in page.evaluate(HIDDEN_FOCUS)]
    page.evaluate(AXE_SCRIPT + AXE)
    faults += page.evaluate(ON_A_SCREEN, RULES)
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    faults += [f"{width} wide on a phone"] if width > PHONE["width"] else []
    return faults + (page.evaluate(ON_A_PHONE, RULES) if on_a_phone_too else [])
