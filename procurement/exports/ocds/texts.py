"""Texts of a release that somebody else wrote, taken only where they can stand in a file and a sheet."""

from __future__ import annotations

import unicodedata

from benchmarks.table import LONGEST_TEXT, Table

_KEPT = "\t\n\r"
_REFUSED = ("Cc", "Cs", "Co", "Cn")


def said(table: Table, key: str) -> str | None:
    """A text of the release, None where there is none or it is blank; OCDS lets some ids be whole numbers.

    Raises TableError for a text with control characters, lone surrogates or unassigned characters, or one too long.
    """
    found = table.values.get(key)
    value = str(found) if type(found) is int else table.optional_text(key)
    if value is None or not value.strip():
        return None
    if len(value) > LONGEST_TEXT or any(unicodedata.category(c) in _REFUSED and c not in _KEPT for c in value):
        raise table.wrong(
            f"{key}: 보이지 않는 제어문자가 있거나 {LONGEST_TEXT}자를 넘습니다. 자료에서 고치십시오 / "
            f"has control characters or is longer than {LONGEST_TEXT}, mend it in the release"
        )
    return value
