from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from tests.procurement.casefile.assess.folder import EXAMPLES, KINDS, example

ROOT = EXAMPLES.parents[1]


def called(*arguments: object) -> str:
    out = io.StringIO()
    call_command("assess", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_is_told_and_written(kind: str, tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    said = called(EXAMPLES / f"assess-{kind}", "--json", output)
    found = json.loads(output.read_text(encoding="utf-8"))
    assert f"■ 결과 / result: {found['result']}\n" in said
    assert called(EXAMPLES / f"assess-{kind}") == said


def test_from_the_command_line_it_exits_with_the_code_and_never_stops_at_a_letter(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "assess"]
    env = {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*command, str(EXAMPLES / "assess-mas")], env=env, check=False, capture_output=True)
    assert (done.returncode, done.stderr, b"/ first" in done.stdout) == (0, b"", True)
    refused = subprocess.run([*command, str(tmp_path)], env=env, check=False, capture_output=True)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert b"there is no such file in the folder" in refused.stderr
    wrong = subprocess.run([*command, str(tmp_path / "none")], env=env, check=False, capture_output=True)
    assert (wrong.returncode, b"is not a folder" in wrong.stderr) == (2, True)


@pytest.mark.parametrize(
    ("output", "returncode", "says"),
    [
        ("x.txt", 2, "must name a .json file"),
        ("folder.json", 2, "must name a .json file"),
        ("case/assess.toml/x.json", 1, "cannot be read or written"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, output: str, returncode: int, says: str) -> None:
    (tmp_path / "folder.json").mkdir()
    folder = example(tmp_path / "case", "mas")
    with pytest.raises(CommandError, match=says) as caught:
        called(folder, "--json", tmp_path / output)
    assert caught.value.returncode == returncode


def test_a_refused_case_writes_nothing(tmp_path: Path) -> None:
    folder = example(tmp_path / "case", "mas", ('"나 제조"', '"가 제조"'))
    with pytest.raises(CommandError, match=r"^받아들이지 않았습니다 / refused\nassess\.toml: 가 제조") as caught:
        called(folder, "--json", tmp_path / "x.json")
    assert caught.value.returncode == 1
    assert not (tmp_path / "x.json").exists()


def test_the_workbook_is_written_with_the_json_and_told(tmp_path: Path) -> None:
    workbook, output = tmp_path / "out.xlsx", tmp_path / "out.json"
    said = called(EXAMPLES / "assess-qualification", "-o", workbook, "--json", output)
    assert said.endswith(f"■ 통합문서: {workbook} (검산 25건) / workbook\n")
    assert output.is_file()
    first = workbook.read_bytes()
    called(EXAMPLES / "assess-qualification", "-o", workbook)
    assert workbook.read_bytes() == first


def test_the_workbook_is_written_in_english_on_request(tmp_path: Path) -> None:
    called(EXAMPLES / "assess-mas", "-o", tmp_path / "x.xlsx", "--language", "en")
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames[-1] == "Checks"


def test_a_number_too_fine_for_a_sheet_writes_neither_file(tmp_path: Path) -> None:
    folder = example(tmp_path / "case", "qualification", ("27.5", "27.55555555555"))
    with pytest.raises(CommandError, match=r"assess\.toml: 나래 납품이행능력: .*엑셀은") as caught:
        called(folder, "-o", tmp_path / "x.xlsx", "--json", tmp_path / "x.json")
    assert (caught.value.returncode, [path.name for path in tmp_path.iterdir()]) == (1, ["case"])
    with pytest.raises(CommandError, match=r"must name an \.xlsx file") as wrong:
        called(folder, "-o", tmp_path / "x.xls")
    assert wrong.value.returncode == 2
