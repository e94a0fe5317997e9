"""A tender's notice as the pages read it: part by part, be it whole or still a draft."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from procurement.casefile.readiness import Draft, draft_of
from procurement.models import Tender
from procurement.selectors.tenders import files_of, folder_of

NOTICE = "tender.toml"


@dataclass(frozen=True, slots=True)
class Written:
    """The values of tender.toml as written, and the SHA-256 of the file they were read from."""

    values: dict[str, Any]
    digest: str

    def tables(self, section: str) -> list[dict[str, Any]]:
        """A copy of the tables of a list such as criteria; [] where there are none."""
        return [dict(one) for one in self.values.get(section, [])]

    def table(self, section: str) -> dict[str, Any]:
        """A copy of a table such as price; {} where there is none."""
        return dict(self.values.get(section, {}))


def written_in(tender: Tender) -> Written:
    """The values of the tender's notice; numbers as Decimal."""
    file = tender.files.get(path=NOTICE)
    text = bytes(file.content).decode("utf-8-sig")
    return Written(tomllib.loads(text, parse_float=Decimal), file.sha256)


def progress_of(tender: Tender) -> Draft:
    """How far the notice has come. Raises casefile's REFUSALS and BrandNamed, which no service lets in."""
    with folder_of(files_of(tender)) as folder:
        return draft_of(folder)
