"""The published decision-analysis cases, and additive models made from plain rows."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from scoring.acceptability_weights import Sampling
from scoring.sensitivity import Additive

CASES = Path(__file__).parents[1] / "cases"


def cases(subject: str) -> dict[str, Any]:
    """The cases of one file by id; numbers are Decimal or int."""
    text = (CASES / f"mcda_{subject}.toml").read_text(encoding="utf-8")
    return {case["id"]: case for case in tomllib.loads(text, parse_float=Decimal)["cases"]}


def additive_of(rows: Sequence[Sequence[Any]], *, points: Sequence[Any], winner: int = 0) -> Additive:
    """Bids b0, b1 ... on criteria c0, c1 ... of one group."""
    names = tuple(f"c{j}" for j in range(len(points)))
    return Additive(
        bids=tuple(f"b{i}" for i in range(len(rows))),
        criteria=names,
        groups=("모두",) * len(names),
        points=tuple(Fraction(p) for p in points),
        shares=tuple(tuple(Fraction(v) for v in row) for row in rows),
        deductions=(Fraction(0),) * len(rows),
        winner=f"b{winner}",
    )


def one_simplex(points: Sequence[float], *, concentration: float | None, samples: int, seed: int = 1) -> Sampling:
    """All criteria in one branch and one group, as the papers have it."""
    flat = ("모두",) * len(points)
    return Sampling(tuple(points), flat, flat, concentration, samples, seed)
