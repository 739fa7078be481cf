"""Grants as open data: what can be published, and the files."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from careplan import years
from careplan.downloads import csv_download
from careplan.forms import DateField, Form, FormHelper
from partners.exports import register, threesixty
from partners.exports.grants import grants_on, sort_out
from partners.requests import SignedInRequest

NO_PREFIX = (
    "360Giving’s prefix of this council is not set, and without it nothing can be published: every id starts with it. "
    "Ask 360Giving for it, and give it as CAREPLAN_360GIVING_PREFIX."
)
NO_GRANT = "There is no grant that can be published."


class PeriodForm(Form):
    """The days between which the grants of a register were awarded."""

    awarded_from = DateField(label="Awarded from")
    awarded_to = DateField(label="Awarded up to")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper(self, submit="Download the register")
        self.helper.form_method = "get"
        self.helper.form_action = "funding:register"

    def clean(self) -> dict:
        given = super().clean() or {}
        first, last = given.get("awarded_from"), given.get("awarded_to")
        if first and last and last < first:
            self.add_error("awarded_to", "The last day is before the first day")
        return given


@require_safe
def open_data(request: SignedInRequest) -> HttpResponse:
    first = years.first_day(request.today)
    return _page(request, PeriodForm(initial={"awarded_from": first, "awarded_to": request.today}))


@require_safe
def threesixty_file(request: SignedInRequest, form: str) -> HttpResponseBase:
    """The file, or the page that says why there is none."""
    found = sort_out(grants_on(request.today))
    if not settings.THREESIXTY_PREFIX or not found.grants:
        return _refused(request, NO_GRANT if settings.THREESIXTY_PREFIX else NO_PREFIX)
    publisher = threesixty.Publisher(settings.COUNCIL_NAME, settings.THREESIXTY_PREFIX, settings.SITE_URL)
    name = f"360giving-{request.today.isoformat()}.{form}"
    if form == "csv":
        most = threesixty.most_funders(found.grants)
        return csv_download(name, threesixty.header(most), threesixty.rows(publisher, found.grants, most))
    if form != "json":
        raise Http404
    pieces = publisher.package(found.grants, issued=request.today, withheld=found.withheld)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(pieces, content_type="application/json", headers=headers)


@require_safe
def register_file(request: SignedInRequest) -> HttpResponseBase:
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return _page(request, form)
    first, last = form.cleaned_data["awarded_from"], form.cleaned_data["awarded_to"]
    found = sort_out(register.within(grants_on(request.today), first, last))
    name = f"grants-{first.isoformat()}-to-{last.isoformat()}.csv"
    return csv_download(name, register.COLUMNS, register.rows(found.grants, found.withheld))


def _page(request: SignedInRequest, form: forms.Form) -> HttpResponse:
    found = sort_out(grants_on(request.today))
    context = {
        "form": form,
        "count": len(found.grants),
        "kept_back": found.kept_back.most_common(),
        "prefix": settings.THREESIXTY_PREFIX,
        "no_prefix": NO_PREFIX,
        "version": threesixty.VERSION,
    }
    return render(request, "funding/open_data.html", context)


def _refused(request: SignedInRequest, why: str) -> HttpResponseRedirect:
    messages.error(request, why)
    return redirect("funding:open_data")
