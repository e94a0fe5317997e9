from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benchmarks.readers.xlsx_mapping import mapping_of
from tests.benchmarks.readers.workbooks import list_book, matrix_book, saved, sheet_of

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "결과.xlsx"
    path.write_bytes(list_book())
    return path


def mapping(*arguments: object) -> list[str]:
    out = StringIO()
    call_command("mapping", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def refused(*arguments: object) -> tuple[int, str]:
    with pytest.raises(CommandError) as caught:
        mapping(*arguments)
    return caught.value.returncode, str(caught.value)


def test_what_was_understood_is_shown_with_sample_values(file: Path) -> None:
    assert mapping(file) == [
        "■ 결과.xlsx: 표 1개 / tables",
        "  제목을 보고 추정한 것이며 K-Perf의 공식 배치가 아닙니다 / guessed from headings, no official K-Perf layout",
        "■ 표 1, 시트 'FP8' / table 1",
        "  조건 isl ← A6:A8 = 128, 128, 2048",
        "  조건 osl ← B6:B8 = 128, 128, 128",
        "  조건 concurrency ← C6:C8 = 1, 8, 8",
        "  조건 model ← B2 = Llama 3.1 8B",
        "  조건 accelerator ← B3 = 시험 NPU",
        "  조건 weight_precision = FP8",
        "  지표 ttft p90 ms ← D6:D8 'TTFT P90(ms)' = 50.5, 80, 미측정",
        "  지표 tpot p90 ms ← E6:E8 'TPOT P90(ms)' = 10.1, 12.5, 0.3",
        "  지표 output_tps value tokens/s ← F6:F8 '출력 처리량(tok/s)' = 95.25, 600.1, N/A",
        "  지표 power value W ← G6:G8 '전력(W)' = 300, 420, -",
        "■ 읽지 않는 것 / not understood and not read: 3",
        "  FP8!A1 가상 시험 결과 (지어낸 배치)",
        "  FP8!H5 비고",
        "  FP8!H7 경고 없음",
        "■ 사람이 채울 것 / to be filled in by a person: 3",
        "  tpot: TPOT의 정의 / what TPOT means here: excludes_first_token | includes_first_token",
        "  confirmed_by: 확인한 사람 / who has checked it",
        "  confirmed_on: 확인한 날 (따옴표 없이 2026-11-22) / the day, without quotes",
        "■ 저장하려면 -o 파일.mapping.toml / use -o FILE.mapping.toml to write it",
    ]


def test_what_a_heading_does_not_say_is_a_question_mark(file: Path) -> None:
    file.write_bytes(matrix_book())
    lines = mapping(file)
    assert "  지표 ? value tokens/s ← B11:D12 '처리량 (tok/s)' = 100, 180, 300, 90, … 6칸" in lines
    assert "  FP8!B11:D12 '처리량 (tok/s)': metric" in lines


def test_the_proposal_is_written_once_and_never_over_another(file: Path) -> None:
    output = file.with_name("결과.mapping.toml")
    assert mapping(file, "-o", output)[-1] == f"■ 매핑 초안: {output} / the proposal"
    written = output.read_bytes()
    assert mapping_of(written, filename="m").open_points() != ()
    code, message = refused(file, "-o", output)
    assert (code, output.read_bytes()) == (1, written)
    assert "이미 있습니다. 확인한 매핑을 덮어쓰지 않습니다" in message


def test_what_cannot_be_read_or_written_is_refused(file: Path) -> None:
    assert refused(file, "-o", file.with_suffix(".txt"))[0] == 2
    code, message = refused(file.with_name("none.xlsx"))
    assert (code, "none.xlsx" in message) == (1, True)
    assert refused(file, "-o", file.parent / "no" / "m.toml")[0] == 1
    file.write_bytes(b"isl,osl")
    assert "엑셀 파일(.xlsx)이 아닙니다" in refused(file)[1]
    file.write_bytes(saved(sheet_of([("메모",)])))
    assert "뜻을 알 수 있는 표가 없습니다" in refused(file)[1]


def test_a_terminal_of_another_encoding_stops_nothing(file: Path) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "mapping", str(file)]
    env = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(command, env=env, check=False, capture_output=True)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"ttft p90 ms" in ran.stdout
