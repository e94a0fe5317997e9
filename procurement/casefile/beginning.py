"""The files that a tender begins with when its notice is written from nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from procurement.casefile.collecting.toml_text import toml_of
from procurement.casefile.procedure import PROCEDURES


@dataclass(frozen=True, slots=True)
class Beginning:
    """What has to be known to begin: `procedure` is one of PROCEDURES; `example_note` where it is only an example."""

    number: str
    title: str
    agency: str
    rules_day: date
    procedure: str
    example_note: str = ""


def first_files(begun: Beginning) -> dict[str, bytes]:
    """tender.toml with what the tender is and the rule texts of its procedure; all else is still open."""
    facts: dict[str, object] = {
        "id": begun.number,
        "title": begun.title,
        "agency": begun.agency,
        "rules_day": begun.rules_day,
        "example": bool(begun.example_note),
        "procedure": begun.procedure,
    }
    note = {"example_note": begun.example_note} if begun.example_note else {}
    notice = {"tender": facts | note, "rules": {"profiles": list(PROCEDURES[begun.procedure])}}
    return {"tender.toml": toml_of(notice).encode()}
