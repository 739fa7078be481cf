"""How long the files of money take, to their last byte."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from django.test import override_settings

from benchmarks.budgets import Budget
from benchmarks.pages import signed_in
from partners.models import Commitment

MOST_SECONDS = 3
LEAST_COMMITMENTS = 2_000
FILES = {"360Giving, JSON": "/funding/360giving.json", "Commitments, CSV": "/funding/commitments.csv"}
TURNS = 3


def exports() -> Iterator[Budget]:
    """The best of some turns for each file, with every commitment a grant; nothing where there are too few."""
    count = Commitment.objects.count()
    if count < LEAST_COMMITMENTS:
        return
    Commitment.objects.update(kind=Commitment.Kind.GRANT, is_recurring=False)
    for name, address in FILES.items():
        took, size = min(_taken(address) for _ in range(TURNS))
        measured = f"{took:.2f} s, {size / 1000:,.0f} kB"
        yield Budget(f"{name} of {count:,} commitments, under {MOST_SECONDS} s", measured, took < MOST_SECONDS)


@override_settings(THREESIXTY_PREFIX="360G-bench")
def _taken(address: str) -> tuple[float, int]:
    client = signed_in("manager")
    start = perf_counter()
    response = client.get(address, secure=True)
    size = sum(len(piece) for piece in response.streaming_content)  # type: ignore[attr-defined]
    return perf_counter() - start, size
