"""Settings that cannot be right, and what a demonstration must not leave in a deployment (`check --deploy`)."""

import os
import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import checks
from django.db import DatabaseError

from careplan.typesetting import NO_FONTS, missing_fonts

DEMONSTRATION_DOMAIN = "@careplan.example"
READABLE_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text on the council's colour is white


@checks.register(checks.Tags.compatibility)
def council_colour(**kwargs: Any) -> list[checks.CheckMessage]:
    colour = settings.COUNCIL_COLOUR
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return [checks.Error(f"CAREPLAN_COUNCIL_COLOUR must look like #2a2f5b, not {colour!r}.", id="careplan.E001")]
    contrast = contrast_with_white(colour)
    if contrast < READABLE_CONTRAST:
        return [
            checks.Error(
                f"CAREPLAN_COUNCIL_COLOUR {colour} is too light for white text on it.",
                hint=f"Its contrast with white is {contrast:.1f} to 1 and must be {READABLE_CONTRAST} or more.",
                id="careplan.E002",
            )
        ]
    return []


def contrast_with_white(colour: str) -> float:
    """WCAG's contrast ratio, from 1 to 21, of a colour like #2a2f5b."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


@checks.register(checks.Tags.compatibility)
def threesixty_prefix(**kwargs: Any) -> list[checks.CheckMessage]:
    prefix = settings.THREESIXTY_PREFIX
    if prefix and not re.fullmatch(r"360G-[A-Za-z0-9_-]+", prefix):
        words = f"CAREPLAN_360GIVING_PREFIX must be the prefix that 360Giving gave, such as 360G-name, not {prefix!r}."
        return [checks.Error(words, id="careplan.E010")]
    return []


@checks.register(checks.Tags.compatibility)
def set_day(**kwargs: Any) -> list[checks.CheckMessage]:
    if settings.TODAY and not settings.DEMONSTRATION:
        return [checks.Error("CAREPLAN_TODAY may be set only in a demonstration.", id="careplan.E003")]
    return []


@checks.register(checks.Tags.security, deploy=True)
def first_run_key(**kwargs: Any) -> list[checks.CheckMessage]:
    if settings.SECRET_KEY == settings.FIRST_RUN_KEY:
        return [
            checks.Error("CAREPLAN_SECRET_KEY is not set: sessions are signed with a public one.", id="careplan.E004")
        ]
    return []


@checks.register(checks.Tags.compatibility, deploy=True)
def links_in_mail(**kwargs: Any) -> list[checks.CheckMessage]:
    if settings.EMAIL_HOST and settings.SITE_URL == settings.FIRST_RUN_URL:
        return [
            checks.Warning(
                "CAREPLAN_URL is not set: links in mail lead to the machine of whoever reads it.",
                hint="Set it to the address of the site, such as https://careplan.council.gov.uk.",
                id="careplan.W007",
            )
        ]
    return []


@checks.register(checks.Tags.files, deploy=True)
def files_folder(**kwargs: Any) -> list[checks.CheckMessage]:
    folder = Path(settings.FILES)
    if not os.access(folder if folder.exists() else folder.parent, os.W_OK | os.X_OK):
        return [checks.Error(f"No file of evidence can be kept in CAREPLAN_FILES, {folder}.", id="careplan.E008")]
    return []


@checks.register(checks.Tags.files, deploy=True)
def fonts(**kwargs: Any) -> list[checks.CheckMessage]:
    return [checks.Error(NO_FONTS, id="careplan.E009")] if missing_fonts() else []


@checks.register(checks.Tags.security, deploy=True)
def demonstration(**kwargs: Any) -> list[checks.CheckMessage]:
    """Looks at the database unasked: a deployment check that needs one more option is one that is forgotten."""
    if settings.DEMONSTRATION:
        return [checks.Error("CAREPLAN_DEMONSTRATION is on: anybody knows its passwords.", id="careplan.E005")]
    try:
        accounts = get_user_model().objects.filter(email__iendswith=DEMONSTRATION_DOMAIN).count()
    except DatabaseError:
        return [checks.Warning("The database could not be asked for demonstration accounts.", id="careplan.W006")]
    if accounts:
        return [
            checks.Error(
                f"The database has {accounts} demonstration accounts, whose password is public.",
                hint="Load real data into an empty database.",
                id="careplan.E006",
            )
        ]
    return []
