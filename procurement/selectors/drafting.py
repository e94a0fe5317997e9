"""A tender's notice as the pages read it: part by part, be it whole or still a draft."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from benchmarks.table import TableError, read_table
from procurement.casefile.handouts.wording import requirements_of
from procurement.casefile.market import Standing, market_of, published
from procurement.casefile.readiness import Draft, draft_of
from procurement.casefile.scheme import announced_so_far
from procurement.casefile.weighing.composing import FILE as WEIGH
from procurement.casefile.weighing.outcome import Weighing
from procurement.casefile.weighing.reading import read_weighing
from procurement.models import Tender, User
from procurement.selectors.evidence_compare import Makers, verified_makers
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


@dataclass(frozen=True, slots=True)
class Required:
    """A performance requirement in words, and how the makers stand against it; () and None where bids offer the value.

    `standings` are by published figures, `verified` by verified releases that the viewer may see.
    """

    id: str
    title: str
    sentence: str
    standings: tuple[Standing, ...]
    verified: Makers | None


def requirements_in(tender: Tender, *, viewer: User) -> tuple[Required, ...]:
    """The requirements of a notice that may still be a draft. Raises casefile's REFUSALS."""
    content = bytes(tender.files.get(path=NOTICE).content)
    scheme = announced_so_far(read_table(content, filename=NOTICE), price_points=Fraction(0))
    measures = {one.subject: one for one in scheme.measures}
    known = published() if measures else ()
    pairs = zip(scheme.scheme.gates, requirements_of(scheme), strict=True)
    return tuple(
        Required(
            gate.id,
            gate.title,
            said.sentence,
            market_of(gate, measures[gate.id], known=known) if gate.id in measures else (),
            verified_makers(viewer, gate=gate, measure=measures[gate.id]) if gate.id in measures else None,
        )
        for gate, said in pairs
    )


def weighing_in(tender: Tender) -> tuple[Weighing | None, str]:
    """What the comparisons kept beside a notice add up to, and why they do not where they do not."""
    content = files_of(tender).get(WEIGH)
    if content is None:
        return None, ""
    with folder_of({WEIGH: content}) as folder:
        try:
            return read_weighing(folder / WEIGH), ""
        except TableError as refusal:
            return None, str(refusal)
