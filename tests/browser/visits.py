"""Every page and error state of the site: who visits it, and what they do there before it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Page

from tests.priorities.workbooks import Sent, workbook

PLAN = "/plans/knowsley-asc-2020-2023/"
ACTION = PLAN + "actions/"
PRIORITY = PLAN + "priorities/"
ROUNDS = PLAN + "rounds/"
IMPORT = PLAN + "import/"
VALUES = PLAN + "measures/import/"
ADMIN = "/admin/partners/"
RECORDS = "/admin/priorities/"

Deed = Callable[[Page], object]


@dataclass(frozen=True)
class Visit:
    who: str | None
    address: str
    deed: Deed = lambda page: None
    state: str = ""
    status: int = 200

    def __str__(self) -> str:
        return " ".join(filter(None, [self.who or "stranger", self.address, self.state]))


def send(page: Page, **typed: str) -> None:
    """Type over the named fields and press the form's own button."""
    for name, text in typed.items():
        page.fill(f"[name={name}]", text)
    with page.expect_navigation():
        page.locator("main form button[type=submit]:not(.govuk-button--secondary), input[name=_save]").last.click()


def follow(words: str) -> Deed:
    def click(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("link", name=words).first.click()

    return click


def then(*deeds: Deed) -> Deed:
    return lambda page: [deed(page) for deed in deeds]


def late(first: Deed, second: Deed) -> Deed:
    """The page is open in two tabs, and saved in the other one first."""

    def save_in_both(page: Page) -> None:
        other = page.context.new_page()
        other.goto(page.url)
        first(other)
        second(page)

    return save_in_both


def say_on_track(done: str) -> Deed:
    return then(lambda page: page.get_by_role("radio", name="On track").check(), partial(send, done=done))


def upload(*rows: tuple) -> Deed:
    def choose_and_send(page: Page) -> None:
        sent = Sent(workbook(*rows))
        file = {"name": sent.name, "mimeType": sent.content_type, "buffer": sent.read()}
        page.set_input_files("[name=workbook]", file)
        send(page)

    return choose_and_send


def upload_values(*rows: str) -> Deed:
    def choose_and_send(page: Page) -> None:
        buffer = "\n".join(["Measure;Period;Value", *rows]).encode("utf-16")
        page.set_input_files("[name=file]", {"name": "values.csv", "mimeType": "text/csv", "buffer": buffer})
        send(page)

    return choose_and_send


def begin_and_come_back(page: Page) -> None:
    """A draft is saved, and more is typed that only the tab keeps."""
    page.fill("[name=done]", "We met.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save draft").click()
    page.fill("[name=next]", "Meet again.")
    page.reload()


def send_elsewhere(address: str) -> Deed:
    """To a page that refuses it, as this one would if a role were lost meanwhile."""

    def redirect_and_send(page: Page) -> None:
        page.locator(".cp-form").evaluate("(form, address) => form.setAttribute('action', address)", address)
        send(page, done="We met.")

    return redirect_and_send


def add_row(words: str) -> Deed:
    def press(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=words).click()

    return press


def describe(description: str) -> Deed:
    return partial(send, description=description)


def enter(value: str) -> Deed:
    """Into the first row of a page of values."""

    def fill_and_send(page: Page) -> None:
        page.locator("[name$=-value]").first.fill(value)
        send(page)

    return fill_and_send


def open_again(page: Page) -> None:
    """In another tab, so that the round is as it was for whoever comes next."""
    other = page.context.new_page()
    other.goto(ROUNDS + "2/reopen/")
    send(other, reason="An update was missing.")


def lose_the_cookie(page: Page) -> None:
    page.context.clear_cookies()
    send(page)


WRONG_PASSWORD = partial(send, login="officer@careplan.example", password="wrong")
OF_STRANGERS = [
    Visit(None, "/accounts/login/"),
    Visit(None, "/accounts/login/", send, "sent empty"),
    Visit(
        None, "/accounts/login/", partial(send, login="officer@careplan.example", password="wrong"), "wrong password"
    ),
    Visit(None, "/accounts/login/", lose_the_cookie, "without its cookie"),
    Visit(None, "/accounts/password/reset/"),
    Visit(None, "/accounts/password/reset/", send, "sent empty"),
    Visit(None, "/accounts/password/reset/", partial(send, email="nobody@careplan.example"), "sent"),
    Visit(None, "/accounts/password/reset/done/"),
    Visit(None, "/accounts/password/reset/key/1-nonsense/"),
    Visit(None, "/accounts/password/reset/key/done/"),
    Visit(None, "/accounts/signup/"),
    Visit(None, "/accounts/inactive/"),
    Visit(None, "/accessibility/"),
    Visit(None, "/privacy/"),
]
OF_READERS = [
    Visit("officer", "/"),
    Visit("manager", "/"),
    Visit("tec", "/", state="owing nothing"),
    Visit("manager", "/team/"),
    Visit("priority-lead", "/team/hand-over/"),
    Visit("cabinet", "/plans/"),
    Visit("cabinet", PLAN),
    Visit("cabinet", PRIORITY + "1/"),
    Visit("cabinet", ACTION),
    Visit("cabinet", ACTION + "?rating=red&rating=amber&overdue=nonsense"),
    Visit("cabinet", ACTION + "?q=nothing+of+the+sort"),
    Visit("cabinet", ACTION + "?due_from=2022-01-01&due_to=nonsense&attention=1&sort=due"),
    Visit("cabinet", "/search/?q=carers+commun"),
    Visit("cabinet", "/search/?q=care"),
    Visit("cabinet", "/search/?q=nothing+of+the+sort&kind=nonsense"),
    Visit("cabinet", ACTION + "CA3/"),
    Visit("cabinet", ACTION + "DC6/"),
    Visit("cabinet", ACTION + "PC3/"),
    Visit("manager", ACTION + "SM2/"),
    Visit("cabinet", ACTION + "CA3/history/"),
    Visit("cabinet", ACTION + "CA3/history/?kind=updates&kind=dates&kind=nonsense", state="narrowed"),
    Visit("cabinet", PLAN + "dates/"),
    Visit("cabinet", PLAN + "editions/1/"),
    Visit("officer", PLAN + "editions/1/public/"),
    Visit("cabinet", PLAN + "compare/?from=today&to=1", state="backwards"),
    Visit("cabinet", PLAN + "over-time/"),
    Visit("cabinet", PLAN + "measures/"),
    Visit("cabinet", PLAN + "measures/?direction=worsening&rating=nonsense&q=care"),
    Visit("manager", PLAN + "measures/", follow("Long-term support needs"), "one of them"),
    Visit("manager", PLAN + "measures/add/", partial(send, name="", first_on="2021"), "in error"),
    Visit("manager", PLAN + "measures/tec-users/edit/"),
    Visit(
        "manager",
        PLAN + "measures/tec-users/targets/",
        partial(send, **{"target-2021-07-01": "3,400", "reason": "The service grew."}),
        "rating what is known already",
    ),
    Visit("manager", ROUNDS),
    Visit("manager", ROUNDS + "2/"),
    Visit("manager", ROUNDS + "2/close/"),
    Visit("cabinet", "/funding/"),
    Visit("cabinet", "/funding/open-data/"),
    Visit("cabinet", "/funding/kirklees-care-association-2021/"),
    Visit("manager", "/funding/kirklees-care-association-2021/"),
    Visit("cabinet", "/funding/profile/"),
    Visit("manager", "/funding/kirklees-care-association-2021/payments/add/", partial(send, amount="£"), "faulty"),
    Visit("manager", "/funding/kirklees-care-association-2021/returns/add/", partial(send, spent="£"), "faulty"),
    Visit("manager", "/funding/kirklees-care-association-2021/", follow("Reverse"), "what came back"),
    Visit("manager", "/funding/kirklees-care-association-2021/", follow("Withdraw"), "a wrong return"),
    Visit("manager", "/", state="with what money asks for"),
    Visit("manager", "/", follow("Say it is met"), "a condition that is late"),
    Visit("cabinet", "/funding/decisions/1/"),
    Visit("cabinet", "/funding/knowsley-stronger-communities/"),
    Visit("cabinet", "/partners/"),
    Visit("cabinet", "/partners/?kind=nhs_commissioner"),
    Visit("cabinet", "/partners/nhs-kirklees-ccg/"),
    Visit("cabinet", "/partners/kirklees-care-association/"),
    Visit("cabinet", "/partners/knowsley-council/"),
    Visit("cabinet", "/plans/of-another-council/", status=404),
    Visit("cabinet", ACTION + "CA3/edit/", status=403),
    Visit("cabinet", "/accounts/password/change/"),
    Visit("cabinet", "/accounts/password/set/", state="who has one"),
    Visit("cabinet", "/accounts/password/change/", send, "sent empty"),
    Visit("cabinet", "/accounts/logout/"),
    Visit("cabinet", "/accounts/reauthenticate/"),
]
WRITE_AND_ANSWER = then(partial(send, went_well="Two hubs opened."), follow("Accept or return"), send)
ADDED = ("ZZ1", "Open a hub", 1, "1 April 2022", "30/9/2022")
OF_WRITERS = [
    Visit("manager", PLAN + "measures/enter/?of=all"),
    Visit("officer", PLAN + "measures/enter/?period=2021-12-31", enter("<5"), "with a fault"),
    Visit("officer", PLAN + "measures/cqc-good/values/2021-10-01/", send, "sent empty"),
    Visit("manager", VALUES),
    Visit("manager", VALUES, upload_values("tec-digital;2020/21 Q1;<5", "tec-users;2021/22 Q2;9"), "with a fault"),
    Visit("manager", IMPORT),
    Visit("manager", IMPORT, send, "sent empty"),
    Visit("manager", IMPORT, upload(ADDED, ("CA1", "Reworded", 1, "2020-10-01", "2023-09-30")), "to confirm"),
    Visit("manager", IMPORT, upload(ADDED, ("CA1", "", 9, "31/2/2022", "#REF!")), "with faults"),
    Visit("officer", ACTION + "DC2/update/"),
    Visit("officer", ACTION + "DC2/update/", send, "sent empty"),
    Visit("officer", ACTION + "SM1/update/", say_on_track("Much."), "dates disagree"),
    Visit("officer", ACTION + "DC7/update/", state="on hold"),
    Visit("officer", ACTION + "DC1/update/", begin_and_come_back, "with a draft and with words kept in the tab"),
    Visit("officer", ACTION + "DC2/update/", send_elsewhere(ACTION + "CA3/update/"), "refused with what was typed"),
    Visit("officer", ACTION + "CA4/update/", late(say_on_track("We met."), say_on_track("They met.")), "too late"),
    Visit("officer", ACTION + "SM1/redate/", send, "sent empty"),
    Visit("officer", ACTION + "SM2/redate/answer/", state="one's own"),
    Visit("manager", ACTION + "SM2/redate/answer/", send, "sent empty"),
    Visit("officer", ACTION + "SM7/complete/", send, "sent empty"),
    Visit("priority-lead", ACTION + "CA4/stage/transfer/", send, "sent empty"),
    Visit("manager", ACTION + "PC2/complete/answer/", send, "sent empty"),
    Visit("officer", ACTION + "DC7/redate/"),
    Visit("officer", ACTION + "SM3/", follow("Withdraw"), "to withdraw"),
    Visit("officer", ACTION + "SM3/", then(follow("Withdraw"), send), "withdrawal sent empty"),
    Visit("manager", ACTION + "SM3/", follow("Redact"), "to redact"),
    Visit("manager", ACTION + "SM3/", then(follow("Redact"), send), "redaction sent empty"),
    Visit("officer", ACTION + "DC2/evidence/add/"),
    Visit("officer", ACTION + "DC2/evidence/add/", partial(send, evidence_note="Item 4"), "without a title"),
    Visit("manager", ACTION + "PC2/", then(follow("Remove"), send), "removal of evidence sent empty"),
    Visit("manager", "/team/hand-over/?from=nobody"),
    Visit("manager", "/team/hand-over/?from=nobody", send, "sent empty"),
    Visit("manager", ROUNDS + "add/"),
    Visit("manager", ROUNDS + "add/", partial(send, q1_name="2022/23 Q2", q4_ends_on_year="2024"), "with faults"),
    Visit("manager", ROUNDS + "2/edit/"),
    Visit("manager", ROUNDS + "2/edit/", late(partial(send, name="Winter"), partial(send, name="Spring")), "too late"),
    Visit("priority-lead", ROUNDS + "2/commentary/1/", state="to write, until the round is closed"),
    Visit("priority-lead", ROUNDS + "2/commentary/1/", send, "sent empty"),
    Visit("manager", ROUNDS + "2/commentary/2/", WRITE_AND_ANSWER, "to answer"),
    Visit("manager", ROUNDS + "2/close/", then(send, follow("Publish"), open_again), "closed, to publish"),
    Visit(
        "manager",
        ROUNDS + "2/close/",
        then(send, follow("Reopen the round"), send, open_again),
        "closed, to reopen, sent empty",
    ),
    Visit("manager", PLAN + "editions/1/errata/add/"),
    Visit("manager", PLAN + "editions/1/errata/add/", send, "sent empty"),
    Visit("manager", "/funding/kirklees-care-association-2021/amend/"),
    Visit("manager", "/funding/kirklees-care-association-2021/amend/", send, "sent empty"),
    Visit("manager", "/funding/kirklees-care-association-2021/close/"),
    Visit("manager", "/funding/kirklees-care-association-2021/close/", send, "sent empty"),
    Visit(
        "manager",
        "/funding/knowsley-complex-needs/close/",
        then(send, follow("Reopen"), send),
        "closed, to reopen, sent empty",
    ),
    Visit("manager", "/funding/knowsley-early-intervention/exit/"),
    Visit("manager", "/funding/knowsley-early-intervention/exit/", send, "sent empty"),
    Visit("manager", "/funding/decisions/add/"),
    Visit("manager", "/funding/decisions/add/", send, "sent empty"),
    Visit("manager", "/funding/decisions/1/edit/"),
    Visit("manager", PRIORITY + "add/"),
    Visit("manager", PRIORITY + "add/", send, "sent empty"),
    Visit("manager", PRIORITY + "2/edit/"),
    Visit("manager", PRIORITY + "2/edit/", partial(send, name=""), "emptied"),
    Visit("manager", PRIORITY + "2/edit/", late(describe("About this."), describe("About that.")), "too late"),
    Visit("priority-lead", PRIORITY + "1/edit/"),
    Visit("priority-lead", ACTION + "add/?priority=1"),
    Visit("priority-lead", ACTION + "add/?priority=1", send, "sent empty"),
    Visit("manager", "/funding/add/", add_row("Add another instalment"), "with one more row"),
    Visit("manager", "/funding/kirklees-care-association-2021/edit/"),
    Visit(
        "manager",
        "/funding/kirklees-care-association-2021/edit/",
        partial(send, **{"contributions-1-percent": "60"}),
        "with shares beyond the total",
    ),
    Visit("manager", ACTION + "SQ3/edit/"),
    Visit("manager", ACTION + "SQ3/edit/", partial(send, **{"milestones-0-title": "", "title": ""}), "emptied"),
    Visit("manager", ACTION + "SQ3/edit/", late(describe("About this."), describe("About that.")), "too late"),
]


def open_first(page: Page) -> None:
    with page.expect_navigation():
        page.locator("#result_list tbody th a").first.click()


def spoil(**typed: str) -> Deed:
    return then(open_first, partial(send, **typed))


def preview(page: Page) -> None:
    page.select_option("[name=other]", label="NHS Knowsley CCG (nhs-knowsley-ccg)")
    with page.expect_navigation():
        page.locator("#choose_form input[type=submit]").click()


CCG = ADMIN + "organisation/?q=NHS+Kirklees+CCG"
NOUNS = ("organisation", "commitment", "decision", "source", "user")
LATE = late(partial(send, note="Said first."), partial(send, note="Said second."))
OF_THE_ADMINISTRATOR = [
    Visit("admin", "/partners/kirklees-care-association/", follow("Erase"), "to erase a contact's details"),
    Visit("admin", "/admin/"),
    Visit("admin", "/admin/password_change/"),
    *(Visit("admin", f"{ADMIN}{noun}/") for noun in NOUNS),
    *(Visit("admin", f"{ADMIN}{noun}/add/") for noun in NOUNS),
    *(Visit("admin", f"{ADMIN}{noun}/add/", send, "sent empty") for noun in ("organisation", "commitment", "user")),
    *(Visit("admin", f"{RECORDS}{noun}/") for noun in ("plan", "action", "update", "round", "allocation")),
    Visit("admin", f"{RECORDS}measure/", open_first, "one"),
    *(Visit("admin", f"{RECORDS}{noun}/", open_first, "one") for noun in ("plan", "action")),
    *(
        Visit("admin", f"{ADMIN}{noun}/", open_first, "one")
        for noun in ("organisation", "commitment", "decision", "user")
    ),
    Visit("admin", ADMIN + "organisation/?q=kirklees"),
    Visit("admin", ADMIN + "organisation/", spoil(name="", started_on="31/02/2022"), "emptied"),
    Visit("admin", ADMIN + "commitment/", spoil(amount="NaN"), "no sum"),
    Visit(
        "admin",
        ADMIN + "organisation/",
        then(open_first, LATE),
        "too late",
    ),
    Visit("admin", ADMIN + "organisation/", then(open_first, follow("History")), "history"),
    Visit("admin", ADMIN + "organisation/", then(open_first, follow("Delete")), "to delete"),
    Visit("admin", CCG, then(open_first, follow("End it"), partial(send, ended_on="31/02/2022")), "not ended"),
    Visit("admin", CCG, then(open_first, follow("Merge another"), preview, send), "not merged"),
    Visit("admin", ADMIN + "merge/"),
]
