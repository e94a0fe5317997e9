from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from tests.procurement.casefile.folder import small_case as bids_folder
from tests.procurement.casefile.sizing_folder import EXAMPLE, small_folder
from tests.procurement.exports.robust_cases import tender_case

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


def test_the_workbook_is_written_in_english_on_request(tmp_path: Path) -> None:
    called(bids_folder(tmp_path / "case"), "-o", tmp_path / "x.xlsx", "--language", "en")
    assert openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames[0] == "Hardware mix"


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
        (["case", "--frontier", "0"], 2, "at least one point"),
        (["case", "--frontier", "-3"], 2, "at least one point"),
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
    with pytest.raises(CommandError, match=r"\nsizing\.toml \[sizing\]: "):
        called(small_folder(tmp_path, "utilisation = 0.5", "utilisation = 2"))
    assert caught.value.returncode == 1
    assert not (tmp_path / "x.xlsx").exists()


def test_further_questions_are_answered_and_an_unknown_server_is_refused(tmp_path: Path) -> None:
    folder = bids_folder(tmp_path / "case")
    said = called(folder, "--prices", "--frontier", "2", "--why", "B")
    assert "■ 한도의 가격 / price of each limit" in said
    assert "■ B사 · B사 서버: 구성에 없음 / not in the mix" in said
    assert "원 이하면 들고" in said
    with pytest.raises(CommandError, match="known: A, B, C") as caught:
        called(folder, "--why", "Z")
    assert caught.value.returncode == 1


def test_robustness_is_asked_by_the_terms_of_the_folder(tmp_path: Path) -> None:
    tender_case(tmp_path / "case")
    told = tmp_path / "x.json"
    said = called(tmp_path / "case", "--robustness", "--json", told)
    assert "40개 중 40개를 모두 처리 / all served" in said
    assert json.loads(told.read_text(encoding="utf-8"))["robustness"]["served"][0]["all_served"] == 40


def test_robustness_without_terms_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"write:\n  \[sizing\.robustness\]\n") as caught:
        called(small_folder(tmp_path), "--robustness", "-o", tmp_path / "x.xlsx")
    assert caught.value.returncode == 1
    assert not (tmp_path / "x.xlsx").exists()


def test_too_little_time_for_an_answer_says_so(tmp_path: Path) -> None:
    said = called(bids_folder(tmp_path / "case"), "--seconds", "0.000001")
    assert "제한 시간 안에" in said


def test_from_the_command_line_it_exits_with_the_code(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "size"]
    done = subprocess.run([*command, str(small_folder(tmp_path))], check=False, capture_output=True)
    assert (done.returncode, done.stderr, "■ 증명 / proof".encode() in done.stdout) == (0, b"", True)
    refused = subprocess.run([*command, str(tmp_path / "no")], check=False, capture_output=True)
    assert refused.returncode == 2


def test_ctrl_c_ends_it_within_two_seconds_and_nothing_is_written(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "size", str(EXAMPLE), "-o", str(tmp_path / "x.xlsx")]
    command += ["--frontier", "200", "--prices", "--why", "rngd", "--seconds", "600"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(6)
    began = time.monotonic()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert (running.returncode, b"interrupted, nothing written" in said) == (130, True)
    assert time.monotonic() - began < 2
    assert list(tmp_path.iterdir()) == []
