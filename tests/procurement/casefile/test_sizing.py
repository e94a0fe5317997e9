from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.casefile.sizing import main_file, read_sizing
from tests.procurement.casefile.folder import small_case as bids_folder
from tests.procurement.casefile.sizing_folder import EXAMPLE, small_folder, solved


def test_a_folder_with_its_own_sizing_is_read_whole(tmp_path: Path) -> None:
    case = read_sizing(small_folder(tmp_path))
    assert (case.title, case.day, case.example) == ("=시험 '구성' _x0041_", date(2026, 11, 2), False)
    assert [c.id for c in case.purchase.problem.configurations] == ["old", "new", "dark"]
    assert [one.id for one in case.purchase.covered] == ["chat"]


def test_the_sizing_of_a_tender_needs_no_marks(tmp_path: Path) -> None:
    folder = bids_folder(tmp_path)
    (folder / "marks.csv").unlink()
    case = read_sizing(folder)
    assert (case.title, [b.id for b in case.purchase.problem.buckets]) == ("시험 사업", ["chat"])


def test_none_or_both_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"one of sizing\.toml and tender\.toml"):
        read_sizing(tmp_path)
    small_folder(tmp_path)
    (tmp_path / "tender.toml").write_text("", encoding="utf-8")
    with pytest.raises(TableError, match=r"one of sizing\.toml and tender\.toml"):
        read_sizing(tmp_path)


def test_the_file_that_asks_is_named(tmp_path: Path) -> None:
    assert main_file(tmp_path) == "tender.toml"
    assert main_file(small_folder(tmp_path)) == "sizing.toml"


def test_the_example_buys_three_kinds_over_three_years_proven() -> None:
    sizing = solved(EXAMPLE)
    mix = sizing.sized.mix
    assert mix is not None
    assert [(o.item, o.year, o.count) for o in mix.orders] == [
        ("h100", 0, 1), ("l40s", 0, 2), ("rngd", 1, 1), ("rngd", 2, 1),
    ]  # fmt: skip
    assert (mix.cost, mix.total_cost, mix.proven) == (1_145_000_000, 1_748_962_000, True)
    assert mix.bound == mix.total_cost
    assert [one.bidder for one in sizing.evidence] == [
        "NXT RNGD Server (RNGD 8장)",
        *["DGX H100 (H100 SXM 8장)"] * 3,
        *["SYS-521GE-TNRT (L40S 8장)"] * 3,
    ]
    assert sizing.stated[0][1][0] == "지어낸 값"
