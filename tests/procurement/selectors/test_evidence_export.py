from __future__ import annotations

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from procurement.models import Measured
from procurement.resultfiles.handing import NotOneSweep
from procurement.selectors.evidence_export import json_of, results_of, sweep_of, workbook_of
from procurement.verification import Level
from tests.procurement.exchange import cast, newer, other_run, submitted, verified

pytestmark = pytest.mark.django_db


def test_what_was_kept_comes_out_with_its_file_its_findings_and_its_verification() -> None:
    people = cast()
    made = verified(submitted(people.maker), people)
    results = results_of(list(Measured.objects.all()), viewer=people.maker)
    file = made.files.get()
    assert [(one.name, one.sha256) for one in results.files] == [(f"가상반도체/{made.pk}/{file.name}", file.sha256)]
    assert {one.measurement.provenance.verification for one in results.every} == {made.verification}
    told = json.loads(json_of(results))
    assert len(told["files"][0]["results"]) == made.measured.count()
    assert load_workbook(BytesIO(workbook_of(results))).sheetnames
    assert json.loads(sweep_of(results))


def test_several_conditions_are_not_one_sweep() -> None:
    people = cast()
    submitted(people.maker)
    submitted(people.rival, data=other_run(), given=newer("7"))
    with pytest.raises(NotOneSweep):
        sweep_of(results_of(list(Measured.objects.all()), viewer=people.maker))


def test_a_verification_that_later_software_has_overtaken_says_so_down_to_the_sheet() -> None:
    people = cast()
    before = verified(submitted(people.maker, level=Level.PUBLIC), people)
    submitted(people.maker, level=Level.PUBLIC, given=newer(), data=other_run())
    rows = list(before.measured.select_related("release__owner", "file"))
    results = results_of(rows, viewer=None)
    assert all(one.findings[-1].rule == "E01" for one in results.every)
    book = load_workbook(BytesIO(workbook_of(results)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("적힌 판에만 맞습니다" in cell for cell in cells)
    assert "E01" in json_of(results).decode()
