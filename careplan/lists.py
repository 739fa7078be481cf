"""What every list page does with its address: search words and page numbers, whatever somebody types there."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

ROWS = 50
LONGEST_SEARCH = 200


def search_words(request: HttpRequest) -> str:
    """The words searched for, without what no database takes."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]


def page_of(request: HttpRequest, rows: Any, size: int = ROWS) -> Page:
    """The page asked for; page one for a number that is none or is out of range. `rows` is what a Paginator takes."""
    paginator = Paginator(rows, size)
    number = request.GET.get("page", "1")
    asked = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 1
    return paginator.page(asked if 1 <= asked <= paginator.num_pages else 1)
