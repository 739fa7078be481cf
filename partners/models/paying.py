"""Money on its way: when it is due, when it was paid or came back, and what the recipient says became of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from careplan.rules import fixed, never_deleted, said
from careplan.versions import raises_version_of
from partners.models.funding import Commitment, Contribution, known_pounds, pounds_field
from partners.models.rules import (
    InstalmentPaidStays,
    InstalmentsWithinTotal,
    OfOpenCommitment,
    OwnContribution,
    PaymentAgrees,
    ReturnWithinPaid,
    WithdrawnStays,
)


@pghistory.track()
class Instalment(models.Model):
    """A sum that is planned to be paid on a day: one line of the payment profile."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="instalments")
    contribution = models.ForeignKey(
        Contribution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="instalments",
        verbose_name="whose share",
        help_text="Empty where it is not agreed which funder pays it",
    )
    due_on = models.DateField("due on")
    amount = pounds_field()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) & known_pounds("amount"),
                name="instalment_above_zero",
                violation_error_message="An instalment is more than zero.",
            ),
        ]
        triggers = [
            raises_version_of("commitment"),
            fixed("commitment", name="instalment_stays", words="An instalment stays with its commitment."),
            OfOpenCommitment(pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete),
            OwnContribution(),
            InstalmentPaidStays(),
            InstalmentsWithinTotal("coalesce(NEW.commitment_id, OLD.commitment_id)"),
        ]

    def __str__(self) -> str:
        return f"Instalment of {self.due_on:%-d %B %Y}"


class PaymentQuerySet(models.QuerySet):
    def until(self, day: date) -> PaymentQuerySet:
        return self.filter(paid_on__lte=day)

    def of_money_paid_by(self, day: date | OuterRef) -> PaymentQuerySet:
        """Those until the day, and what has come back of them since."""
        return self.alias(first_paid=Coalesce("reverses__paid_on", "paid_on")).filter(first_paid__lte=day)

    def with_remaining(self) -> PaymentQuerySet:
        """Each with `remaining`: what of it has not come back."""
        came_back = Coalesce(Sum("reversals__amount"), Decimal("0.00"))
        return self.annotate(remaining=F("amount") - came_back)


NET = Sum(Case(When(reverses__isnull=True, then=F("amount")), default=-F("amount")))
"""An aggregate over payments: what was paid, less what came back. None where nothing was paid."""


@pghistory.track()
class Payment(models.Model):
    """Money that was paid on a day, or that came back from a payment: then it `reverses` that one.

    Never changed afterwards: a wrong payment is reversed, whole or in part.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="payments")
    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, null=True, blank=True, related_name="payments")
    contribution = models.ForeignKey(
        Contribution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name="whose share",
        help_text="Follows from the payer where only one funder's share can be meant",
    )
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reversals")
    paid_on = models.DateField()
    amount = pounds_field("amount in pounds, net of VAT that can be recovered")
    payer = models.ForeignKey("partners.Organisation", on_delete=models.PROTECT, related_name="payments_made")
    reference = models.CharField("transaction reference", max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="payments_recorded"
    )

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) & known_pounds("amount"),
                name="payment_above_zero",
                violation_error_message="A payment is more than zero. Money that comes back is a reversal.",
            ),
            models.CheckConstraint(
                condition=Q(reverses__isnull=True) | said("note"),
                name="reversal_says_why",
                violation_error_message="Say why the money came back.",
            ),
        ]
        triggers = [
            raises_version_of("commitment"),
            fixed(
                *("commitment", "instalment", "contribution", "reverses", "paid_on", "amount", "payer"),
                *("reference", "note", "recorded_at", "recorded_by"),
                name="payment_kept",
                words="A payment stays as it was recorded. Reverse it with a reason.",
            ),
            never_deleted("payment_never_deleted", "A payment is never deleted. Reverse it with a reason."),
            OfOpenCommitment(pgtrigger.Insert),
            PaymentAgrees(),
        ]

    def __str__(self) -> str:
        return f"{'Reversal' if self.reverses_id else 'Payment'} of {self.paid_on:%-d %B %Y}"

    @property
    def signed_amount(self) -> Decimal:
        return -self.amount if self.reverses_id else self.amount


class ReturnQuerySet(models.QuerySet):
    def standing(self) -> ReturnQuerySet:
        return self.filter(withdrawn_at__isnull=True)

    def newest_first(self) -> ReturnQuerySet:
        """By the day that each tells of: of two that tell of one day, the later one is right."""
        return self.order_by("-as_at", "-pk")


@pghistory.track()
class Return(models.Model):
    """What the recipient says it had spent by a day, and what it rests on. A wrong one is withdrawn with a reason."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="returns")
    as_at = models.DateField("spent up to", help_text="The last day that the figures cover")
    received_on = models.DateField()
    spent = pounds_field("spent to date in pounds")
    forecast = pounds_field(
        "forecast in pounds", null=True, blank=True, help_text="What the recipient expects to spend in all"
    )
    is_final = models.BooleanField("final return", default=False)
    evidence = models.CharField(
        "what the figures rest on", max_length=300, blank=True, help_text="For example accounts or invoices"
    )
    evidence_url = models.URLField("link", max_length=500, blank=True)
    words = models.TextField("what the money did", blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="returns_recorded"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "partners.User", on_delete=models.PROTECT, null=True, blank=True, related_name="returns_withdrawn"
    )
    withdrawn_because = models.TextField(blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["as_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=known_pounds("spent") & known_pounds("forecast"),
                name="return_not_negative",
                violation_error_message="What is spent or expected cannot be below zero.",
            ),
            models.CheckConstraint(
                condition=Q(received_on__gte=F("as_at")),
                name="return_received_afterwards",
                violation_error_message="A return cannot come before the day that its figures cover.",
            ),
            models.CheckConstraint(
                condition=Q(is_final=False) | said("evidence") | said("evidence_url"),
                name="final_return_has_evidence",
                violation_error_message="A final return says what its figures rest on.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & said("withdrawn_because")),
                name="return_withdrawn_with_reason",
                violation_error_message="Say why the return is withdrawn.",
            ),
        ]
        triggers = [
            raises_version_of("commitment"),
            fixed(
                *("commitment", "as_at", "received_on", "spent", "forecast", "is_final", "evidence"),
                *("evidence_url", "words", "recorded_at", "recorded_by"),
                name="return_kept",
                words="A return stays as it was received. Withdraw it with a reason.",
            ),
            never_deleted("return_never_deleted", "A return is never deleted. Withdraw it with a reason."),
            OfOpenCommitment(pgtrigger.Insert | pgtrigger.Update),
            ReturnWithinPaid(),
            WithdrawnStays(),
        ]

    def __str__(self) -> str:
        return f"Return to {self.as_at:%-d %B %Y}"
