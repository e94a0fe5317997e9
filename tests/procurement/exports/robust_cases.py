"""Robustness of small sizings: a tender whose measurements state delays, and a plan of years with an ugly title."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from procurement.casefile import sized
from procurement.casefile.sizing import SizingCase, read_sizing, sizing_of
from procurement.casefile.sizing_robust import robust_of
from procurement.exports.sizing import Sizing
from procurement.exports.sizing_robust import Robust
from tests.procurement.casefile.folder import TENDER, write
from tests.procurement.casefile.folder import small_case as bids_folder
from tests.procurement.casefile.sizing_folder import small_folder
from tests.procurement.exports.explored_cases import QUIET

ROBUST = """
[sizing.robustness]
shape = "even"
demand = 0.5
bucket = 0.1
measured = 0.02
samples = 40
seed = 1
part = 0.9
sought = 10
gamma = 1
gamma_more = 0.2
requests = 2000
service = "exponential"
"""
TIGHT = (("rate = 20", "rate = 44"),)
"""A demand that one server of A carries to the last request."""
YEARLY = ROBUST.replace('shape = "even"', 'year = "2년"\nshape = "normal"').replace("0.5", "0.2").replace(
    "measured = 0.02", 'measured = "repeats"'
)  # fmt: skip


def tender_case(folder: Path, *changes: tuple[str, str]) -> SizingCase:
    bids_folder(folder)
    text = TENDER + ROBUST
    for old, new in (("{ ttft_p90_ms = 60 }\n\n[sizing.limits]", "{ e2e_p99_ms = 900 }\n\n[sizing.limits]"), *changes):
        assert old in text
        text = text.replace(old, new)
    write(folder / "tender.toml", text)
    return read_sizing(folder)


def plan_case(folder: Path, old: str = "", new: str = "") -> SizingCase:
    small_folder(folder, old, new)
    file = folder / "sizing.toml"
    file.write_text(file.read_text(encoding="utf-8") + YEARLY, encoding="utf-8")
    return read_sizing(folder)


def robust_sizing(case: SizingCase, *, wall_seconds: float = 60) -> Sizing:
    found = sized(case.purchase, wall_seconds=60)
    robust = robust_of(case, sized=found, wall_seconds=wall_seconds, watch=QUIET)
    return replace(sizing_of(case, sized=found, program="Jeoul"), robust=robust)


@cache
def tender_sizing(*changes: tuple[str, str]) -> Sizing:
    with TemporaryDirectory() as name:
        return robust_sizing(tender_case(Path(name) / "case", *changes))


@cache
def plan_sizing(old: str = "", new: str = "") -> Sizing:
    with TemporaryDirectory() as name:
        return robust_sizing(plan_case(Path(name), old, new))


def robust_in(sizing: Sizing) -> Robust:
    assert sizing.robust is not None
    return sizing.robust
