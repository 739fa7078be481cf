"""Made-up money as rows, in the order of their days. Each says of itself that it is illustrative."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import models

from partners.importing.desk import Desk, Event, refusals_at
from partners.importing.happened import InstalmentEntry, MoneyEntry, PaymentEntry
from partners.importing.organisations import Organisations
from partners.models import (
    Amendment,
    Commitment,
    Condition,
    Contribution,
    ExitAnswer,
    Instalment,
    Payment,
    Return,
    User,
)


def illustrative(words: str = "") -> str:
    return f"Illustrative. {words}".strip()


class Happenings:
    """What happened to the money of a file's commitments, day by day."""

    def __init__(self, desk: Desk, organisations: Organisations, people: Mapping[str, User]):
        self._desk, self._organisations, self._people = desk, organisations, people

    def put_terms(self, commitment: Commitment, entry: MoneyEntry) -> None:
        """Its last day, as first agreed, and who is asked about it."""
        if self._desk.writes and not commitment.ends_on:
            commitment.ends_on = entry.ends
            commitment.looked_after_by = self._people.get(entry.looked_after_by)
            with refusals_at(entry.at):
                commitment.save(update_fields=["ends_on", "looked_after_by"])

    def of(self, commitment: Commitment, entry: MoneyEntry) -> Iterator[Event]:
        if commitment.pk is None:
            return
        for instalment in entry.instalments:
            yield from self._instalments(commitment, instalment, entry)
        for payment in entry.payments:
            yield from self._payments(commitment, payment)
        yield from self._returns(commitment, entry)
        yield from self._conditions(commitment, entry)
        yield from self._terms(commitment, entry)

    def _instalments(self, commitment: Commitment, entry: InstalmentEntry, money: MoneyEntry) -> Iterator[Event]:
        for share in entry.shares or [None]:
            whose = self._share(commitment, share) if share else None
            find = {"commitment": commitment, "contribution": whose, "due_on": entry.due, "amount": entry.amount}
            yield _made(money.planned, entry.at, Instalment, find, note=illustrative())

    def _payments(self, commitment: Commitment, entry: PaymentEntry) -> Iterator[Event]:
        payer = self._organisations[entry.payer]
        find = {"commitment": commitment, "reference": entry.reference, "reverses": None}

        def pay() -> None:
            due = Instalment.objects.filter(commitment=commitment, due_on=entry.due)
            instalment = due.filter(contribution__funder=payer).first() or due.filter(contribution=None).first()
            values = {"paid_on": entry.paid, "amount": entry.amount, "payer": payer, "note": illustrative()}
            Payment.objects.create(**find, **values, instalment=instalment)

        yield Event(entry.paid, entry.at, Payment, find, pay)
        if back := entry.came_back:
            of_it = {"commitment": commitment, "reverses__reference": entry.reference}

            def come_back() -> None:
                paid = Payment.objects.get(**find)
                values = {"paid_on": back.paid, "amount": back.amount, "note": illustrative(back.why)}
                Payment.objects.create(commitment=commitment, reverses=paid, payer=payer, **values)

            yield Event(back.paid, back.at, Payment, of_it, come_back)

    def _returns(self, commitment: Commitment, entry: MoneyEntry) -> Iterator[Event]:
        for each in entry.returns:
            find = {"commitment": commitment, "as_at": each.as_at, "received_on": each.received, "spent": each.spent}
            told = {"forecast": each.forecast, "evidence": illustrative(), "words": illustrative(each.words)}
            yield _made(each.received, each.at, Return, find, **told)

    def _conditions(self, commitment: Commitment, entry: MoneyEntry) -> Iterator[Event]:
        for each in entry.conditions:
            find = {"commitment": commitment, "kind": each.kind, "words": each.words, "due_on": each.due}
            yield _made(entry.planned, each.at, Condition, find, met_on=each.met, note=illustrative())

    def _terms(self, commitment: Commitment, entry: MoneyEntry) -> Iterator[Event]:
        """A new last day, and what became of the exit question."""
        if new := entry.extension:
            find = {"commitment": commitment, "kind": Amendment.Kind.EXTENSION, "agreed_on": new.agreed}
            terms = {"ends_on": new.ends, "reason": illustrative(new.why)}
            yield _made(new.agreed, new.at, Amendment, find, **terms)
        if answer := entry.exit_question:
            find = {"commitment": commitment, "answered_on": answer.answered}
            undecided = {"outcome": ExitAnswer.Outcome.UNDECIDED, "decide_by": answer.decide_by}
            words = illustrative(answer.words)
            yield _made(answer.answered, answer.at, ExitAnswer, find, **undecided, words=words)

    def _share(self, commitment: Commitment, funder: str) -> Contribution | None:
        return Contribution.objects.filter(commitment=commitment, funder=self._organisations[funder]).first()


def _made(day: date, at: str, row: type[models.Model], find: dict[str, Any], **values: Any) -> Event:
    return Event(day, at, row, find, lambda: row._default_manager.create(**find, **values))
