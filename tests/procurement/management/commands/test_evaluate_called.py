from __future__ import annotations

import io
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command, load_command_class

from tests.procurement.casefile.folder import TENDER, change, small_case, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_case(tmp_path / "case")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def called(*arguments: object, out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    call_command("evaluate", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_called_from_python_it_writes_the_same_workbook(folder: Path) -> None:
    output = folder.parent / f"{'가' * 80}.xlsx"
    said = called(folder, "-o", output, out=Terminal())
    assert "  1. A사: 합계 95.2444 = 기술 85.8000 + 가격 9.4444 − 감점 0" in said
    assert openpyxl.load_workbook(output).sheetnames


def test_without_demand_there_is_no_mix(folder: Path) -> None:
    write(folder / "tender.toml", TENDER.partition("[sizing]")[0])
    said = called(folder, "-o", folder.parent / "x.xlsx")
    assert "[2/3] 수요가 없어 장비 구성을 구하지 않습니다 / no demand, no sizing" in said
    assert "장비 구성안" not in said


@pytest.mark.parametrize(
    ("output", "returncode", "says"),
    [("x.xls", 2, "must name an .xlsx file"), ("case/marks.csv/x.xlsx", 1, "cannot be read or written")],
)
def test_called_from_python_it_raises_with_the_exit_code(folder: Path, output: str, returncode: int, says: str) -> None:
    with pytest.raises(CommandError, match=says) as caught:
        called(folder, "-o", folder.parent / output)
    assert caught.value.returncode == returncode


class Interrupting(io.StringIO):
    """A terminal at which someone presses Ctrl-C when the sizing begins."""

    def write(self, text: str) -> int:
        if text.startswith("[2/3]"):
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
        called(folder, "-o", folder.parent / "x.xlsx", out=Interrupting())
    assert caught.value.returncode == 130
    assert not (folder.parent / "x.xlsx").exists()


def test_the_command_line_prints_and_exits_with_the_code(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = load_command_class("procurement", "evaluate")
    command.run_from_argv(["manage.py", "evaluate", str(folder), "-o", str(folder.parent / "x.xlsx")])
    assert "■ 통합문서: " in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        command.run_from_argv(["manage.py", "evaluate", str(folder / "none"), "-o", str(folder.parent / "x.xlsx")])
    assert ended.value.code == 2


def test_called_from_python_the_time_must_be_finite(folder: Path) -> None:
    with pytest.raises(CommandError, match="--seconds inf") as caught:
        called(folder, "-o", folder.parent / "x.xlsx", "--seconds", "inf")
    assert caught.value.returncode == 2


def test_called_from_python_a_refusal_is_an_error_too(folder: Path) -> None:
    change(folder / "marks.csv", "66", "66.12345")
    with pytest.raises(CommandError, match=r"marks\.csv 2행") as caught:
        called(folder, "-o", folder.parent / "x.xlsx")
    assert caught.value.returncode == 1


def test_documents_for_hancom_office_are_written_with_the_workbook(folder: Path) -> None:
    pytest.importorskip("hwpx")
    made = folder.parent / "made"
    asked = ("-o", made / "x.xlsx", "--hwpx", made / "결과서.hwpx", "--hwpx-cards", made / "평가표")
    said = called(folder, *asked)
    files = sorted(path.relative_to(made).as_posix() for path in made.rglob("*.hwpx"))
    assert files == ["결과서.hwpx", "평가표/평가표_채점_위원1.hwpx", "평가표/평가표_채점_위원2.hwpx"]
    assert [f"■ 한글 문서: {made / name} / HWPX" in said for name in files] == [True] * 3
    content = (made / "결과서.hwpx").read_bytes()
    called(folder, *asked)
    assert (made / "결과서.hwpx").read_bytes() == content


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [("--hwpx", "x.hwp", "must name an .hwpx file"), ("--hwpx-cards", "case/marks.csv", "is not a folder")],
)
def test_a_wrong_name_for_a_document_is_wrong_usage(folder: Path, option: str, value: str, says: str) -> None:
    output = folder.parent / "x.xlsx"
    with pytest.raises(CommandError, match=says) as caught:
        called(folder, "-o", output, option, folder.parent / value)
    assert (caught.value.returncode, output.exists()) == (2, False)


@pytest.mark.parametrize("option", ["--hwpx=x.hwpx", "--hwpx-cards=cards"])
def test_without_the_optional_package_nothing_is_written(
    folder: Path, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "hwpx", None)
    monkeypatch.chdir(folder.parent)
    with pytest.raises(CommandError, match=r"nothing written\n.*python-hwpx is not installed") as caught:
        called(folder, "-o", "x.xlsx", option)
    assert (caught.value.returncode, [path.name for path in folder.parent.iterdir()]) == (1, [folder.name])
