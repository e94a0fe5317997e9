from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.procurement.exports.reading import opened
from tests.procurement.openings.published import HEAD, response, row

ROOT = Path(__file__).resolve().parents[4]
EXAMPLE = ROOT / "docs" / "examples" / "reconcile"
OPENING, TERMS = EXAMPLE / "opening.json", EXAMPLE / "reconcile.toml"


def called(*arguments: object) -> list[str]:
    out = io.StringIO()
    call_command("reconcile", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def refused(*arguments: object) -> tuple[int, str]:
    with pytest.raises(CommandError) as caught:
        called(*arguments)
    return caught.value.returncode, str(caught.value)


def test_the_example_is_reconciled_and_its_made_up_cause_found(tmp_path: Path) -> None:
    sheet, data = tmp_path / "o.xlsx", tmp_path / "o.json"
    said = called(OPENING, "--with", TERMS, "-o", sheet, "--json", data)
    assert any(line.startswith("■ 가장 그럴듯한 까닭 / likeliest cause: 기준금액 E ÷ 1.1") for line in said)
    assert said[-1].startswith(f"■ 엑셀: {sheet} (검산 ")
    assert opened(sheet.read_bytes()).sheetnames == ["개찰 대조", "까닭과 점검", "검산"]
    told = json.loads(data.read_text(encoding="utf-8"))
    assert told["likeliest_cause"].startswith("기준금액 E ÷ 1.1")
    assert told["example"].startswith("예시: 공고번호, 업체, 금액, 점수는 지어낸 값이다.")


def test_the_workbook_is_written_in_english_on_request(tmp_path: Path) -> None:
    called(OPENING, "--with", TERMS, "-o", tmp_path / "o.xlsx", "--language", "en")
    sheets = ["Opening reconciled", "Causes and checks", "Checks"]
    assert opened((tmp_path / "o.xlsx").read_bytes()).sheetnames == sheets


def test_without_anything_to_write_it_only_says(tmp_path: Path) -> None:
    assert called(OPENING, "--with", TERMS)[0].startswith("■ [예시] NPU 추론 서버 구매")
    assert list(tmp_path.iterdir()) == []


def made(folder: Path, opening: bytes, terms: str = HEAD) -> tuple[Path, Path]:
    paths = folder / "opening.json", folder / "terms.toml"
    paths[0].write_bytes(opening)
    paths[1].write_text(terms, encoding="utf-8")
    return paths


@pytest.mark.parametrize(
    ("opening", "terms", "says"),
    [
        (response([row()], code="22", message="LIMITED"), HEAD, "opening.json, /response/header: resultCode 22"),
        (response([row(rmrk="보류")]), HEAD, "/rmrk = '보류'"),
        (response([row()]), HEAD.replace("price = 20", "price = 30"), "terms.toml.points: 기술 80"),
        (response([row()]), HEAD.replace('E_vat = "incl"', 'E_vat = "excl"'), "terms.toml: 기준금액(excl)과"),
        (response([row()]), HEAD.replace("R26BK00000001", "R26BK2"), "holds no such opening"),
    ],
)
def test_a_refusal_names_file_and_place_and_writes_nothing(
    tmp_path: Path, opening: bytes, terms: str, says: str
) -> None:
    file, answers = made(tmp_path, opening, terms)
    output = tmp_path / "o.xlsx"
    code, said = refused(file, "--with", answers, "-o", output)
    assert (code, output.exists()) == (1, False)
    assert said.startswith("대조할 수 없습니다. 아무것도 쓰지 않았습니다 / cannot be reconciled, nothing written\n")
    assert says in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("no-such.json", "--with", TERMS), "is no file"),
        ((OPENING,), "the opening lacks E, VAT, points and rules"),
        ((OPENING, "--with", "no-such.toml"), "the opening lacks E, VAT, points and rules"),
        ((OPENING, "--with", TERMS, "-o", "o.xls"), "must name an .xlsx file"),
        ((OPENING, "--with", TERMS, "--json", "o.txt"), "must name a .json file"),
        ((OPENING, "--with", TERMS, "--json", OPENING), "one file is named twice"),
    ],
)
def test_wrong_usage_is_told(arguments: tuple[object, ...], says: str) -> None:
    code, said = refused(*arguments)
    assert (code, says in said) == (2, True)


def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, said = refused(OPENING, "--with", TERMS, "-o", tmp_path / "o.xlsx", "--json", tmp_path / "file" / "o.json")
    assert (code, "cannot be written, nothing written" in said) == (1, True)
    assert not (tmp_path / "o.xlsx").exists()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", fails)
    code, said = refused(OPENING, "--with", TERMS, "-o", tmp_path / "o.xlsx")
    assert (code, "reconcile.toml: Permission denied" in said) == (1, True)


def test_differences_end_with_exit_code_zero() -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "reconcile", str(OPENING), "--with", str(TERMS)]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "같음 3, 다름 1, 미공표 0, 미산출 0" in ran.stdout
