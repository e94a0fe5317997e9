"""One input of every workbook that is handed out, whose texts a test replaces, and what is written from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from procurement.exports.dossier import Dossier
from procurement.exports.handout import Judged, Notice, Product
from procurement.exports.xlsx.acceptance import acceptance_workbook
from procurement.exports.xlsx.handouts.announcement import makers_check, points_table, specification
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.exports.xlsx.handouts.bid_form import bid_forms
from procurement.exports.xlsx.kperf import kperf_workbook
from procurement.exports.xlsx.openings import opening_workbook
from procurement.exports.xlsx.sizing import sizing_workbook
from procurement.exports.xlsx.workbook import evaluation_workbook
from scoring.criteria import Deduction
from tests.procurement.exports.cases import at_several_loads, sizings
from tests.procurement.exports.evaluations import evaluated
from tests.procurement.exports.hostile import Text, everywhere
from tests.procurement.exports.inspected import handovers
from tests.procurement.exports.kperf_cases import kperf_cases
from tests.procurement.exports.sizing_cases import sizings as whole_sizings
from tests.procurement.exports.xlsx.handouts.notices import NOTICE
from tests.procurement.openings.published import Bidder, reconciled, terms
from tests.scoring.tender import MARKS, A, B, C

NAMES = ("evaluation", "sizing", "acceptance", "kperf", "opening", "ballot", "bid form", "points", "spec", "makers")
_BIDDERS = tuple(Bidder(700_000_000 + 10_000_000 * number, Decimal(80), "정상") for number in range(3))


@dataclass(frozen=True, slots=True)
class HandOut:
    """What is written from, and how."""

    source: Any
    write: Callable[[Any], bytes]

    def made(self, text: Text | None = None) -> bytes:
        """The file, with `text` in every free text where one is given."""
        return self.write(everywhere(self.source, text=text) if text else self.source)


@dataclass(frozen=True, slots=True)
class Market:
    """What the check of makers is made of."""

    notice: Notice
    products: tuple[Product, ...]


@cache
def hand_outs() -> Mapping[str, HandOut]:
    """By its name in NAMES."""
    judged = Judged("power", "서버 전력", "<=", Fraction(5000), "W", Fraction(4000), "카탈로그")
    products = (Product("제조사", "제품", (judged,)), Product("다른 곳", "다른 제품", (replace(judged, value=None),)))
    found = (
        HandOut(_dossier(), lambda made: evaluation_workbook(made).content),
        HandOut(whole_sizings()["ugly"], lambda made: sizing_workbook(made).content),
        HandOut(handovers()["failed"], lambda made: acceptance_workbook(made).content),
        HandOut(kperf_cases()["refused"], lambda made: kperf_workbook(made).content),
        HandOut(reconciled(_BIDDERS, terms()), lambda made: opening_workbook(made).content),
        HandOut(NOTICE, lambda made: ballots(made)[0].content),
        HandOut(NOTICE, lambda made: bid_forms(made)[0].content),
        HandOut(NOTICE, lambda made: points_table(made).content),
        HandOut(NOTICE, lambda made: specification(made).content),
        HandOut(
            Market(NOTICE, products),
            lambda made: makers_check(made.notice, products=made.products, measured=True).content,
        ),
    )
    return dict(zip(NAMES, found, strict=True))


def _dossier() -> Dossier:
    bids = (replace(A, deductions=(Deduction(Fraction(1), "사유", "조문"),)), B, C)
    evaluation = evaluated(bids=bids, marks=tuple(replace(mark, reason="까닭") for mark in MARKS))
    made = replace(at_several_loads(), evaluation=evaluation)
    tender = replace(made.tender, example=True, example_note="지어낸 값", places=(("E_kind", "공고 3."),))
    return replace(made, tender=tender, sized=dict(sizings())["cheapest mix"])
