"""What the tests of form pages share: a day, what a browser would send back, and words that no form may fall over."""

from datetime import timedelta

from django.http import HttpResponse
from django.test import Client

from tests.factories import TODAY

HOSTILE = {
    "null byte": "a\x00b",
    "100,000 characters": "x" * 100_000,
    "right to left": "\u202eabc \u05e9\u05dc\u05d5\u05dd",
    "emoji": "👩‍🦽🏽" * 20,
    "script": "<script>alert('x')</script>{{ 7 }}{% now %}",
    "only spaces": " \u00a0\u2003 ",
    "line ends": "a\r\nb\rc\n",
}
HOSTILE_DATES = [
    {"day": "1", "month": "1", "year": "0001"},
    {"day": "31", "month": "12", "year": "9999"},
    {"day": "31", "month": "2", "year": "2022"},
    {"day": "1", "month": "1", "year": "12021"},
    {"day": "\x00", "month": "👋", "year": "x" * 100_000},
    {"day": "", "month": "3", "year": ""},
]
LATE = TODAY - timedelta(days=90)


def what_was_sent(client: Client, address: str) -> dict:
    """The values that the page's forms hold, as a browser would send them back untouched."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    found = [page.context["form"], *(row for rows in page.context.get("rowsets", []) for row in rows)]
    found += [rows.management_form for rows in page.context.get("rowsets", [])]
    return {name: value for form in found for name, value in _values(form) if value not in (None, "")}


def _values(form):
    for field in form:
        value = field.value()
        if hasattr(field.field.widget, "widgets"):
            parts = value if isinstance(value, list) else field.field.widget.decompress(value)
            yield from zip((f"{field.html_name}_{part}" for part in ("day", "month", "year")), parts, strict=True)
        else:
            yield field.html_name, value


def boxes(name: str, day) -> dict:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def errors(page: HttpResponse) -> dict:
    """Each field with its words; the whole form's under its empty name."""
    assert page.status_code == 200, page.status_code
    return {name if name != "__all__" else "": list(words) for name, words in page.context["form"].errors.items()}
