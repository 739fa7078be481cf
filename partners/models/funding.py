"""Money promised: one record from announcement to close-out. All sums are decimal pounds with two places."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from careplan import money
from careplan.periods import in_order
from careplan.rules import fixed, refuse, said
from careplan.search import Searched, joined
from careplan.versions import Versioned, VersionedQuerySet, raises_version_of
from partners.models.handing_over import ContributionQuerySet, HandsOver
from partners.models.rules import AmountByAmendment, ClosedByClosure, InstalmentsWithinTotal, PaidWithinAgreed

SHARES_EXCEED = "The funders' known shares come to more than the total."
SHARES_FALL_SHORT = "All the funders' shares are known, so they must make the total."


MOST_POUNDS = Decimal("999999999999.99")

_PURPOSES = joined("purpose", "partners_purposeline", "commitment_id")
_STATEMENTS = joined("words", "partners_statement", "commitment_id")


def known_pounds(field: str) -> Q:
    """The sum is not below zero, and a number: to Postgres, NaN is more than any of them."""
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__range": (0, MOST_POUNDS)})


def pounds_field(name: str = "amount in pounds", **options) -> models.DecimalField:
    return models.DecimalField(
        name, max_digits=14, decimal_places=2, validators=[MinValueValidator(Decimal("0.00"))], **options
    )


class _SharesMakeTheTotal(pgtrigger.Trigger):
    """Known shares never exceed the total; when all are known they make it, to the rounding of published per cents.

    Checked when the transaction ends, so that shares may be typed one after the other. A total that is not published
    limits per cents only; beside them, any pounds are a share that cannot be compared.
    """

    def __init__(self, commitment: str, operation: pgtrigger.Operation):
        super().__init__(
            name="shares_make_total",
            when=pgtrigger.After,
            operation=operation,
            timing=pgtrigger.Deferred,
            declare=[
                ("total", "numeric"),
                ("pounds", "numeric"),
                ("percents", "numeric"),
                ("published", "integer"),
                ("unknown", "integer"),
                ("known", "numeric"),
                ("slack", "numeric"),
            ],
            func=f"""
                SELECT amount INTO total FROM partners_commitment WHERE id = {commitment} FOR NO KEY UPDATE;
                SELECT coalesce(sum(amount), 0), coalesce(sum(percent), 0), count(percent),
                       count(*) FILTER (WHERE amount IS NULL AND percent IS NULL)
                  INTO pounds, percents, published, unknown
                  FROM partners_contribution WHERE commitment_id = {commitment};
                IF total IS NULL THEN
                    IF pounds > 0 THEN unknown := unknown + 1; END IF;
                    pounds := 0;
                    total := 100;
                END IF;
                known := pounds + total * percents / 100;
                slack := total * 0.00005 * published;
                IF known > total + slack THEN
                    {refuse("shares_within_total", SHARES_EXCEED)}
                END IF;
                IF unknown = 0 AND known < total - slack
                   AND EXISTS (SELECT FROM partners_contribution WHERE commitment_id = {commitment}) THEN
                    {refuse("shares_make_total", SHARES_FALL_SHORT)}
                END IF;
                RETURN NULL;
            """,
        )


def _closed_stays() -> pgtrigger.Trigger:
    """The terms of a closed commitment stay; its parties may still be merged with their doubles."""
    terms = ("amount", "qualifier", "is_recurring", "starts_on", "ends_on", "decision")
    return pgtrigger.Trigger(
        name="closed_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*terms),
        func=f"""
            IF OLD.closed_on IS NOT NULL THEN
                {refuse("closed_commitment_stays", "This commitment is closed. Reopen it with a reason first.")}
            END IF;
            RETURN NEW;
        """,
    )


class CommitmentQuerySet(HandsOver, VersionedQuerySet):  # type: ignore[override]
    passing = {"held_by": Q(closed_on__isnull=True)}

    def counted_on(self, day: date) -> CommitmentQuerySet:
        """Money whose decision, award or announcement is not later than `day`. Undated money counts, and is marked."""
        counts_from = Coalesce("decision__decided_on", "awarded_on", "announced_on")
        return self.alias(counts_from=counts_from).filter(Q(counts_from__lte=day) | Q(counts_from__isnull=True))

    def search(self, words: str) -> CommitmentQuerySet:
        """By title or reference, or by the name of a funder or the recipient."""
        if not words:
            return self
        funded = Contribution.objects.filter(funder__name__icontains=words).values("commitment")
        received = Q(recipient__name__icontains=words)
        return self.filter(Q(title__icontains=words) | Q(reference__icontains=words) | received | Q(pk__in=funded))


@pghistory.track(exclude=["version"])
class Commitment(Versioned):
    """One record of money promised."""

    class Kind(models.TextChoices):
        GRANT = "grant", "Grant"
        GRANT_SCHEME = "grant_scheme", "Grant scheme"
        CONTRACT = "contract", "Contract"
        SECTION_75 = "s75", "Section 75 pool"
        SECTION_76 = "s76", "Section 76 payment"
        SECTION_256 = "s256", "Section 256 payment"
        SECTION_257 = "s257", "Section 257 payment"
        BETTER_CARE_FUND = "bcf", "Better Care Fund"
        INTERNAL_BUDGET = "internal_budget", "Internal budget"
        OTHER = "other", "Other"
        UNKNOWN = "unknown", "Not known"

    class Qualifier(models.TextChoices):
        EXACT = "exact", "Exactly"
        UP_TO = "up_to", "Up to"
        MORE_THAN = "more_than", "More than"
        ESTIMATED = "estimated", "Estimated"

    QUALIFYING_WORDS = {
        Qualifier.EXACT: "",
        Qualifier.UP_TO: "up to ",
        Qualifier.MORE_THAN: "more than ",
        Qualifier.ESTIMATED: "about ",
    }

    reference = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=15, choices=Kind)
    amount = pounds_field("total in pounds", null=True, blank=True, help_text="Empty where it is not published")
    qualifier = models.CharField(max_length=9, choices=Qualifier, default=Qualifier.EXACT)
    is_recurring = models.BooleanField("recurring, per year", default=False)
    recipient = models.ForeignKey(
        "partners.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="commitments_received"
    )
    held_by = models.ForeignKey(
        "partners.Organisation",
        on_delete=models.PROTECT,
        related_name="commitments_held",
        verbose_name="organisation that holds it",
    )
    announced_on = models.DateField(null=True, blank=True)
    awarded_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField("period from", null=True, blank=True)
    ends_on = models.DateField("period to (last day)", null=True, blank=True)
    financial_years = ArrayField(models.CharField(max_length=7), default=list, blank=True)
    period_note = models.CharField("period in words", max_length=300, blank=True)
    decision = models.ForeignKey(
        "partners.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    share_rule = models.CharField("how the cost is shared, in words", max_length=300, blank=True)
    wider_aims = models.TextField(blank=True, help_text="One a line")
    note = models.TextField(blank=True)
    is_withheld = models.BooleanField("not for publication", default=False)
    department = models.CharField(
        max_length=120, blank=True, help_text="The department of the council that awards the money"
    )
    looked_after_by = models.ForeignKey(
        "partners.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments_looked_after",
        help_text="Who is asked about it; without anybody, every plan manager is",
    )
    closed_on = models.DateField("closed out on", null=True, blank=True, editable=False)
    source = models.ForeignKey(
        "partners.Source", on_delete=models.PROTECT, null=True, blank=True, related_name="commitments"
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta(Versioned.Meta):
        ordering = ["title"]
        indexes = [models.Index(fields=["title", "id"], name="commitment_by_title")]
        constraints = [
            models.CheckConstraint(
                condition=known_pounds("amount"),
                name="commitment_amount_not_negative",
                violation_error_message="A sum of money promised cannot be below zero.",
            ),
            models.CheckConstraint(
                condition=Q(recipient__isnull=False) | Q(kind__in=["internal_budget", "grant_scheme"]),
                name="commitment_recipient_by_kind",
                violation_error_message="Say who receives the money; only an internal budget or a scheme has none.",
            ),
            in_order(
                "starts_on", "ends_on", name="commitment_days_in_order", words="The period ends before it starts."
            ),
        ]
        triggers = [
            *Versioned.Meta.triggers,
            _SharesMakeTheTotal("NEW.id", pgtrigger.UpdateOf("amount")),
            AmountByAmendment(),
            PaidWithinAgreed(),
            InstalmentsWithinTotal("NEW.id", pgtrigger.UpdateOf("amount", "qualifier", "is_recurring")),
            _closed_stays(),
            ClosedByClosure(),
            Searched("NEW.reference || ' ' || NEW.title", f"concat_ws(' ', {_PURPOSES}, {_STATEMENTS})"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("funding:commitment", args=[self.reference])

    @property
    def agreed_on(self) -> date | None:
        """The day from which the money counts: of its decision, else its award, else its announcement."""
        decided_on = self.decision.decided_on if self.decision else None
        return decided_on or self.awarded_on or self.announced_on

    @property
    def is_limited(self) -> bool:
        """Whether no more than the total may be paid or planned: of one-off money, exact or a ceiling."""
        return not self.is_recurring and self.qualifier in (self.Qualifier.EXACT, self.Qualifier.UP_TO)

    @property
    def total_words(self) -> str:
        """The total as it was promised: "up to £119,000", "more than £220,000", "£8,600,000 a year"."""
        if self.amount is None:
            return "Not published"
        sum_words = f"{self.QUALIFYING_WORDS[self.Qualifier(self.qualifier)]}{money.exactly(self.amount)}"
        return f"{sum_words} a year" if self.is_recurring else sum_words


@pghistory.track()
class Contribution(models.Model):
    """What one funder puts in: an amount, a per cent or neither. Unknown is never zero and never an assumed half."""

    class Basis(models.TextChoices):
        PUBLISHED = "published", "Published"
        DERIVED = "derived", "Derived"
        UNKNOWN = "unknown", "Not published"

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="contributions")
    funder = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="contributions")
    passed_to = models.ForeignKey(
        "partners.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="contributions_passed_to",
        verbose_name="successor that pays it now",
        help_text="Set by an amendment; the funder stays the one that promised it",
    )
    amount = pounds_field(null=True, blank=True)
    percent = models.DecimalField(
        "per cent",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    basis = models.CharField(max_length=9, choices=Basis, default=Basis.UNKNOWN)
    mechanism = models.CharField(max_length=120, blank=True, help_text="For example section 256; empty if not stated")
    note = models.CharField(max_length=300, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "funder"],
                name="contribution_once_per_funder",
                violation_error_message="This funder's contribution is listed already.",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(percent__isnull=True),
                name="contribution_amount_or_percent",
                violation_error_message="Give the share as an amount or as a per cent, not both.",
            ),
            models.CheckConstraint(
                condition=(Q(amount__isnull=True) & Q(percent__isnull=True)) ^ ~Q(basis="unknown"),
                name="contribution_basis_of_a_known_share",
                violation_error_message="A share is published or derived where it is given, else not published.",
            ),
            models.CheckConstraint(
                condition=known_pounds("amount") & (Q(percent__isnull=True) | Q(percent__range=(0, 100))),
                name="contribution_within_bounds",
                violation_error_message="A share is not below zero and not above 100 per cent.",
            ),
        ]
        triggers = [
            raises_version_of("commitment"),
            fixed("commitment", name="contribution_stays", words="A contribution stays with its commitment."),
            _SharesMakeTheTotal(
                "coalesce(NEW.commitment_id, OLD.commitment_id)",
                pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.funder} to {self.commitment}"

    @property
    def computed_amount(self) -> Decimal | None:
        """The published per cent in pounds of the stated total: shown as computed, never stored."""
        if self.percent is None or self.commitment.amount is None:
            return None
        return (self.commitment.amount * self.percent / 100).quantize(Decimal("0.01"))


@pghistory.track()
class PurposeLine(models.Model):
    """What some of the money is for, in words, with its sum where that is published."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="purposes")
    purpose = models.CharField(max_length=300)
    amount = pounds_field(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=said("purpose"),
                name="purpose_said",
                violation_error_message="Say what the money is for.",
            ),
            models.CheckConstraint(
                condition=known_pounds("amount"),
                name="purpose_amount_not_negative",
                violation_error_message="A sum of money promised cannot be below zero.",
            ),
        ]
        triggers = [raises_version_of("commitment")]

    def __str__(self) -> str:
        return self.purpose


@pghistory.track()
class Statement(models.Model):
    """What a source says about a commitment, in its own words. Where sources differ, all are shown."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="statements")
    source = models.ForeignKey("partners.Source", on_delete=models.PROTECT, related_name="statements")
    words = models.TextField()

    class Meta:
        ordering = ["pk"]
        triggers = [raises_version_of("commitment")]

    def __str__(self) -> str:
        return f"{self.source} on {self.commitment}"
