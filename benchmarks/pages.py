"""The pages measured, each as the person who mostly comes to it, and what DESIGN allows them to cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from partners.models import User
from priorities.models import Action, Round

PLAN = "/plans/plan-1/"
DASHBOARD, LIST, SAVED = "Dashboard of a plan", "List of actions", "Saving an update"
MEASURES = "100 measures of 40 periods"
ADMIN_LIST, ADMIN_SAVED = "Admin: list of the same actions", "Admin: saving an update"


@dataclass(frozen=True)
class Page:
    name: str
    who: str
    address: str
    typed: Callable[[], dict[str, object]] | None = None
    """What is posted; nothing where the page is only looked at."""

    @property
    def good(self) -> int:
        return 200 if self.typed is None else 302

    @property
    def floor(self) -> Page:
        return Page("floor", self.who, f"/floor/{self.name}/")

    def ready(self, client: Client) -> Callable[[], HttpResponse]:
        """The request, with all that it sends made ready, so that only the answer is timed."""
        if self.typed is None:
            return partial(client.get, self.address, secure=True)
        return partial(client.post, self.address, self.typed(), secure=True)


def pages() -> list[Page]:
    """Seen on the first plan's first actions, which are the same at any size."""
    looked_at, saved_to, saved_in_admin = _in_progress()[:3]
    return [
        Page("Your work", "officer", "/"),
        Page(DASHBOARD, "manager", PLAN),
        Page("Priority", "manager", f"{PLAN}priorities/1/"),
        Page(LIST, "manager", f"{PLAN}actions/"),
        Page("Action", "manager", f"{PLAN}actions/{looked_at.code}/"),
        Page("Its whole story", "manager", f"{PLAN}actions/{looked_at.code}/history/"),
        Page("Update form", "manager", f"{PLAN}actions/{looked_at.code}/update/"),
        Page(SAVED, "manager", f"{PLAN}actions/{saved_to.code}/update/", lambda: _update_of(saved_to)),
        Page("Team", "manager", "/team/?plan=plan-1"),
        Page(MEASURES, "manager", "/plans/measured/measures/"),
        Page("Measure", "manager", "/plans/measured/measures/measure-1/"),
        Page("Slippage ledger", "manager", f"{PLAN}dates/"),
        Page("Reports", "manager", f"{PLAN}rounds/"),
        Page("Round", "manager", _open_round().get_absolute_url()),
        Page("Edition", "manager", f"{PLAN}editions/1/"),
        Page("What moved since an edition", "manager", f"{PLAN}compare/?from=1&to=today"),
        Page("Progress over time", "manager", f"{PLAN}over-time/"),
        Page("Commitments", "manager", "/funding/"),
        Page("Commitment", "manager", "/funding/commitment-62/"),
        Page("Partners", "manager", "/partners/"),
        Page("Partner", "manager", "/partners/partner-3/"),
        Page("Search", "manager", "/search/?q=carers"),
        Page(ADMIN_LIST, "administrator", "/compared/priorities/action/?plan=1"),
        Page(
            ADMIN_SAVED,
            "administrator",
            "/compared/priorities/update/add/",
            lambda: _update_in_admin(saved_in_admin),
        ),
    ]


def signed_in(person: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=f"{person}@bench.example"))
    return client


def _open_round() -> Round:
    return Round.objects.select_related("plan").filter(plan=1, closed_on=None).latest("as_at")


def _in_progress() -> list[Action]:
    return list(Action.objects.filter(plan=1, stage=Action.Stage.IN_PROGRESS).exclude(rating="").order_by("pk")[:3])


WORDS = {
    "rating": "amber",
    "done": "The first visits were made and the carers told us what would help them most.",
    "next": "Homes in the south of the borough follow next quarter.",
    "reason": "Recruitment closed with eleven applications for four places.",
    "path_to_green": "Two providers have signed the agreement and start in May.",
}


def _update_of(action: Action) -> dict[str, object]:
    action.refresh_from_db(fields=["version"])
    return {**WORDS, "version": action.version, "seen_at": timezone.now().isoformat()}


def _update_in_admin(action: Action) -> dict[str, object]:
    now = timezone.localtime()
    day, time = now.date().isoformat(), now.strftime("%H:%M:%S")
    return {**WORDS, "action": action.pk, "posted_on": day, "posted_at_0": day, "posted_at_1": time}
