"""Lines over steps as a picture: places are computed here, the template only draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from scoring.quantity import half_up

WIDE, HIGH, LEFT, BOTTOM, RIGHT, TOP = 640, 320, 76, 44, 36, 36
TICKS = 4
LOOKS = 8
LARGE = 100
ROUND = (1, 2, 4, 8, 10)


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick of an axis, or a point of a line: where it stands, and its words."""

    x: str
    y: str
    words: str


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its number in the table, its look, its path and its points."""

    number: int
    look: int
    path: str
    points: tuple[Mark, ...]

    @property
    def end(self) -> Mark:
        """The last point, where the number stands."""
        return self.points[-1]


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture with its axes; `limit` is where a limit lies, "" for none."""

    key: str
    title: str
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]
    series: tuple[Series, ...]
    limit: str


Points = Sequence[tuple[Decimal, Decimal]]


def plotted(key: str, title: str, *, lines: Sequence[Points], limit: Decimal | None = None) -> Plot | None:
    """Lines over their common steps, upward from zero; None where there is nothing to draw.

    Steps stand at equal distances: concurrency doubles from one to the next.
    """
    steps = sorted({step for line in lines for step, _ in line})
    values = [value for line in lines for _, value in line]
    if not steps:
        return None
    most = _round_up(max([*values, *([limit] if limit is not None else [])]))
    place = {step: _at(Fraction(n, max(len(steps) - 1, 1)), LEFT, WIDE - RIGHT) for n, step in enumerate(steps)}
    return Plot(
        key=key,
        title=title,
        across=tuple(Mark(place[step], "", _plain(step)) for step in steps),
        up=tuple(Mark("", _up(most * n / TICKS, most), _short(most * n / TICKS)) for n in range(TICKS + 1)),
        series=tuple(_series(number, line, place, most) for number, line in enumerate(lines, 1) if line),
        limit="" if limit is None else _up(limit, most),
    )


def _round_up(value: Decimal) -> Decimal:
    """The next of 1, 2, 4, 8, 10 times a power of ten, so that four ticks are short numbers."""
    if value <= 0:
        return Decimal(1)
    power = Decimal(10) ** value.adjusted()
    return next(step * power for step in map(Decimal, ROUND) if step * power >= value)


def _series(number: int, line: Points, place: dict[Decimal, str], most: Decimal) -> Series:
    points = tuple(Mark(place[step], _up(value, most), f"{_plain(step)}: {_short(value)}") for step, value in line)
    path = " ".join(f"{one.x},{one.y}" for one in points)
    return Series(number, (number - 1) % LOOKS, path, points)


def _up(value: Decimal, most: Decimal) -> str:
    return _at(Fraction(value) / Fraction(most), HIGH - BOTTOM, TOP)


def _at(part: Fraction, start: int, end: int) -> str:
    return f"{half_up(start + (end - start) * part, places=1):f}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _short(value: Decimal) -> str:
    """A figure of an axis: whole where it is large, else to three places."""
    shown = half_up(Fraction(value), places=0 if value >= LARGE else 3)
    text = f"{shown:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
