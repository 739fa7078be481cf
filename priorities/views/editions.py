"""An edition to read, for members and for the public, and to take away as a file."""

from collections.abc import Callable
from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from careplan.downloads import csv_download, xlsx_download
from partners.requests import SignedInRequest
from priorities import access
from priorities.editions import report_of
from priorities.exports import editions as export
from priorities.exports.pdf import pdf_of
from priorities.reported import HEADINGS, OF_WHICH
from priorities.reports import Report


@require_safe
def edition(request: SignedInRequest, plan_slug: str, n: int) -> HttpResponse:
    return _page(request, plan_slug, n, public=False)


@require_safe
def edition_public(request: SignedInRequest, plan_slug: str, n: int) -> HttpResponse:
    """What may be handed to anybody, looked at by who hands it over."""
    return _page(request, plan_slug, n, public=True)


@require_safe
def edition_file(request: SignedInRequest, plan_slug: str, n: int, form: str) -> HttpResponseBase:
    return _file(request, plan_slug, n, form, public=False)


@require_safe
def edition_public_file(request: SignedInRequest, plan_slug: str, n: int, form: str) -> HttpResponseBase:
    return _file(request, plan_slug, n, form, public=True)


def _page(request: SignedInRequest, plan_slug: str, n: int, *, public: bool) -> HttpResponse:
    edition = access.edition_to_read(request.user, plan_slug, n, public=public)
    context = {
        "plan": edition.plan,
        "edition": edition,
        "report": report_of(edition, public=public),
        "headings": HEADINGS,
        "of_which": OF_WHICH.values(),
        "forms": {form: words for form, (words, _) in FORMS.items()},
        "file": "priorities:edition_public_file" if public else "priorities:edition_file",
        "may_edit": access.edit_editions.allows(request.user, edition),
    }
    return render(request, "priorities/edition.html", context)


def _file(request: SignedInRequest, plan_slug: str, n: int, form: str, *, public: bool) -> HttpResponseBase:
    if form not in FORMS:
        raise Http404
    edition = access.edition_to_read(request.user, plan_slug, n, public=public)
    name = f"{plan_slug}-edition-{n}{'-public' if public else ''}.{form}"
    _, download = FORMS[form]
    return download(name, report_of(edition, public=public))


def _pdf(name: str, report: Report) -> HttpResponseBase:
    return FileResponse(BytesIO(pdf_of(report)), as_attachment=True, filename=name)


def _xlsx(name: str, report: Report) -> HttpResponseBase:
    return xlsx_download(name, *export.sheets(report), title=report.title, created=report.edition.closed_at)


def _csv(name: str, report: Report) -> HttpResponseBase:
    return csv_download(name, [*export.EDITION, *export.ACTIONS], export.csv_rows(report))


FORMS: dict[str, tuple[str, Callable[[str, Report], HttpResponseBase]]] = {
    "pdf": ("PDF", _pdf),
    "xlsx": ("Excel file", _xlsx),
    "csv": ("CSV file of the actions", _csv),
}
