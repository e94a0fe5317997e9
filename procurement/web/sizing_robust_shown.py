"""How a mix stands when demand and measurements move, as the page's tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from procurement.web.asking import tongue
from procurement.web.robustness import WHOLE, Line, bar
from procurement.web.sizing_figures import Told, percent, won


@dataclass(frozen=True, slots=True)
class Dearer:
    """A mix that withstands more: what it is, what it costs, how much more that is, and its servers."""

    words: str
    won: str
    more: str
    servers: str


@dataclass(frozen=True, slots=True)
class ShownRobustness:
    """The tables of the annex, and how the sample was drawn."""

    served: tuple[Line, ...]
    losses: tuple[Line, ...]
    delays: tuple[Line, ...]
    dearer: tuple[Dearer, ...]
    missing: tuple[tuple[str, str], ...]
    samples: int
    seed: int


def robust_of(told: Told, names: dict[str, str]) -> ShownRobustness:
    """The stored answers as the page shows them."""
    return ShownRobustness(
        served=tuple(map(_served, told["served"])),
        losses=tuple(_loss(one, names) for one in told["losses"]),
        delays=tuple(_delay(one, names) for one in told["delays"]),
        dearer=tuple(_dearer(told, names)),
        missing=tuple((tongue(one["what"]), tongue(one["why"])) for one in told["missing"]),
        samples=told["terms"]["samples"],
        seed=told["terms"]["seed"],
    )


def _served(one: Told) -> Line:
    part = WHOLE * one["all_served"] / (one["scenarios"] or 1)
    counted = f"{one['all_served']:,} / {one['scenarios']:,}"
    shares = (f"{percent(one[key])} %" for key in ("mean_unserved", "worst_unserved"))
    return Line(one["year"] or gettext("전체"), (counted, *shares), (bar(Fraction(0), part, "range"),))


def _loss(one: Told, names: dict[str, str]) -> Line:
    served = Fraction(one["served"])
    subject = str(one["subject"])
    name = names.get(subject, subject)
    return Line(name, (f"{percent(served)} %",), (bar(Fraction(0), WHOLE * served, "range"),))


def _delay(one: Told, names: dict[str, str]) -> Line:
    limit = "" if one["limit_s"] is None else f"{one['limit_s']:.3f}"
    verdict = gettext("지킴") if one["ok"] else gettext("못 지킴")
    name = f"{names[one['configuration']]}: {names[one['bucket']]}"
    return Line(name, (str(one["count"]), f"{one['p99_s']:.3f}", limit, verdict))


def _dearer(told: Told, names: dict[str, str]) -> Iterator[Dearer]:
    words = {
        "assured": gettext("표본의 정한 몫에서 처리하는 가장 싼 구성"),
        "gamma": gettext("정한 수의 수요가 함께 늘어도 처리하는 가장 싼 구성"),
    }
    for key, said in words.items():
        found = told[key]
        if found:
            servers = ", ".join(f"{names[one]} {count}" for one, count in found["servers"].items())
            yield Dearer(said, won(found["won"]), won(found["more_won"]), servers)
