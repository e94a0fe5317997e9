"""The cost-performance curve as a picture: proven points as steps over the relaxation's curve."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, cast

from procurement.exports.sizing_words import CURVE_WORDS
from procurement.sizing.frontier import Aim
from procurement.web.asking import tongue
from scoring.quantity import half_up

WIDE, HIGH, LEFT, BOTTOM, RIGHT, TOP = 640, 320, 84, 44, 16, 36
TICKS = 4
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of an axis: where, and its words."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """A proven point: its number, where it stands, and what the table says of it."""

    number: int
    x: str
    y: str
    level: str
    won: str
    gap: str
    proven: bool
    servers: str


@dataclass(frozen=True, slots=True)
class Curve:
    """All that the picture and its table are drawn from."""

    title: str
    unit: str
    points: tuple[Point, ...]
    steps: str
    bound: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    low: Fraction
    high: Fraction
    start: int
    end: int

    def at(self, value: Fraction) -> str:
        span = self.high - self.low or Fraction(1)
        return f"{half_up(self.start + (self.end - self.start) * (value - self.low) / span, places=1):f}"

    def ticks(self) -> tuple[Fraction, ...]:
        return tuple(self.low + (self.high - self.low) * n / TICKS for n in range(TICKS + 1))


def curve_of(told: dict[str, Any] | None, *, names: dict[str, str]) -> Curve | None:
    """The curve of a stored frontier; None where none was asked or found."""
    if told is None or not told["points"]:
        return None
    levels = [Fraction(one["level"]) for one in (*told["points"], *told["curve"])]
    amounts = [Fraction(one["won"]) for one in (*told["points"], *told["curve"])]
    across = _Scale(min(levels), max(levels), LEFT, WIDE - RIGHT)
    up = _Scale(min(amounts), max(amounts), HIGH - BOTTOM, TOP)
    return _Drawing(told, names, across, up).curve()


@dataclass(frozen=True, slots=True)
class _Drawing:
    told: dict[str, Any]
    names: dict[str, str]
    across: _Scale
    up: _Scale

    def curve(self) -> Curve:
        title, _ = CURVE_WORDS[cast("Aim", self.told["aim"])]
        points = tuple(self.point(number, one) for number, one in enumerate(self.told["points"], 1))
        return Curve(
            title=tongue(title),
            unit={"times": "×", "share": "%"}.get(self.told["unit"], self.told["unit"]),
            points=points,
            steps=_steps([(one.x, one.y) for one in points]),
            bound=" ".join(",".join(self.place(one)) for one in self.told["curve"]),
            across=tuple(Tick(self.across.at(one), self.level(one)) for one in self.across.ticks()),
            up=tuple(Tick(self.up.at(one), f"{half_up(one / MILLION, places=0):,f}") for one in self.up.ticks()),
        )

    def place(self, one: dict[str, Any]) -> tuple[str, str]:
        return self.across.at(Fraction(one["level"])), self.up.at(Fraction(one["won"]))

    def point(self, number: int, one: dict[str, Any]) -> Point:
        x, y = self.place(one)
        won, bound = Fraction(one["won"]), Fraction(one["bound"])
        gap = (won - bound) / won if won else Fraction(0)
        return Point(
            number=number,
            x=x,
            y=y,
            level=self.level(Fraction(one["level"])),
            won=f"{one['won']:,}",
            gap=f"{half_up(100 * gap, places=4):f}",
            proven=one["proven"],
            servers=", ".join(f"{self.names[key]} {count}" for key, count in one["servers"].items()),
        )

    def level(self, value: Fraction) -> str:
        share = self.told["unit"] == "share"
        return f"{half_up(100 * value if share else value, places=2 if share else 3):,f}"


def _steps(places: list[tuple[str, str]]) -> str:
    """A level costs what the next point at or above it costs: the line goes up first, then along."""
    drawn = [places[0]]
    for before, after in pairwise(places):
        drawn += [(before[0], after[1]), after]
    return " ".join(f"{x},{y}" for x, y in drawn)
