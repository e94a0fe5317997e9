from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from procurement.exports.dossier import Dossier, Evidenced, Tender
from procurement.exports.xlsx.workbook import evaluation_workbook
from tests.procurement.exports.evaluations import DAY, dossier, evaluated
from tests.procurement.exports.reading import cells, opened
from tests.procurement.sizing.builders import measurement
from tests.scoring.tender import MARKS, SCHEME, A, B, C

_TAIL = "a\x00b\x07\ufffe]]></t><f>1</f>&amp;<b>'\"_x003D_1\u202e😀ㄱ\u1112\u1161"
HOSTILE = [
    *(f"{lead}{_TAIL}" for lead in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "{=1}", "'=1", "]]>", "_x003D_1")),
    '=HYPERLINK("https://example.org")', "", " ", "\n\n", "가" * 40_000,
]  # fmt: skip


def everywhere(text: str) -> Dossier:
    """The small tender with this text wherever people write one; ids stay, so that the tender stays the same."""
    criteria = tuple(replace(c, title=text, group=text, unit=text) for c in SCHEME.criteria)
    scheme = replace(SCHEME, criteria=criteria, gates=tuple(replace(g, title=text, unit=text) for g in SCHEME.gates))
    bids = tuple(replace(b, name=text, evidence=tuple(replace(e, trace=text) for e in b.evidence)) for b in (A, B, C))
    marks = tuple(replace(m, evaluator=f"{text}{m.evaluator}") for m in MARKS)
    source = measurement("m")
    told = replace(
        source,
        source=replace(source.source, filename=text, where=text),
        system=replace(source.system, accelerator=text or None),
    )
    evaluation = evaluated(scheme, bids=bids, marks=marks)
    return dossier(evaluation, makers=(text, "나"), evidence=(Evidenced("A", text, told, ()),))


def shape(made: Dossier) -> list[tuple[int, str, str]]:
    """Every written cell: the number of its sheet, its place, and whether it is text, number or formula."""
    book = opened(evaluation_workbook(made).content)
    numbers = {title: number for number, title in enumerate(book.sheetnames)}
    return [
        (numbers[cell.parent.title], cell.coordinate, "s" if cell.value is None else cell.data_type)
        for cell in cells(book)
        if cell.has_style
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text[:12]) for text in HOSTILE])
def test_no_text_becomes_a_formula_or_moves_a_cell(text: str) -> None:
    assert shape(everywhere(text)) == plain_shape()


@cache
def plain_shape() -> list[tuple[int, str, str]]:
    return shape(everywhere("가"))


def test_the_tenders_own_words_stay_text_and_leave_the_names_right() -> None:
    words = "=1+1 & '\"" * 30
    tender = Tender(words, words, words, DAY, words, (("E_kind", words),), example=True, example_note=words)
    book = opened(evaluation_workbook(dossier(evaluated(), tender=tender)).content)
    assert [cell.value for cell in cells(book) if cell.data_type == "f" and "1+1" in str(cell.value)] == []
    for name in book.defined_names.values():
        [(title, place)] = name.destinations
        assert book[title][place].value is not None
