"""Organisations, and how they change: their names, identifiers, members and contacts over time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from careplan.periods import Period, in_order, refuse_reversed
from careplan.search import Searched, joined
from careplan.versions import Versioned, VersionedQuerySet, raises_version_of
from partners.identifiers import IDENTIFIER_FORMATS, tidy
from partners.models.handing_over import MembershipQuerySet
from partners.models.succession import Step, StepsOn, told

LAST_DAY_FIRST = "The last day is before the first day."

_NAMES = joined("name", "partners_organisationname", "organisation_id")
_IDENTIFIERS = joined("value", "partners_identifier", "organisation_id")


class OrganisationQuerySet(VersionedQuerySet):
    def search(self, words: str) -> OrganisationQuerySet:
        """Those that bear or bore the words in a name, or hold the identifier."""
        names = OrganisationName.objects.filter(name__icontains=words).values("organisation")
        identifiers = Identifier.objects.filter(value__iexact=words).values("organisation")
        return self.filter(Q(name__icontains=words) | Q(pk__in=names) | Q(pk__in=identifiers))

    def for_display(self) -> OrganisationQuerySet:
        """With what became of each, in the same statement however many steps that took."""
        return self.annotate(steps_on=StepsOn(F("pk")))

    def tell_steps_on(self, organisations: Iterable[Organisation]) -> None:
        """Give organisations that are there already what `for_display` does, in one statement."""
        each = list(organisations)
        found = self.for_display().filter(pk__in={one.pk for one in each}).values_list("pk", "steps_on")
        steps = dict(found)
        for one in each:
            one.steps_on = steps[one.pk]


@pghistory.track(exclude=["version"])
class Organisation(Versioned):
    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        CENTRAL_GOVERNMENT = "central_government", "Central government"
        NHS_COMMISSIONER = "nhs_commissioner", "NHS commissioner"
        NHS_PROVIDER = "nhs_provider", "NHS provider"
        NHS_REPORTING_AREA = "nhs_reporting_area", "NHS reporting area"
        CARE_ASSOCIATION = "care_association", "Care association"
        CARE_PROVIDER = "care_provider", "Care provider"
        VOLUNTARY = "voluntary", "Voluntary or community body"
        PARTNERSHIP = "partnership", "Partnership"
        OTHER = "other", "Other"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200, help_text="The name people use; other names are listed below it")
    kind = models.CharField(max_length=20, choices=Kind)
    is_legal_entity = models.BooleanField("legal entity", null=True, blank=True)
    started_on = models.DateField("first day", null=True, blank=True)
    ended_on = models.DateField("last day", null=True, blank=True)
    note = models.TextField(blank=True)
    source = models.ForeignKey(
        "partners.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="organisations"
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta(Versioned.Meta):
        ordering = ["name"]
        constraints = [
            in_order("started_on", "ended_on", name="organisation_days_in_order", words=LAST_DAY_FIRST),
        ]
        triggers = [*Versioned.Meta.triggers, Searched(f"concat_ws(' ', NEW.name, {_NAMES}, {_IDENTIFIERS})")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:organisation", args=[self.slug])

    def has_ended(self, today: date) -> bool:
        return self.ended_on is not None and self.ended_on < today

    def name_on(self, day: date) -> str:
        """The name it bore on the day: a former one, where its last day is known and was not over."""
        former = (name for name in self.names.all() if name.kind == OrganisationName.Kind.FORMER)
        return next((name.name for name in former if name.was_borne_on(day)), self.name)

    @cached_property
    def steps_on(self) -> list[Step]:
        """What became of it, and of that in turn. Costs a statement unless it was fetched `for_display`."""
        return Organisation.objects.for_display().values_list("steps_on", flat=True).get(pk=self.pk)

    def succession_words(self, today: date) -> str:
        """What became of it as plain text, as `successor_links` has it with links; empty where nothing did."""
        return "".join(f"{before}{step.name}{after}" for before, step, after in told(self.steps_on, self.pk, today))


@pghistory.track()
class OrganisationName(models.Model):
    """Another name of an organisation: its legal or short one, a former one, or as somebody wrote it."""

    class Kind(models.TextChoices):
        LEGAL = "legal", "Legal name"
        SHORT = "short", "Short name"
        FORMER = "former", "Former name"
        AS_WRITTEN = "as_written", "As somebody wrote it"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind)
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to (last day)", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "kind"],
                name="organisation_name_once",
                violation_error_message="This name is listed already.",
            ),
            in_order("from_on", "to_on", name="organisation_name_days_in_order", words=LAST_DAY_FIRST),
        ]
        triggers = [raises_version_of("organisation")]

    def __str__(self) -> str:
        return self.name

    def was_borne_on(self, day: date) -> bool:
        return self.to_on is not None and (self.from_on or day) <= day <= self.to_on


def _identifier_format(scheme: str, pattern: str, words: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=~Q(scheme=scheme) | Q(value__regex=pattern),
        name=f"identifier_{scheme.lower().replace('-', '_')}_format",
        violation_error_message=words,
    )


@pghistory.track()
class Identifier(models.Model):
    """A code in a register. Codes outlive the bodies they named, so each has its own period of validity."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20, help_text="For example GB-CHC, GB-COH, GB-LAE, GB-NHS or GSS")
    value = models.CharField(max_length=80)
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to (last day)", null=True, blank=True)
    is_verified = models.BooleanField("verified", default=False)
    note = models.CharField("evidence or note", max_length=300, blank=True)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            *(_identifier_format(scheme, pattern, words) for scheme, (pattern, words) in IDENTIFIER_FORMATS.items()),
            models.CheckConstraint(
                condition=Q(scheme__regex=r"^\S+$") & Q(value__regex=r"^\S(.*\S)?$"),
                name="identifier_said",
                violation_error_message="Give the scheme and the identifier without spaces around them.",
            ),
            in_order("from_on", "to_on", name="identifier_days_in_order", words=LAST_DAY_FIRST),
            ExclusionConstraint(
                name="identifier_held_once",
                expressions=[("scheme", "="), ("value", "="), (Period("from_on", "to_on"), "&&")],
                violation_error_message="This identifier is held by an organisation already at that time.",
            ),
        ]
        triggers = [raises_version_of("organisation")]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"

    def clean(self) -> None:
        self.scheme, self.value = tidy(self.scheme, self.value)
        refuse_reversed(self.from_on, self.to_on, field="to_on", words=LAST_DAY_FIRST)


@pghistory.track()
class Membership(models.Model):
    """An organisation's membership in another, such as a provider's in an association."""

    member = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    association = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to (last day)", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(member=F("association")),
                name="membership_in_another",
                violation_error_message="An organisation cannot be a member of itself.",
            ),
            in_order("from_on", "to_on", name="membership_days_in_order", words=LAST_DAY_FIRST),
            ExclusionConstraint(
                name="membership_once_at_a_time",
                expressions=[("member", "="), ("association", "="), (Period("from_on", "to_on"), "&&")],
                violation_error_message="This membership is recorded already for that time.",
            ),
        ]
        triggers = [raises_version_of("association"), raises_version_of("member")]

    def __str__(self) -> str:
        return f"{self.member} in {self.association}"

    def clean(self) -> None:
        refuse_reversed(self.from_on, self.to_on, field="to_on", words=LAST_DAY_FIRST)


@pghistory.track(exclude=["person", "email", "phone"])
class Contact(models.Model):
    """A role at an organisation and perhaps the person in it. Personal details stay out of the history."""

    class Precision(models.TextChoices):
        DAY = "day", "Day"
        MONTH = "month", "Month"
        YEAR = "year", "Year"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    role = models.CharField(max_length=120)
    person = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    known_on = models.DateField("known to be right on", null=True, blank=True)
    erased_on = models.DateField("personal details erased on", null=True, blank=True, editable=False)
    known_precision = models.CharField("to the", max_length=5, choices=Precision, default=Precision.DAY)
    source = models.ForeignKey(
        "partners.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )

    class Meta:
        ordering = ["role"]
        triggers = [raises_version_of("organisation")]

    def __str__(self) -> str:
        return self.role

    @property
    def has_personal_details(self) -> bool:
        return bool(self.person or self.email or self.phone)
