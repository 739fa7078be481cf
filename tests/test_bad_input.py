"""Nothing that anybody can send gets a 500: it is saved and shown as it is, or refused in words and kept."""

import logging
import re
from decimal import Decimal
from html import escape
from itertools import cycle, product
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from partners.models import Commitment
from priorities import access
from tests.factories import TODAY
from tests.partners.admin.pages import filled_in
from tests.site import TYPED, Site

pytestmark = [pytest.mark.django_db, pytest.mark.page]

TEXTS = {
    "100,000 characters": "x" * 100_000,
    "null byte": "a\x00b",
    "emoji, right to left, quotes, control": "👩‍🦽🏽 \u202eabc שלום\u202c \"'`{{ 7 }}{% now %}\x01\x0b\x1b\x7f",
    "script": "</textarea></title><script>alert(1)</script>",
    "lone surrogate": "a\ud800b",
    "spaces": " \u00a0\u2003 ",
    "5,000 digits": "9" * 5000,
}
SCRIPT = "<script>alert(1)</script>"
FORMS = {
    "account_login": "signed out",
    "account_reset_password": "signed out",
    "account_change_password": "Officer",
    "account_reauthenticate": "Officer",
    "priorities:add_priority": "Plan manager",
    "priorities:edit_priority": "Plan manager",
    "priorities:add_action": "Plan manager",
    "priorities:edit_action": "Plan manager",
    "priorities:hand_over": "Plan manager",
    "priorities:add_rounds": "Plan manager",
    "priorities:edit_round": "Plan manager",
    "priorities:post_update": "Plan manager",
    "priorities:redate": "Plan manager",
    "priorities:answer_date": "Plan manager",
    "priorities:complete": "Plan manager",
    "priorities:sign_off": "Plan manager",
    "priorities:change_stage": "Plan manager",
    "priorities:withdraw_update": "Plan manager",
    "priorities:redact_update": "Plan manager",
    "priorities:add_evidence": "Plan manager",
    "priorities:remove_evidence": "Plan manager",
    "priorities:close_round": "Plan manager",
    "priorities:reopen_round": "Plan manager",
    "priorities:publish_edition": "Plan manager",
    "priorities:add_erratum": "Plan manager",
    "priorities:commentary": "Plan manager",
    "priorities:answer_commentary": "Plan manager",
    "priorities:enter_values": "Plan manager",
    "priorities:revise_value": "Plan manager",
    "priorities:add_measure": "Plan manager",
    "priorities:edit_measure": "Plan manager",
    "priorities:set_targets": "Plan manager",
    "funding:add": "Plan manager",
    "funding:edit": "Plan manager",
    "funding:meet_condition": "Plan manager",
    "funding:answer_exit": "Plan manager",
    "funding:pay": "Plan manager",
    "funding:reverse": "Plan manager",
    "funding:add_return": "Plan manager",
    "funding:withdraw_return": "Plan manager",
    "funding:add_decision": "Plan manager",
    "funding:edit_decision": "Plan manager",
    "funding:amend": "Plan manager",
    "funding:close": "Plan manager",
    "funding:reopen": "Plan manager",
    "partners:erase_contact": "Administrator",
    "admin:password_change": "Administrator",
    **{
        f"admin:partners_{table}_{page}": "Administrator"
        for table in ("source", "decision", "organisation", "commitment", "user")
        for page in ("add", "change")
    },
    "admin:partners_organisation_end": "Administrator",
    "admin:partners_organisation_merge": "Administrator",
}
"""Every form, and somebody who may use it."""

NOT_WORDS = re.compile(
    r"-\d+-|(_on|_day|_month|_year|amount|percent|number|code|slug|reference|key|email|position|years|value|scheme|phone)$"
    r"|(_days|precision|tolerance|baseline|^per)$"
    r"|password|login|^q\d_"
)
"""Boxes that take no free words."""
VISIBLE = {"text", "email", "password", "search", "url", "number", "tel", ""}


@pytest.fixture(autouse=True)
def _now(settings):
    settings.TODAY = TODAY
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def forms(site) -> dict[str, HttpResponse]:
    return {name: site.client(who).get(site.address(name)) for name, who in FORMS.items()}


def boxes(page: HttpResponse, kinds: set[str]) -> list[str]:
    """The names of the boxes of a page, of these kinds."""
    tags = re.findall(r"<(?:textarea|input)\b[^>]*>", page.content.decode().partition("<main")[2])
    named = [(_attribute(tag, "name"), _attribute(tag, "type")) for tag in tags]
    return [name for name, kind in named if name and kind in kinds and "__prefix__" not in name and "csrf" not in name]


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return found[1] if found else ""


def send(client: Client, address: str, data: dict) -> HttpResponse:
    """Posts what no browser would send too, such as half a character."""
    encoded = urlencode(data, doseq=True, errors="surrogatepass")
    return client.post(address, encoded, content_type="application/x-www-form-urlencoded")


def faults(page: HttpResponse) -> dict:
    """The errors of a page's forms, by field."""
    found = page.context["adminform"].form if "adminform" in page.context else page.context["form"]
    rowsets = [part.formset for part in page.context.get("inline_admin_formsets", [])]
    rowsets += page.context.get("rowsets", [])
    rows = {f"{row.prefix}-{name}": words for rowset in rowsets for row in rowset for name, words in row.errors.items()}
    return {**found.errors, **rows, **{rowset.prefix: rowset.non_form_errors() for rowset in rowsets}}


ALIKE = {f"admin:partners_{table}_add" for table in ("source", "decision", "organisation", "commitment")}
ALIKE |= {"priorities:add_measure"}
"""Forms with the boxes of another, the one to change what they add."""


@pytest.mark.parametrize("name", [name for name in FORMS if name not in ALIKE])
def test_any_text_in_every_box_is_answered_in_words(site, forms, name):
    """The boxes of a form get different texts, and others each time it is sent, until it has met them all."""
    address, client, page = site.address(name), site.client(FORMS[name]), forms[name]
    named, texts = boxes(page, VISIBLE), [*TEXTS.values()]
    turns = [texts[first:] + texts[:first] for first in range(0, len(texts), min(3, len(named)) or len(texts))]

    answers = [send(client, address, filled_in(page, **dict(zip(named, cycle(turn), strict=False)))) for turn in turns]

    assert {answer.status_code for answer in answers} <= {200, 302}
    assert [answer for answer in answers if answer.status_code == 200 and not any(faults(answer).values())] == []
    assert [answer for answer in answers if SCRIPT in answer.content.decode()] == []


@pytest.mark.parametrize("text", ["a\x00b", "9" * 5000, "-1"])
@pytest.mark.parametrize("name", [name for name in FORMS if name not in ALIKE])
def test_what_is_hidden_may_be_anything_too(site, forms, name, text):
    address, client, page = site.address(name), site.client(FORMS[name]), forms[name]

    response = send(client, address, filled_in(page, **dict.fromkeys(boxes(page, {"hidden"}), text)))

    assert response.status_code in (200, 302)


CONFIRMED = {"priorities:close_round", "priorities:publish_edition"}
"""Forms without words, after which others have nothing to save."""
SAVED = [name for name in FORMS if name.startswith(("priorities:", "admin:partners_")) and name not in CONFIRMED]
SHOWING = [
    *("priorities:plan", "priorities:priority", "priorities:actions", "priorities:action", "priorities:action_history"),
    *("priorities:rounds", "priorities:edit_round", "priorities:revise_value"),
    *("priorities:edit_priority", "priorities:edit_action", "partners:organisations", "partners:organisation"),
    *("funding:commitments", "funding:commitment", "admin:partners_source_history", "admin:partners_decision_history"),
    *("admin:partners_organisation_history", "admin:partners_commitment_history", "admin:partners_user_history"),
]


def look(site: Site, name: str) -> HttpResponse:
    who = "Administrator" if name.startswith("admin:") else "Plan manager"
    return site.client(who).get(site.address(name))


def test_markup_is_kept_as_words_and_never_as_markup(site):
    answers = {}
    for name in SAVED:
        right = site.body(name)
        words = [box for box in boxes(look(site, name), {"text", ""}) if not NOT_WORDS.search(box)]
        answers[name] = send(site.client(FORMS[name]), site.address(name), right | dict.fromkeys(words, SCRIPT))

    pages = {name: look(site, name).content.decode() for name in SHOWING}

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(SAVED, 302)
    assert {name for name, page in pages.items() if SCRIPT in page} == set()
    assert {name for name, page in pages.items() if escape(SCRIPT) not in page} == set()


DAYS = {
    "0001-01-01": 302,
    "9999-12-31": 302,
    "2022-02-31": 200,
    "2022-13-01": 200,
    "12022-01-01": 200,
    "-2022-01-01": 200,
    "31/2/2022": 200,
    "yesterday": 200,
    "２０２２-０１-０１": 200,
}


@pytest.mark.parametrize(
    ("table", "day"),
    [
        *(("organisation", day) for day in DAYS),
        *product(("decision", "commitment"), ("0001-01-01", "9999-12-31", "2022-02-31")),
    ],
)
def test_a_day_is_one_or_is_refused_beside_its_box(site, table, day):
    status = DAYS[day]
    address, client = site.address(f"admin:partners_{table}_change"), site.client("Administrator")
    page = client.get(address)
    dates = [box for box in boxes(page, {"text"}) if re.fullmatch(r"[a-z]+_on", box)]

    response = send(client, address, filled_in(page, **dict.fromkeys(dates, day)))

    if status == 200:
        assert faults(response).keys() & set(dates) == set(dates)
        assert [page_value(response, box) for box in dates] == [day] * len(dates)
    assert response.status_code == status
    shown = [look(site, name).status_code for name in (SHOWING if status == 302 else [])]
    assert set(shown) <= {200}


def page_value(page: HttpResponse, box: str) -> str:
    return filled_in(page)[box][0]


NO_SUM = "Total in pounds must be pounds and pence, such as 119,000 or 119000.50"
SUMS = {
    "1,000": Decimal("1000.00"),
    "£5": Decimal("5.00"),
    "£119,000.50": Decimal("119000.50"),
    "0": Decimal("0.00"),
    "1e9": NO_SUM,
    "NaN": NO_SUM,
    "-0": NO_SUM,
    "Infinity": NO_SUM,
    "１２": NO_SUM,
    "12.345": NO_SUM,
    "1,00": NO_SUM,
    "9" * 5000: "Ensure that there are no more than 14 digits in total.",
}


@pytest.mark.parametrize(("text", "outcome"), SUMS.items(), ids=lambda value: str(value)[:12])
def test_a_sum_is_one_or_is_refused_beside_its_box(site, text, outcome):
    address, client = site.address("admin:partners_commitment_change"), site.client("Administrator")

    response = send(client, address, filled_in(client.get(address), amount=text))

    if isinstance(outcome, Decimal):
        assert Commitment.objects.get(pk=site.rows["partners.commitment"].pk).amount == outcome
    else:
        assert list(faults(response)["amount"]) == [outcome]
        assert page_value(response, "amount") == text


QUERIES = [
    "page=99999999999999999999&sort=nothing&nothing=1&stage=nothing&q=" + "x" * 10_000,
    "page=-1&sort=-&q=%00&lead=%00&stage=%00&organisation=%00&priority=%00",
    "page=%FF&q=%FF%FE&lead=99999999999999999999&priority=99999999999999999999&priority=0",
    "page=1e9&q=a&q=b&lead=１２&rating=red&rating=red&rating=none&overdue=2&overdue=1",
    "page=１&sort=code&sort=-code&priority[]=1&=&&==&%00=1&q=" + "%F0%9F%91%A9" * 100,
    "q=%25%5F%5C'\"%3Cscript%3Ealert(1)%3C/script%3E&sort=%3Cscript%3Ealert(1)%3C/script%3E",
]
READ = [
    *("priorities:your_work", "priorities:team", "priorities:hand_over"),
    *("priorities:round", "priorities:commentary", "priorities:answer_commentary"),
    *("priorities:plans", "priorities:plan", "priorities:priority", "priorities:actions"),
    *("priorities:rounds", "priorities:add_rounds"),
    *("priorities:actions_csv", "priorities:action", "priorities:action_history", "priorities:add_action"),
    *("priorities:search", "priorities:measures", "priorities:measures_file", "priorities:enter_values"),
    *("priorities:import_values", "priorities:values_template"),
    *("partners:organisations", "partners:organisation", "funding:commitments", "funding:commitment"),
    *("funding:commitments_csv", "funding:profile"),
    *("account_reset_password", "accessibility", "brand", "ready"),
]


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
@pytest.mark.parametrize("name", READ)
def test_any_query_is_answered_with_the_page(site, name, query):
    response = site.client("Plan manager").get(f"{site.address(name)}?{query}")

    text = response.getvalue().decode()
    assert response.status_code == 200
    assert SCRIPT not in text


ADMIN_QUERIES = [
    "p=99999999999999999999&o=99.-99.x&all=",
    "q=%00",
    "q=" + "x" * 10_000,
    "q=%FF%FE",
    "id__exact=%00",
    "id__exact=99999999999999999999",
    "pk__in=a,%00",
    "password__startswith=a",
    "_to_field=password&_popup=1",
    "kind__exact=nothing&role=nothing&ended=nothing&e=1",
]


@pytest.mark.parametrize("query", ADMIN_QUERIES)
@pytest.mark.parametrize("table", ["organisation", "commitment", "user"])
def test_any_query_of_the_administration_is_answered_in_words(site, table, query):
    address = site.address(f"admin:partners_{table}_changelist")

    response = site.client("Administrator").get(f"{address}?{query}", follow=True)

    assert response.status_code in (200, 400)
    assert response["Content-Type"] == "text/html; charset=utf-8"


HUGE = "9" * 30
PATHS = [
    "/plans/%FF/",
    "/plans/%00/",
    "/plans/" + "x" * 10_000 + "/",
    f"/plans/plan/priorities/{HUGE}/",
    f"/plans/plan/priorities/{HUGE}/edit/",
    "/plans/plan/priorities/-1/",
    "/plans/plan/actions/%00/",
    "/plans/plan/actions/%FF/",
    "/plans/plan/actions/%3Cscript%3Ealert(1)%3C%2Fscript%3E/",
    "/plans/plan/actions/%E2%80%AEA1/history/",
    "/plans/plan/actions/a1/",
    "/plans/plan/actions/" + "A" * 10_000 + "/update/",
    f"/plans/plan/actions/A1/updates/{HUGE}/withdraw/",
    f"/plans/plan/rounds/{HUGE}/",
    f"/plans/plan/rounds/{HUGE}/edit/",
    f"/plans/plan/rounds/{HUGE}/close/",
    f"/plans/plan/editions/{HUGE}/publish/",
    f"/plans/plan/rounds/{HUGE}/commentary/{HUGE}/",
    f"/plans/plan/actions/A1/updates/{HUGE}/redact/",
    "/plans/PLAN/",
    "/funding/%00/",
    "/funding/%FF/",
    "/partners/" + "x" * 10_000 + "/",
    "/partners/%ED%A0%80/",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/.env",
    "/static/%00",
    "/static/../careplan/settings.py",
    "/admin/no/such/",
    "/admin/r/%00/1/",
    f"/admin/r/{HUGE}/1/",
    f"/admin/r/1/{HUGE}/",
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_an_address_of_nothing_is_said_in_words(site, path):
    response = site.client("Administrator" if path.startswith("/admin") else "Plan manager").get(path, follow=True)

    text = response.content.decode()
    assert SCRIPT not in text
    assert response.status_code == 404
    assert "Page not found" in text


@pytest.mark.parametrize("page", ["change", "delete", "history"])
@pytest.mark.parametrize("key", ["_00", "%00", "%FF", HUGE, "-1", "x" * 5000, "1%20OR%201=1"])
def test_no_object_of_the_administration_is_said_in_words(site, key, page):
    response = site.client("Administrator").get(f"/admin/partners/organisation/{key}/{page}/", follow=True)

    assert response.status_code in (200, 404)


@pytest.mark.parametrize("key", ["1-%00", "z" * 500 + "-x", "1-" + "x" * 5000, "1-set-password", "0-é"])
def test_any_key_of_a_mailed_link_is_answered_in_words(site, key):
    response = site.client("signed out").get(f"/accounts/password/reset/key/{key}/")

    assert "This link no longer works" in response.content.decode()


BODIES = {
    "nothing": (b"", "application/x-www-form-urlencoded"),
    "json": (b'{"done": "x"}', "application/json"),
    "broken json": (b'{"done', "application/json"),
    "plain text": (b"done=x", "text/plain"),
    "no type": (b"done=x", ""),
    "multipart without boundary": (b"done=x", "multipart/form-data"),
    "broken multipart": (b"--x\r\nContent-Disposition: form-data; name", "multipart/form-data; boundary=x"),
    "unknown charset": (b"done=%FF", "application/x-www-form-urlencoded; charset=nothing"),
    "too many fields": (b"&".join(b"a=1" for _ in range(2000)), "application/x-www-form-urlencoded"),
    "too long": (b"done=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
    "a file": (
        b'--x\r\nContent-Disposition: form-data; name="done"; filename="a"\r\n\r\nwords\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
}


@pytest.mark.parametrize(("body", "kind"), BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("name", ["account_login", "priorities:edit_action", "priorities:post_update"])
def test_any_body_is_answered_in_words(site, name, body, kind):
    before = site.changes()

    response = site.client(FORMS[name]).generic("POST", site.address(name), body, kind)

    assert response.status_code in (200, 400)
    assert "There is a problem" in response.content.decode() or "We could not read" in response.content.decode()
    assert site.changes() == before


@pytest.mark.parametrize("name", [*SAVED, "account_login", "account_change_password", "account_logout"])
def test_a_form_from_elsewhere_is_refused_in_words(site, name):
    client, before = site.client(FORMS.get(name, "Officer"), checks_origin=True), site.changes()

    response = client.post(site.address(name), TYPED.get(name, {}) | {"csrfmiddlewaretoken": "x"})

    assert (response.status_code, site.changes()) == (403, before)
    assert "Please send that again" in response.content.decode()


CHOICES = {
    "priorities:post_update": ["rating", "milestones_done"],
    "priorities:edit_action": ["priority", "kind", "lead", "deputy", "lead_organisation", "supports-0-organisation_id"],
    "priorities:edit_priority": ["lead"],
    "priorities:hand_over": ["actions", "to"],
    "priorities:add_erratum": ["row"],
    "funding:edit": [
        *("kind", "qualifier", "recipient", "held_by", "decision", "source", "looked_after_by"),
        *("contributions-0-funder_id", "instalments-0-funder_id", "conditions-0-kind", "allocations-0-target"),
    ],
    "admin:partners_commitment_change": ["kind", "qualifier", "recipient", "held_by", "decision", "source"],
    "admin:partners_user_change": ["organisation", "groups"],
}


@pytest.mark.parametrize("value", ["nothing", "99999999999999999999", "-1", "a\x00b", "\ud800", SCRIPT])
@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_that_is_not_offered_is_refused_beside_its_field(site, name, value):
    address, before = site.address(name), site.changes()

    response = send(site.client(FORMS[name]), address, site.body(name) | dict.fromkeys(CHOICES[name], value))

    assert response.status_code == 200
    assert SCRIPT not in response.content.decode()
    assert set(CHOICES[name]) - {"milestones_done"} <= faults(response).keys()
    assert site.changes() == before


def test_an_action_is_not_moved_to_a_priority_of_another_plan_or_of_another_lead(site):
    name = "priorities:edit_action"
    address, right, before = site.address(name), site.body(name), site.changes()
    others = {"Plan manager": site.elsewhere, "Priority lead": site.anothers}

    pages = [site.client(who).post(address, right | {"priority": part.priority.pk}) for who, part in others.items()]

    assert [list(faults(page)["priority"]) for page in pages] == [[access.add_action.refusal]] * 2
    assert site.changes() == before
