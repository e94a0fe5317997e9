from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command, load_command_class

from tests.procurement.exports.kperf_cases import FILES

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "r"
    place.mkdir()
    for name in ("kperf_result.json", "vllm_c4.json"):
        shutil.copyfile(FILES / name, place / name)
    (place / "note.md").write_text("# 메모", encoding="utf-8")
    return place


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def called(*arguments: object, out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    call_command("results", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_every_file_is_told_then_all_together(folder: Path) -> None:
    lines = called(folder).splitlines()
    assert [line for line in lines if line.startswith("[")] == [
        "[1/3] r/kperf_result.json", "[2/3] r/note.md", "[3/3] r/vllm_c4.json",
    ]  # fmt: skip
    assert "■ 파일 3개: 읽음 2, 거절 1; 측정점 4 / files: read, refused; rows" in lines
    assert "        등급 / grades /1 C=4: TPOT O O O, NTPOT O O O" in lines
    assert "  V22: 주의 warn 4" in lines


def test_everything_that_is_asked_for_is_written(folder: Path) -> None:
    out = folder.parent / "out"
    written = {"--xlsx": out / "k.xlsx", "--json": out / "all.json", "--llmd": out / "llmd"}
    said = called(folder, *(part for pair in written.items() for part in pair))
    assert openpyxl.load_workbook(out / "k.xlsx").sheetnames[0] == "표지·기준값"
    assert [file["name"] for file in json.loads((out / "all.json").read_bytes())["files"]] == [
        "r/kperf_result.json", "r/vllm_c4.json",
    ]  # fmt: skip
    assert len(list((out / "llmd").iterdir())) == 4
    assert said.splitlines()[-3:] == [
        f"■ 썼습니다 / written: {out / 'k.xlsx'}",
        f"■ 썼습니다 / written: {out / 'all.json'}",
        f"■ llm-d 보고서 4개를 썼습니다 / reports written: {out / 'llmd'}",
    ]


def test_the_workbook_is_written_in_english_on_request(folder: Path) -> None:
    called(folder, "--xlsx", folder.parent / "k.xlsx", "--language", "en")
    assert openpyxl.load_workbook(folder.parent / "k.xlsx").sheetnames[0] == "Cover and limits"


def test_a_sweep_becomes_a_kperf_result(folder: Path) -> None:
    called(folder / "kperf_result.json", "--kperf-json", folder.parent / "k.json")
    assert [step["concurrency"] for step in json.loads((folder.parent / "k.json").read_bytes())] == [1, 4, 8]


def test_results_of_several_conditions_write_no_kperf_result_and_nothing_else(folder: Path) -> None:
    outputs = ("--kperf-json", folder.parent / "k.json", "--json", folder.parent / "all.json")
    with pytest.raises(CommandError, match="refused, nothing written") as caught:
        called(folder, *outputs)
    assert caught.value.returncode == 1
    assert [path.name for path in folder.parent.iterdir()] == ["r"]


def test_like_is_compared_with_like_where_asked(folder: Path) -> None:
    asked, plain = (called(folder, *more).splitlines() for more in (("--compare",), ()))
    assert [line for line in asked if line not in plain] == [
        "■ 비교: 출력 처리량 tokens/s (시스템, 가속기당, W당) / comparison: per system, per accelerator, per watt",
        "  견줄 상대가 없는 조건 4개 / workloads with nothing to compare",
    ]


def test_answers_are_taken_and_a_wrong_sheet_is_refused(folder: Path) -> None:
    sheet = folder.parent / "answers.toml"
    sheet.write_text('[[files]]\nmatch = "*/vllm*"\n[files.answers]\naccelerator = "npu-x"\n', encoding="utf-8")
    called(folder, "--answers", sheet, "--json", folder.parent / "all.json")
    second = json.loads((folder.parent / "all.json").read_bytes())["files"][1]
    assert second["results"][0]["measurement"]["system"]["accelerator"] == "npu-x"
    sheet.write_text('[[files]]\nmatch = "none"\n', encoding="utf-8")
    with pytest.raises(CommandError, match="no file matches it") as caught:
        called(folder, "--answers", sheet)
    assert caught.value.returncode == 1


def test_where_nothing_can_be_read_the_code_is_1_and_nothing_is_written(folder: Path) -> None:
    with pytest.raises(CommandError, match="no result file could be read") as caught:
        called(folder / "note.md", "--json", folder.parent / "all.json")
    assert (caught.value.returncode, (folder.parent / "all.json").exists()) == (1, False)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("{r}/none",), "is not there"),
        (("{r}", "--xlsx", "x.xls"), "must name a .xlsx file"),
        (("{r}", "--json", "{r}"), "must name a .json file"),
        (("{r}", "--llmd", "{r}/note.md"), "is not a folder"),
    ],
)
def test_wrong_usage_is_told_apart(folder: Path, arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says) as caught:
        called(*(part.format(r=folder) for part in arguments))
    assert caught.value.returncode == 2


def test_a_place_that_cannot_be_written_is_refused(folder: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read or written, nothing written") as caught:
        called(folder, "--json", folder / "note.md" / "x.json")
    assert caught.value.returncode == 1


def test_a_terminal_sees_which_file_is_read(folder: Path) -> None:
    assert "\r[1/1] vllm_c4.json" in called(folder / "vllm_c4.json", out=Terminal())


class Interrupting(io.StringIO):
    """A terminal at which someone presses Ctrl-C when the second file is told."""

    def write(self, text: str) -> int:
        if text.startswith("[2/"):
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


@pytest.fixture
def listening() -> Iterator[None]:
    """Ctrl-C interrupts also where the tests themselves run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("listening")
def test_ctrl_c_ends_with_a_sentence_and_its_own_exit_code(folder: Path) -> None:
    with pytest.raises(CommandError, match=r"중단했습니다\. 아무것도 쓰지 않았습니다") as caught:
        called(folder, "--json", folder.parent / "x.json", out=Interrupting())
    assert (caught.value.returncode, (folder.parent / "x.json").exists()) == (130, False)


def test_the_command_line_prints_and_exits_with_the_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = load_command_class("procurement", "results")
    command.run_from_argv(["manage.py", "results", str(folder)])
    assert "■ 파일 3개" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        command.run_from_argv(["manage.py", "results", str(folder / "none")])
    assert ended.value.code == 2


def test_a_pipe_of_another_encoding_and_one_that_closes_stop_nothing_badly(folder: Path) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "results", str(folder)]
    env = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(command, env=env, check=False, capture_output=True)
    assert (ran.returncode, ran.stderr) == (0, b"")
    env = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        said = running.stderr.read().decode()
    assert (said.splitlines()[-1:], running.returncode) == (
        ["출력을 받던 쪽이 닫혀 멈췄습니다 / stopped: the reader of the output closed it"],
        1,
    )
