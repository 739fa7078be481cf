"""Identifiers as their registers write them, however people or spreadsheets wrote them down."""

import re

IDENTIFIER_FORMATS = {
    "GB-CHC": (r"^[0-9]{6,7}$", "A charity number (GB-CHC) is 6 or 7 digits."),
    "GB-COH": (r"^[A-Z0-9]{8}$", "A company number (GB-COH) is 8 capital letters or digits, leading zeros included."),
    "GB-LAE": (r"^[A-Z]{3}$", "An English local authority code (GB-LAE) is 3 capital letters."),
    "GB-NHS": (r"^[A-Z0-9]{3,10}$", "An NHS organisation code (GB-NHS) is 3 to 10 capital letters or digits."),
    "GSS": (r"^[A-Z][0-9]{8}$", "A GSS code is a capital letter and 8 digits."),
}
"""What the schemes' own registers give out (org-id.guide; ODS data dictionary; ONS). Other schemes are free."""


def tidy(scheme: str, value: str) -> tuple[str, str]:
    """The scheme and the identifier without what is only a way of writing them.

    Schemes are in capitals, with a hyphen where a space was. In the schemes that are known, so are the codes, without
    spaces; a company number has 8 characters, of which spreadsheets lose leading zeros. Codes of other schemes keep
    their capitals and their spaces.
    """
    scheme = "-".join(scheme.upper().split())
    if scheme not in IDENTIFIER_FORMATS:
        return scheme, " ".join(value.split())
    value = "".join(value.upper().split())
    return scheme, _with_leading_zeros(value) if scheme == "GB-COH" else value


def _with_leading_zeros(number: str) -> str:
    """A company number is 8 digits, or 2 letters and 6 digits (Companies House, "Uniform Resource Identifiers")."""
    found = re.fullmatch(r"([A-Z]{2})?([0-9]+)", number)
    if found is None:
        return number
    letters, digits = found[1] or "", found[2]
    return letters + digits.zfill(8 - len(letters))
