"""The weighing examples of the documents, changed one thing at a time, and files made from plain matrices."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

from procurement.casefile.weighing.outcome import Weighing
from procurement.casefile.weighing.reading import read_weighing
from scoring.ahp import Matrix

EXAMPLES = Path(__file__).resolve().parents[4] / "docs" / "examples"
KINDS = ("direct", "swing", "ahp")


def example(folder: Path, kind: str, *changes: tuple[str, str]) -> Path:
    """A copy of an example with texts replaced once; a text that is not there would prove nothing."""
    text = (EXAMPLES / f"weigh-{kind}" / "weigh.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return written(folder, text)


def weighed(folder: Path, kind: str, *changes: tuple[str, str]) -> Weighing:
    return read_weighing(example(folder, kind, *changes))


def compared(folder: Path, *matrices: Matrix, points: int = 100, group: str = "AIJ") -> Weighing:
    """One node, a judge for each matrix; entries that are None are left out of the file."""
    head = (
        f'[weighing]\nkind = "ahp"\nid = "t"\ntitle = "시험"\nagency = "시험"\npoints = {points}\ngroup = "{group}"\n'
    )
    names = matrices[0].names
    criteria = "".join(f'[[criteria]]\nid = "{name}"\ntitle = "{name}"\nswing = "0 → 1"\n' for name in names)
    judges = "".join(_judge(f"위원{n}", matrix) for n, matrix in enumerate(matrices, 1))
    return read_weighing(written(folder, head + criteria + judges))


def written(folder: Path, text: str) -> Path:
    path = folder / "weigh.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _judge(name: str, matrix: Matrix) -> str:
    pairs = combinations(range(len(matrix.names)), 2)
    given = [
        [matrix.names[i], matrix.names[j], f"{x.numerator}/{x.denominator}"]
        for i, j in pairs
        if (x := matrix.rows[i][j])
    ]
    return f'[[judges]]\nname = "{name}"\njudgments = {json.dumps(given)}\n'
