from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.table import Table, TableError, read_table
from procurement.casefile.records import lots_of, reopened_of, sitting_of
from procurement.exports.dossier import Changed
from scoring.result import Lot
from scoring.sitting import Absence, Reason, Sitting
from tests.procurement.casefile.folder import TENDER, write

LOT = '[[lot]]\nbids = ["B", "A"]\nday = 2026-11-20\nwitnessed_by = "감사관실"\nrecord = "추첨조서 1"\n'
MARKS = """\
[[excused]]
evaluator = "위원1"
bid = "A"
kind = "recused"
reason = "전년도 공동연구"

[[excused]]
evaluator = "위원2"
kind = "replaced"
replacement = "위원9"
reason = "질병"

[[reason]]
evaluator = "위원9"
bid = "B"
text = "실현 가능성이 낮음"
"""


def tender(more: str = "", procedure: str = "negotiation_national") -> Table:
    text = TENDER.replace('ids = ["위원1", "위원2"]', f'ids = ["위원1", "위원2"]\n{more}')
    return read_table(text.replace("negotiation_national", procedure).encode(), filename="tender.toml")


def test_without_files_nothing_is_recorded(tmp_path: Path) -> None:
    assert (lots_of(tmp_path), sitting_of(tmp_path, tender=tender())) == ((), None)


def test_a_lot_is_the_drawn_order_with_its_day_witness_and_record(tmp_path: Path) -> None:
    write(tmp_path / "lots.toml", LOT)
    assert lots_of(tmp_path) == (Lot(("B", "A"), date(2026, 11, 20), "감사관실", "추첨조서 1"),)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[[lot]]", "[[lots]]", "lots.toml: .*unknown key 'lots'"),
        ('record = "추첨조서 1"\n', "", r"lots.toml.lot\[0\]: 'record' 값이 없음"),
        ("2026-11-20", '"2026-11-20"', r"lots.toml.lot\[0\]: day = "),
        ('"B", "A"', '"B", "B"', r"lots.toml.lot\[0\]: bids = .*without a repeat"),
    ],
)
def test_a_lot_that_is_not_fully_recorded_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    write(tmp_path / "lots.toml", LOT.replace(old, new))
    with pytest.raises(TableError, match=says):
        lots_of(tmp_path)


def test_absences_and_reasons_are_recorded_beside_the_marks(tmp_path: Path) -> None:
    write(tmp_path / "marks.toml", MARKS)
    assert sitting_of(tmp_path, tender=tender()) == Sitting(
        ("위원1", "위원2"),
        (Absence("위원1", "A", "recused", "전년도 공동연구"), Absence("위원2", None, "replaced", "질병", "위원9")),
        (Reason("위원9", "B", "실현 가능성이 낮음"),),
    )


def test_the_amount_sets_the_size_of_the_committee_and_a_pps_tender_must_say_it(tmp_path: Path) -> None:
    found = sitting_of(tmp_path, tender=tender('amount = 5000000000\ncommittee = "large"', "negotiation_pps"))
    assert found == Sitting(("위원1", "위원2"), amount=5_000_000_000, kind="large")
    with pytest.raises(TableError, match=r"^tender\.toml\.evaluators: 'amount'"):
        sitting_of(tmp_path, tender=tender(procedure="negotiation_pps"))


def test_an_absence_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "marks.toml", MARKS.replace('"recused"', '"late"'))
    with pytest.raises(TableError, match=r"marks\.toml\.excused\[0\]: kind = 'late'"):
        sitting_of(tmp_path, tender=tender())


REOPENED = """
[[reopened]]
evaluator = "위원1"
at = 2026-11-20T10:00:00+09:00
by = "최위원장"
reason = "가점 착오"
changed = [{ bid = "A", criterion = "plan", points = 12.5, reason = "처음" }]

[[reopened]]
evaluator = "위원2"
at = 2026-11-20T11:00:00+09:00
by = "최위원장"
reason = "서명 누락"
"""


def test_cards_that_were_given_back_are_read_with_what_stood_on_them(tmp_path: Path) -> None:
    write(tmp_path / "marks.toml", MARKS + REOPENED)
    first, second = reopened_of(tmp_path)
    assert (first.evaluator, first.by, first.reason, first.at.isoformat()) == (
        "위원1", "최위원장", "가점 착오", "2026-11-20T10:00:00+09:00",
    )  # fmt: skip
    assert first.changed == (Changed("A", "plan", Fraction("12.5"), "처음"),)
    assert second.changed == ()
    assert sitting_of(tmp_path, tender=tender()) is not None
    write(tmp_path / "marks.toml", REOPENED.replace("+09:00", ""))
    with pytest.raises(TableError, match=r"marks\.toml\.reopened\[0\]: at"):
        reopened_of(tmp_path)
