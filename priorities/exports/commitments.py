"""The list of commitments as a file. What is not known, or not recorded, is an empty cell, never a nought."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from partners.exits import Exit
from partners.figures import Figures

COLUMNS = [
    "Reference",
    "Commitment",
    "Kind",
    "Funders",
    "Recipient",
    "Held by",
    "Agreed on",
    "Total is",
    "Agreed",
    "Per year",
    "Paid",
    "To pay",
    "Spent",
    "Unspent",
    "Not yet reported",
    "From",
    "Ends",
    "Exit question open",
    "Closed",
    "Not for publication",
]


def rows(commitments: QuerySet) -> Iterator[list[Any]]:
    """A row per commitment of `CommitmentList.rows`, in one statement."""
    for row in commitments.iterator():
        figures, exit_question = Figures.of(row), Exit.of(row)
        yield [
            row.reference,
            row.title,
            row.get_kind_display(),
            "; ".join(row.funder_names),
            row.recipient.name if row.recipient else "",
            row.held_by.name,
            row.agreed_on,
            row.get_qualifier_display().lower(),
            figures.agreed,
            row.is_recurring,
            figures.paid,
            figures.to_pay,
            figures.spent,
            figures.unspent,
            figures.not_reported,
            row.starts_on,
            row.ends_on,
            bool(exit_question and exit_question.is_open),
            row.closed_on,
            row.is_withheld,
        ]
