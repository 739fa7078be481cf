"""Who may do what: a permission is a table of roles and ties, and one table answers for one object and for a list.

Roles are groups; a tie is what binds a person to a row, such as leading it. The same table serves views, lists, the
admin, exports and mail, so that a list never shows what its single object refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from partners.models import Role, User


@dataclass(frozen=True)
class Tie:
    """What binds a person to a row: the question for one row, and the same question for a list."""

    binds: Callable[[User, Any], bool]
    rows: Callable[[User], Q]


ANY = Tie(binds=lambda user, row: True, rows=lambda user: Q(pk__isnull=False))


def both(first: Tie, second: Tie) -> Tie:
    return Tie(
        lambda user, row: first.binds(user, row) and second.binds(user, row),
        lambda user: first.rows(user) & second.rows(user),
    )


@dataclass(frozen=True)
class Permission:
    ties: Mapping[Role, tuple[Tie, ...]]
    refusal: str

    def allows(self, user: User, row: Any) -> bool:
        return any(tie.binds(user, row) for tie in self._ties_of(user))

    def among(self, rows: QuerySet, user: User) -> QuerySet:
        """The rows of the list that `allows` would allow."""
        bound = Q(pk__in=[])
        for tie in self._ties_of(user):
            bound |= tie.rows(user)
        return rows.filter(bound)

    def require(self, user: User, row: Any) -> None:
        """Raise PermissionDenied, in words, unless the person may."""
        if not self.allows(user, row):
            raise PermissionDenied(self.refusal)

    def _ties_of(self, user: User) -> list[Tie]:
        return [tie for role, ties in self.ties.items() if role in user.roles for tie in ties]


class RoleRequiredMiddleware:
    """Somebody who signs in but holds no role yet sees nothing, and is told whom to ask."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        open_to_all = not getattr(view, "login_required", True)
        own_account = request.resolver_match is not None and request.resolver_match.route.startswith("accounts/")
        if not (open_to_all or own_account) and isinstance(request.user, User) and not request.user.roles:
            raise PermissionDenied("You have no role yet. Ask your administrator to give you one.")
