"""Filled forms of the small case, as evaluators and bidders send them back."""

from __future__ import annotations

import shutil
from pathlib import Path

from procurement.casefile.handouts.reading import Asked, asked_of
from procurement.exports.handout import Form, Key
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.exports.xlsx.handouts.bid_form import bid_forms
from tests.procurement.casefile.folder import small_case
from tests.procurement.exports.xlsx.handouts.notices import filled_in

Typed = dict[Key, str | float | bool]
POINTS = {"위원1": (66, 60.5, 65), "위원2": (68, 69.25, 65)}
OFFER: Typed = {
    ("bid", "manufacturer"): "D사 제조",
    ("bid", "price"): 870_000_000,
    ("offer", "title"): "D사 서버",
    ("offer", "accelerator"): "npu-d",
    ("offer", "accelerators"): 8,
    ("offer", "price"): 90_000_000,
    ("offer", "domestic"): "예",
    ("offer", "power_w"): 3000.5,
    ("offer", "power_source"): "제안서 12쪽",
}
PIECE: Typed = {
    ("evidence", "1", "file"): "result.json",
    ("evidence", "1", "used"): 1,
    ("evidence", "1", "weight_precision"): "fp8",
    ("evidence", "1", "engine"): "시험 엔진",
    ("evidence", "1", "engine_version"): "1.10",
    ("evidence", "1", "measurer"): "시험소",
    ("evidence", "1", "role"): "시험기관",
    ("evidence", "1", "scope"): "재지 않음",
}


def ballot(asked: Asked, who: str) -> Form:
    return next(form for form in ballots(asked.notice) if form.who == who)


def answered(who: str) -> Typed:
    """The marks of the small case, with the reason that its marks.csv has."""
    given: Typed = {("points", bid, "plan"): value for bid, value in zip("ABC", POINTS[who], strict=True)}
    return given | ({("reason", "A", "plan"): "구체적임, 좋음"} if who == "위원2" else {})


def sent(asked: Asked, who: str) -> bytes:
    return filled_in(ballot(asked, who), answered(who))


def blank(asked: Asked) -> Form:
    return bid_forms(asked.notice)[0]


def new_bid(folder: Path, name: str = "D사") -> tuple[Asked, bytes]:
    """The small case with a result file handed in, and the form of a bidder nobody knew."""
    asked = asked_of(small_case(folder))
    shutil.copy(folder / "evidence" / "a" / "result.json", folder / "evidence" / "result.json")
    return asked, filled_in(blank(asked), {("bid", "name"): name, **OFFER, **PIECE})
