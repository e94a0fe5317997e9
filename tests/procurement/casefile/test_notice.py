from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.casefile import read_case
from procurement.casefile.notice import notice_of
from scoring.checks import UnusableScheme
from tests.procurement.casefile.folder import TENDER, change, small_case, write


def test_the_notice_is_read_without_bids(tmp_path: Path) -> None:
    write(tmp_path / "tender.toml", TENDER)
    found = notice_of(tmp_path)
    assert (found.id, found.title, found.agency, found.note) == ("T-1", "시험 사업", "시험 기관", "")
    assert (found.threshold.value, found.threshold_on_total) == (Decimal("76.5000"), False)
    assert found.amount == 1_000_000_000


def test_it_is_the_scheme_that_is_evaluated(tmp_path: Path) -> None:
    folder = small_case(tmp_path)
    assert notice_of(folder).scheme == read_case(folder).evaluation.scheme


def test_a_reserve_price_is_sealed(tmp_path: Path) -> None:
    write(tmp_path / "tender.toml", TENDER.replace('E_kind = "budget"', 'E_kind = "reserve"'))
    assert notice_of(tmp_path).amount is None


@pytest.mark.parametrize("number", ["T 1", "T\\u200b1", "T\\u202e1", "T\\n1"])
def test_a_number_that_is_no_part_of_an_ocid_is_refused(tmp_path: Path, number: str) -> None:
    write(tmp_path / "tender.toml", TENDER.replace('id = "T-1"', f'id = "{number}"', 1))
    with pytest.raises(TableError, match="becomes part of the ocid"):
        notice_of(tmp_path)


def test_a_scheme_against_the_rules_is_refused_before_it_is_published(tmp_path: Path) -> None:
    write(tmp_path / "tender.toml", TENDER)
    change(tmp_path / "tender.toml", "points = 70", "points = 71")
    with pytest.raises(UnusableScheme):
        notice_of(tmp_path)


def test_without_a_tender_there_is_no_notice(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"tender.toml: .*there is no such file"):
        notice_of(tmp_path)
