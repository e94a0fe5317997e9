from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.procurement.casefile.folder import TENDER, change, small_case, write

ROOT = Path(__file__).resolve().parents[4]
EXAMPLE = ROOT / "docs" / "examples" / "npu-llm-servers"
NO_NETWORK = "import socket\ndef refuse(*_):\n    raise OSError('no network')\nsocket.socket.connect = refuse\n"
Run = subprocess.CompletedProcess[str]


def cut_off(folder: Path) -> tuple[list[str], dict[str, str]]:
    """What runs a command without a network: a namespace of its own, or sockets that refuse to connect."""
    unshare = shutil.which("unshare")
    if (
        unshare
        and subprocess.run([unshare, "-n", sys.executable, "-V"], check=False, capture_output=True).returncode == 0
    ):
        return [unshare, "-n"], {}
    write(folder / "offline" / "sitecustomize.py", NO_NETWORK)
    return [], {"PYTHONPATH": str(folder / "offline")}


def evaluate(*arguments: object, cwd: Path, before: tuple[str, ...] = (), **env: str) -> Run:
    command = [*before, sys.executable, str(ROOT / "manage.py"), "evaluate", *map(str, arguments)]
    own = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", **env}
    ran = subprocess.run(command, cwd=cwd, env=own, check=False, capture_output=True, text=True, encoding="utf-8")
    assert not ran.stderr.startswith("Traceback"), ran.stderr
    return ran


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_case(tmp_path / "case")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    """The example, run without a network and from another folder."""
    place = tmp_path_factory.mktemp("example")
    before, env = cut_off(place)
    output = place / "new" / "example.xlsx"
    return evaluate(EXAMPLE, "-o", output, cwd=place, before=tuple(before), **env), output


def test_the_example_is_ranked_to_the_last_digit(example: tuple[Run, Path]) -> None:
    ran, _ = example
    lines = ran.stdout.splitlines()
    assert (ran.returncode, ran.stderr) == (0, "")
    start = lines.index(next(line for line in lines if line.startswith("■ 협상순위")))
    assert [line.strip() for line in lines[start + 1 : start + 9 : 2]] == [
        "1. 가온누리솔루션 (가상 업체): 합계 92.9872 = 기술 84.2500 + 가격 8.7372 − 감점 0",
        "2. 한울마루정보 (가상 업체): 합계 92.6241 = 기술 83.0000 + 가격 9.6241 − 감점 0",
        "3. 다솜벼리시스템 (가상 업체): 합계 87.9318 = 기술 77.7500 + 가격 10.1818 − 감점 0",
        "-  새벽별인프라 (가상 업체): 부적격 / not eligible",
    ]
    assert lines[start + 8].strip().startswith("기술 74.6000점: 기준 76.5000점 미만")


def test_the_example_says_mix_proof_evidence_and_where_the_workbook_is(example: tuple[Run, Path]) -> None:
    ran, output = example
    assert "NXT RNGD Server (RNGD 8장) × 3대, 525,000,000원" in ran.stdout
    assert "DGX H100 (H100 SXM 8장) × 1대, 545,000,000원" in ran.stdout
    assert "총 1,195,000,000원" in ran.stdout
    assert "최적임이 증명됨 / proven optimal" in ran.stdout
    assert "■ 성능 근거 8건 / evidence" in ran.stdout
    last = ran.stdout.splitlines()[-1]
    assert last.startswith(f"■ 통합문서: {output} (검산 ")


def test_the_examples_workbook_opens(example: tuple[Run, Path]) -> None:
    book = openpyxl.load_workbook(example[1])
    expected = {
        "표지·기준전사표",
        "정량평가표",
        "입찰가격 평가표",
        "종합평가표·협상순위",
        "장비 구성안",
        "성능 근거",
        "검산",
    }
    assert expected <= set(book.sheetnames)
    assert len([name for name in book.sheetnames if name.startswith("평가표 위원")]) == 7
    assert oct(example[1].stat().st_mode & 0o777) == oct(0o666 & ~umask())


def umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


def test_nothing_but_the_workbook_is_written(example: tuple[Run, Path]) -> None:
    place = example[1].parent.parent
    assert [path.name for path in example[1].parent.iterdir()] == ["example.xlsx"]
    assert {path.name for path in place.iterdir()} <= {"new", "offline"}
    assert list(ROOT.glob("*.sqlite*")) + list(EXAMPLE.glob("*.xlsx")) == []


def test_the_same_case_gives_the_same_bytes(example: tuple[Run, Path], tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    assert evaluate(EXAMPLE, "-o", again, cwd=ROOT).returncode == 0
    assert again.read_bytes() == example[1].read_bytes()


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp949"},
    ],
)
def test_a_terminal_of_another_encoding_stops_nothing(folder: Path, env: dict[str, str]) -> None:
    output = folder.parent / "결과.xlsx"
    command = [sys.executable, str(ROOT / "manage.py"), "evaluate", str(folder), "-o", str(output)]
    ran = subprocess.run(command, env={"PATH": os.environ["PATH"], **env}, check=False, capture_output=True)
    assert (ran.returncode, output.is_file()) == (0, True)
    assert b"1. A" in ran.stdout
    helped = subprocess.run([*command[:3], "--help"], env=env, check=False, capture_output=True)
    assert (helped.returncode, b"--seconds" in helped.stdout) == (0, True)


def break_tender(folder: Path) -> None:
    (folder / "tender.toml").unlink()


def break_price(folder: Path) -> None:
    change(folder / "bids" / "B.toml", "price = 850000000", 'price = "850,000,000"')


def break_evidence(folder: Path) -> None:
    (folder / "evidence" / "a" / "result.json").write_text("{}", encoding="utf-8")


def break_marks(folder: Path) -> None:
    path = folder / "marks.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp949"))


def break_demand(folder: Path) -> None:
    change(folder / "tender.toml", "rate = 20", "rate = 0")


def break_answers(folder: Path) -> None:
    change(folder / "tender.toml", 'bid_vat = "incl"', 'bid_vat = "excl"')


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (break_tender, "tender.toml: 사업 폴더에 이 파일이 없습니다"),
        (break_price, "bids/B.toml.bid: price = '850,000,000': 1 이상"),
        (break_evidence, "bids/A.toml.evidence[0]: evidence/a/result.json, line 1: 인식하지 못한 형식입니다"),
        (break_marks, "marks.csv 2행: UTF-8이 아닙니다."),
        (break_demand, "tender.toml [[sizing.demand]]: 수요 'chat'의 rate 값 0"),
        (break_answers, "tender.toml [rules.answers]: 기준금액(incl)과 입찰가격(excl)"),
    ],
)
def test_a_refused_case_writes_nothing_and_says_what_and_where(
    folder: Path, break_it: Callable[[Path], None], says: str
) -> None:
    break_it(folder)
    older = folder.parent / "older.xlsx"
    older.write_bytes(b"older")
    ran = evaluate(folder, "-o", older, cwd=folder)
    first, second = ran.stderr.splitlines()[:2]
    assert ran.returncode == 1
    assert first.endswith("입력을 받아들이지 않았습니다. 아무것도 쓰지 않았습니다 / input refused, nothing written")
    assert second.startswith(says), ran.stderr
    assert older.read_bytes() == b"older"
    assert {path.name for path in folder.parent.iterdir()} == {"case", "older.xlsx"}
    assert "통합문서:" not in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("{case}",), "-o/--output"),
        (("-o", "{place}/x.xlsx"), "folder"),
        (("{place}/none", "-o", "{place}/x.xlsx"), "폴더가 아닙니다 / is not a folder"),
        (("{case}/marks.csv", "-o", "{place}/x.xlsx"), "폴더가 아닙니다 / is not a folder"),
        (("{case}", "-o", "{place}/x.xls"), ".xlsx 파일 이름이어야 합니다 / must name an .xlsx file"),
        (("{case}", "-o", "{place}/folder.xlsx"), ".xlsx 파일 이름이어야 합니다 / must name an .xlsx file"),
        (("{case}", "-o", "{place}/x.xlsx", "--seconds", "nan"), "--seconds nan: 0초보다 길고"),
        (("{case}", "-o", "{place}/x.xlsx", "--seconds", "0"), "--seconds 0.0: 0초보다 길고"),
        (("{case}", "-o", "{place}/x.xlsx", "--seconds", "soon"), "--seconds"),
    ],
)
def test_wrong_usage_is_told_apart(folder: Path, arguments: tuple[str, ...], says: str) -> None:
    (folder.parent / "folder.xlsx").mkdir()
    ran = evaluate(*(part.format(case=folder, place=folder.parent) for part in arguments), cwd=folder)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert says in ran.stderr
    assert not (folder.parent / "x.xlsx").exists()


def test_a_place_that_cannot_be_written_is_refused(folder: Path) -> None:
    ran = evaluate(folder, "-o", folder / "marks.csv" / "x.xlsx", cwd=folder)
    assert ran.returncode == 1
    assert "읽거나 쓸 수 없습니다. 아무것도 쓰지 않았습니다 / cannot be read or written" in ran.stderr
    assert f"{folder / 'marks.csv'}: " in ran.stderr


def test_a_disk_that_is_full_leaves_the_older_workbook_and_no_part(folder: Path) -> None:
    write(folder / "tender.toml", TENDER.partition("[sizing]")[0])
    older = folder.parent / "older.xlsx"
    older.write_bytes(b"older")
    shell = (shutil.which("sh") or "sh", "-c", 'ulimit -f 8; exec "$@"', "sh")
    ran = evaluate(folder, "-o", older, cwd=folder, before=shell, PYTHONDONTWRITEBYTECODE="1")
    assert ran.returncode == 1, ran.stderr
    assert "읽거나 쓸 수 없습니다. 아무것도 쓰지 않았습니다" in ran.stderr.splitlines()[0]
    assert older.read_bytes() == b"older"
    assert {path.name for path in folder.parent.iterdir()} == {"case", "older.xlsx"}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_no_file_and_no_solver(folder: Path, number: signal.Signals) -> None:
    temporary = folder.parent / "temporary"
    temporary.mkdir()
    command = [sys.executable, str(ROOT / "manage.py"), "evaluate", str(folder), "-o", str(folder.parent / "x.xlsx")]
    env = {"PATH": os.environ["PATH"], "TMPDIR": str(temporary), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        while not process.stdout.readline().startswith(b"[2/3]"):
            assert process.poll() is None
        while not list(temporary.iterdir()):
            assert process.poll() is None
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors.decode()
    assert errors.decode().endswith("중단했습니다. 아무것도 쓰지 않았습니다 / interrupted, nothing written\n")
    assert list(temporary.iterdir()) == []
    assert {path.name for path in folder.parent.iterdir()} == {"case", "temporary"}
    assert solvers(str(temporary)) == []


def solvers(folder: str) -> list[str]:
    """Command lines of running processes that name the folder."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = place.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        found += [line] if folder in line else []
    return found


def test_a_reader_that_stops_early_is_told_of_in_one_line(folder: Path) -> None:
    output = folder.parent / "x.xlsx"
    command = [sys.executable, "-X", "utf8", str(ROOT / "manage.py"), "evaluate", str(folder), "-o", str(output)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        said = running.stderr.read().decode()
    assert said == "출력을 받던 쪽이 닫혀 멈췄습니다 / stopped: the reader of the output closed it\n"
    assert running.returncode == 1
    assert not output.exists()


def test_the_switch_writes_the_workbook_in_english(folder: Path, tmp_path: Path) -> None:
    ran = evaluate(folder, "-o", "en.xlsx", "--language", "en", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert openpyxl.load_workbook(tmp_path / "en.xlsx").sheetnames[0] == "Cover and standards"
    assert evaluate(folder, "-o", "en.xlsx", "--language", "fr", cwd=tmp_path).returncode == 2
