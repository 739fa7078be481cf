"""Pages about the site itself, all open without signing in."""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

DEFAULT_COLOUR = "#2a2f5b"


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html")


@require_safe
@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy.html")


@require_safe
@login_not_required
@cache_control(public=True, max_age=3600)
def brand(request: HttpRequest) -> HttpResponse:
    """The council's colour as a stylesheet, because the policy against inline styles holds for settings too."""
    colour = settings.COUNCIL_COLOUR
    colour = colour if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else DEFAULT_COLOUR
    ink = "#ffffff" if _reads_in_white(colour) else "#0b0c0c"
    hover = f"color-mix(in srgb, {colour} 88%, {ink})"
    css = f":root{{--govuk-brand-colour:{colour};--cp-on-brand:{ink};--cp-brand-hover:{hover}}}\n"
    return HttpResponse(css, content_type="text/css")


def _reads_in_white(colour: str) -> bool:
    """Whether white stands out from the colour at least 4.5 to 1, as WCAG 2.2 computes it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5


@require_safe
@login_not_required
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


@require_safe
@login_not_required
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
@login_not_required
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and every migration is in it."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    if waiting:
        return HttpResponse("The database is not migrated.\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
