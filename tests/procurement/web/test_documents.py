from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from django.test import Client
from openpyxl import load_workbook

from procurement.casefile import read_case
from procurement.models import AuditHead, Result
from tests.procurement.rounds import Round, take_further


def test_the_folder_evaluates_to_the_kept_result_and_the_workbook_prints_the_head(
    entered: Callable[[str], Client], made: Round, tmp_path: Path
) -> None:
    for _ in range(4):
        take_further(made)
    auditor, own = entered("auditor"), f"/tenders/{made.tender.pk}/documents/"
    sent = auditor.get(f"{own}folder.zip")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="EX-2026-001.zip"'
    zipfile.ZipFile(io.BytesIO(sent.content)).extractall(tmp_path)
    assert read_case(tmp_path).evaluation.input_digest == Result.objects.get(kind="final").input_digest
    book = load_workbook(io.BytesIO(auditor.get(f"{own}workbook.xlsx").content))
    head = AuditHead.objects.get()
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert [text for text in texts if f"감사기록 / record {head.number}: {head.digest}" in text] != []
    assert auditor.get(f"{own}report.hwpx").content.startswith(b"PK")


def test_before_the_opening_only_the_folder_is_there(entered: Callable[[str], Client], made: Round) -> None:
    officer, own = entered("officer"), f"/tenders/{made.tender.pk}/documents/"
    assert "개봉한 뒤에 만듭니다" in officer.get(own).content.decode()
    assert [officer.get(f"{own}{name}").status_code for name in ("workbook.xlsx", "report.hwpx")] == [409, 409]
    assert zipfile.ZipFile(io.BytesIO(officer.get(f"{own}folder.zip").content)).namelist() == [
        "README.md",
        "tender.toml",
    ]
