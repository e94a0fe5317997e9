from __future__ import annotations

import io
import zipfile

import pytest

from procurement.selectors.documents import case_folder
from procurement.services.panel import close_technical
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import Round, evaluating, mark, with_bids

pytestmark = pytest.mark.django_db


def test_marks_are_not_in_the_folder_before_the_close() -> None:
    """C.2-7"""
    made = evaluating()
    assert "marks.csv" not in names(made)
    mark(made)
    assert "marks.csv" not in names(made)
    made.tender = close_technical(made.tender, by=acting(made.officer), at=AT)
    assert "marks.csv" in names(made)


def names(made: Round) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(case_folder(made.tender))).namelist()


def test_the_same_files_give_the_same_bytes() -> None:
    made = with_bids()
    assert case_folder(made.tender) == case_folder(made.tender)
