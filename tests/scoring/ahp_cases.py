"""The published pairwise comparisons, and matrices made from plain rows."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from scoring.ahp import Judgment, Matrix, matrix_from_rows, matrix_of

FILE = Path(__file__).parents[1] / "cases" / "mcda_ahp.toml"
SCALE = tuple(Fraction(n) for n in range(1, 10)) + tuple(Fraction(1, n) for n in range(2, 10))


def ahp_cases(*kinds: str) -> list[dict[str, Any]]:
    """The cases of some kinds, all of them where none is named."""
    cases = tomllib.loads(FILE.read_text(encoding="utf-8"))["cases"]
    return [case for case in cases if not kinds or case["kind"] in kinds]


def matrix(rows: Sequence[Sequence[str]], *, names: Sequence[str] | str = "abcdefghi") -> Matrix:
    """A matrix from texts such as "1/3"; "" is not compared."""
    values = [[Fraction(text) if text else None for text in row] for row in rows]
    return matrix_from_rows(tuple(names)[: len(rows)], rows=values)


def matrices(*, least: int = 2, most: int = 6) -> st.SearchStrategy[Matrix]:
    """Any complete matrix on the scale 1/9..9."""
    return st.integers(least, most).flatmap(_of_size)


def _of_size(size: int) -> st.SearchStrategy[Matrix]:
    names = "abcdefghi"[:size]
    pairs = [(names[i], names[j]) for i in range(size) for j in range(i + 1, size)]
    values = st.lists(st.sampled_from(SCALE), min_size=len(pairs), max_size=len(pairs))
    return values.map(
        lambda found: matrix_of(names, judgments=[Judgment(*p, v) for p, v in zip(pairs, found, strict=True)])
    )
