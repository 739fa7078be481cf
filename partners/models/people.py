"""The people who sign in, and the roles that say what they may do."""

from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property


class Role(models.TextChoices):
    """The names of the groups that are roles. A person may hold several."""

    OFFICER = "Officer"
    PRIORITY_LEAD = "Priority lead"
    PLAN_MANAGER = "Plan manager"
    CABINET_MEMBER = "Cabinet member"
    ADMINISTRATOR = "Administrator"


class UserQuerySet(models.QuerySet):
    def with_roles(self) -> UserQuerySet:
        """People with the names of their roles, in the one statement that every page spends on who is asking."""
        return self.annotate(role_names=ArrayAgg("groups__name", filter=Q(groups__isnull=False), default=[]))

    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


@pghistory.track(fields=["job_title", "organisation", "is_active", "is_staff"], model_name="UserEvent")
class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in by e-mail. Pages show the job title; the name stays out of the history."""

    email = models.EmailField(
        "e-mail", unique=True, error_messages={"unique": "Somebody signs in with this e-mail already."}
    )
    name = models.CharField(max_length=120, blank=True)
    job_title = models.CharField(max_length=120)
    organisation = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="people"
    )
    is_active = models.BooleanField("can sign in", default=True)
    is_staff = models.BooleanField("can use the administration pages", default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["job_title"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ["job_title", "email"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="email_in_lower_case",
                violation_error_message="Give the e-mail address in lower case.",
            ),
        ]

    def __str__(self) -> str:
        return self.job_title or self.email

    @cached_property
    def roles(self) -> frozenset[str]:
        names = getattr(self, "role_names", None)
        return frozenset(self.groups.values_list("name", flat=True) if names is None else names)


@pghistory.track(obj_field=None)
class PersonRole(User.groups.through):  # type: ignore[name-defined]
    """Who holds which role, so that giving and taking a role leaves history too."""

    class Meta:
        proxy = True
        verbose_name = "role"

    def __str__(self) -> str:
        return f"{self.user} is {Group.objects.get(pk=self.group_id)}"
