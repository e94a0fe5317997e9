from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from tests.procurement.casefile.folder import small_case as bids_folder
from tests.procurement.casefile.sizing_folder import EXAMPLE, small_folder

ROOT = EXAMPLE.parents[2]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def called(*arguments: object, out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    call_command("size", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_it_tells_and_writes_workbook_and_json(tmp_path: Path) -> None:
    book, told = tmp_path / "a" / "x.xlsx", tmp_path / "x.json"
    said = called(EXAMPLE, "-o", book, "--json", told, out=Terminal())
    assert "최적임이 증명됨 / proven optimal" in said
    assert said.endswith(f"■ 파일: {book} / written\n■ 파일: {told} / written\n")
    assert openpyxl.load_workbook(book).sheetnames[0] == "장비 구성안"
    assert json.loads(told.read_text(encoding="utf-8"))["mix"]["total_cost"] == 1_748_962_000


def test_the_sizing_of_a_tender_is_told_without_writing(tmp_path: Path) -> None:
    folder = bids_folder(tmp_path / "case")
    assert "  A사 · A사 서버 × " in called(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case"]


@pytest.mark.parametrize(
    ("arguments", "returncode", "says"),
    [
        (["none"], 2, "is not a folder"),
        (["case", "--seconds", "0"], 2, "above 0 and at most"),
        (["case", "-o", "x.xls"], 2, "must name a .xlsx file"),
        (["case", "--json", "x.txt"], 2, "must name a .json file"),
        (["case", "-o", "case/sizing.toml/x.xlsx"], 1, "cannot be read or written"),
    ],
)
def test_wrong_usage_and_places_are_refused(
    tmp_path: Path, arguments: list[str], returncode: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "case").mkdir()
    small_folder(tmp_path / "case")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CommandError, match=says) as caught:
        called(*arguments)
    assert caught.value.returncode == returncode


def test_a_question_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    folder = small_folder(tmp_path, "spares = 0", "spares = -1")
    with pytest.raises(CommandError, match="nothing written") as caught:
        called(folder, "-o", tmp_path / "x.xlsx")
    assert caught.value.returncode == 1
    assert not (tmp_path / "x.xlsx").exists()


class Interrupting(io.StringIO):
    """A terminal at which someone presses Ctrl-C while the solver runs."""

    def isatty(self) -> bool:
        signal.raise_signal(signal.SIGINT)
        return False


def test_from_the_command_line_it_exits_with_the_code(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "size"]
    done = subprocess.run([*command, str(small_folder(tmp_path))], check=False, capture_output=True)
    assert (done.returncode, done.stderr, "■ 증명 / proof".encode() in done.stdout) == (0, b"", True)
    refused = subprocess.run([*command, str(tmp_path / "no")], check=False, capture_output=True)
    assert refused.returncode == 2
