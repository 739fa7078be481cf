"""What a file makes up about a commitment's money as time went on, to show the application with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partners.importing.readers import (
    Entry,
    choice,
    day,
    list_of,
    money,
    optional,
    record,
    reference,
    required,
    reversed_days,
    text,
    word,
)
from partners.models import Condition, ExitAnswer, Payment

account = reference("account")
organisation = reference("organisation")


@dataclass(frozen=True, kw_only=True)
class InstalmentEntry(Entry):
    """What is due on a day: from each of `shares`, or of the whole where it names none."""

    due: date = required(day)
    amount: Decimal = required(money)
    shares: tuple[str, ...] = optional(list_of(organisation), ())


@dataclass(frozen=True, kw_only=True)
class CameBackEntry(Entry):
    paid: date = required(day, key="on")
    amount: Decimal = required(money)
    why: str = required(text(Payment, "note"))


@dataclass(frozen=True, kw_only=True)
class PaymentEntry(Entry):
    """A payment of the instalment that was `due` on a day, and what of it came back."""

    paid: date = required(day, key="on")
    amount: Decimal = required(money)
    payer: str = required(organisation)
    due: date = required(day)
    reference: str = required(text(Payment, "reference"))
    came_back: CameBackEntry | None = optional(record(CameBackEntry))

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.came_back:
            words = "money cannot come back before it was paid"
            yield from reversed_days(self.paid, self.came_back.paid, "came_back", words)


@dataclass(frozen=True, kw_only=True)
class ReturnEntry(Entry):
    as_at: date = required(day)
    received: date = required(day)
    spent: Decimal = required(money)
    forecast: Decimal | None = optional(money)
    words: str = required(word)


@dataclass(frozen=True, kw_only=True)
class ConditionEntry(Entry):
    kind: str = required(choice(Condition.Kind))
    words: str = required(text(Condition, "words"))
    due: date = required(day)
    met: date | None = optional(day)


@dataclass(frozen=True, kw_only=True)
class ExtensionEntry(Entry):
    """A new last day, agreed without more money."""

    agreed: date = required(day)
    ends: date = required(day)
    why: str = required(word)


@dataclass(frozen=True, kw_only=True)
class UndecidedEntry(Entry):
    """An answer to the exit question: it is to be decided by a day."""

    answered: date = required(day)
    decide_by: date = required(day)
    words: str = required(text(ExitAnswer, "words"))


@dataclass(frozen=True, kw_only=True)
class MoneyEntry(Entry):
    planned: date = required(day)
    ends: date | None = optional(day)
    looked_after_by: str = optional(account, "")
    instalments: tuple[InstalmentEntry, ...] = optional(list_of(record(InstalmentEntry)), ())
    payments: tuple[PaymentEntry, ...] = optional(list_of(record(PaymentEntry)), ())
    returns: tuple[ReturnEntry, ...] = optional(list_of(record(ReturnEntry)), ())
    conditions: tuple[ConditionEntry, ...] = optional(list_of(record(ConditionEntry)), ())
    extension: ExtensionEntry | None = optional(record(ExtensionEntry))
    exit_question: UndecidedEntry | None = optional(record(UndecidedEntry))

    def problems(self) -> Iterator[tuple[str, str]]:
        yield from reversed_days(self.planned, self.ends, "ends", "the money ends before it is planned")
        due = {instalment.due for instalment in self.instalments}
        for payment in self.payments:
            if payment.due not in due:
                yield "payments", f"no instalment is due on {payment.due:%-d %B %Y}"
