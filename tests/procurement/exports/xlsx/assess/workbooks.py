"""Assessed cases as workbooks, and random ones to hold the formulas against the library."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from procurement.casefile.assess.outcome import assessed_of
from procurement.casefile.assess.reading import read_assessment
from procurement.exports.assessed import Assessed
from procurement.exports.xlsx.assess.workbook import assess_workbook
from tests.procurement.casefile.assess.folder import EXAMPLES, KINDS
from tests.procurement.exports.reading import opened
from tests.procurement.exports.recalculated import Value, differing, formulas, plain, recalculated, values

WORKBOOKS = KINDS
HEAD = """[assessment]
kind = "{kind}"
id = "=1+1"
title = "@시험 \\u200f한글 자모 ㄱㄴ 😀"
agency = "+기관"
rules_day = {day}
"""


def made(kind: str) -> Assessed:
    return assessed_of(read_assessment(EXAMPLES / f"assess-{kind}"), program="Jeoul")


def from_text(folder: Path, kind: str, text: str, *, day: str = "2026-11-02") -> Assessed:
    folder.mkdir(exist_ok=True)
    (folder / "assess.toml").write_text(HEAD.format(kind=kind, day=day) + text, encoding="utf-8")
    return assessed_of(read_assessment(folder), program="Jeoul")


def written(assessed: Assessed) -> bytes:
    return assess_workbook(assessed).content


def rows(content: bytes, title: str) -> list[list[Value]]:
    return [[plain(cell.value) for cell in row] for row in opened(content, values=True)[title].iter_rows()]


def line(content: bytes, title: str, name: str) -> list[Value]:
    return next(row for row in rows(content, title) if row[0] == name)


def apart(contents: list[bytes], *, soffice: Path, folder: Path) -> list[object]:
    """Formulas that the recalculation gives another value, and workbooks whose 검산 does not count 0."""
    theirs = [values(content) for content in recalculated(contents, soffice=soffice, folder=folder)]
    found: list[object] = []
    for mine, other in zip(contents, theirs, strict=True):
        found += differing(formulas(mine), values(mine), other)
        found += [other["검산", "B3"]] if other["검산", "B3"] != 0 else []
    return found


def changed(content: bytes, changes: dict[tuple[str, str], object]) -> bytes:
    """The workbook as a person leaves it who changes inputs in it."""
    book = opened(content)
    for (title, place), value in changes.items():
        assert not book[title][place].protection.locked
        book[title][place].value = value
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
