from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.procurement.acceptance.delivered import bid, late, swept
from tests.procurement.exports.reading import opened

ROOT = Path(__file__).resolve().parents[4]
TOLERANCE = ROOT / "docs" / "examples" / "acceptance-tolerance.toml"


def called(*arguments: object) -> list[str]:
    out = io.StringIO()
    call_command("accept", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def refused(*arguments: object) -> tuple[int, str]:
    with pytest.raises(CommandError) as caught:
        called(*arguments)
    return caught.value.returncode, str(caught.value)


def test_a_delivery_that_keeps_the_bid_is_accepted(tmp_path: Path) -> None:
    output = tmp_path / "out.xlsx"
    said = called(bid(tmp_path), late(tmp_path), "--tolerance", TOLERANCE, "-o", output, "--concurrency", 4)
    assert said == [
        "● 1. mock-model 128/64, 동시 4",
        "  첫 토큰 지연(TTFT) p90 [ms]: 입찰 57.4358, 한계 63.1793, 검수 58.4358 → 적합",
        "  출력 토큰당 시간(TPOT, 첫 토큰 제외) p90 [ms]: 입찰 10.0126, 한계 10.5133, 검수 10.0126 → 적합",
        "  출력 처리량 value [tokens/s]: 입찰 352.0000, 한계 334.4000, 검수 352.0000 → 적합",
        "  주의: 소프트웨어(버전)가 다름: 출처를 볼 것 / software differs, see the sources",
        "■ 종합 판정 / verdict: 적합",
        f"■ 검수 조서: {output} (검산 10건) / workbook",
    ]
    assert opened(output.read_bytes()).sheetnames == ["검수", "검수 출처", "검산"]


def test_the_workbook_is_written_in_english_on_request(tmp_path: Path) -> None:
    output = tmp_path / "o.xlsx"
    called(bid(tmp_path), late(tmp_path), "--tolerance", TOLERANCE, "-o", output, "--language", "en")
    assert opened(output.read_bytes()).sheetnames == ["Acceptance", "Acceptance sources", "Checks"]


def test_a_slower_delivery_is_compared_and_said_not_to_be_fit(tmp_path: Path) -> None:
    slower = late(tmp_path, slower_ms=6.0)
    said = called(bid(tmp_path), slower, "--tolerance", TOLERANCE, "-o", tmp_path / "o.xlsx")
    assert [line[-3:] for line in said if "TTFT" in line] == [" 적합", "부적합", " 적합"]
    assert "■ 종합 판정 / verdict: 부적합" in said


def test_a_measured_folder_is_a_side_and_what_it_did_not_measure_is_told(tmp_path: Path) -> None:
    said = called(bid(tmp_path), swept(tmp_path), "--tolerance", TOLERANCE, "-o", tmp_path / "o.xlsx")
    assert [line for line in said if line.startswith("●")] == [
        f"● {n}. mock-model 128/64, 동시 {c}" for n, c in ((1, 1), (2, 4), (3, 8))
    ]
    assert "  첫 토큰 지연(TTFT) p90 [ms]: 입찰 66.1364, 한계 72.7500, 검수 미측정 → 미측정" in said


def test_without_the_notices_tolerances_nothing_is_assumed(tmp_path: Path) -> None:
    code, said = refused(bid(tmp_path), late(tmp_path), "-o", tmp_path / "o.xlsx")
    assert (code, "no law states it" in said) == (2, True)


def test_the_bids_own_file_is_no_delivery(tmp_path: Path) -> None:
    path = bid(tmp_path)
    code, said = refused(path, path, "--tolerance", TOLERANCE, "-o", tmp_path / "o.xlsx")
    assert (code, "are the bid's own" in said) == (1, True)
    assert not (tmp_path / "o.xlsx").exists()


@pytest.mark.parametrize(
    ("changed", "code", "says"),
    [
        ({"bid": "no-such.toml"}, 2, "is not there"),
        ({"output": "o.xls"}, 2, "must name an .xlsx file"),
        ({"output": "file/o.xlsx"}, 1, "cannot be read or written"),
        ({"more": ("--isl", "1")}, 1, "no measurement under the chosen conditions"),
    ],
)
def test_wrong_usage_and_refusals_say_why(
    tmp_path: Path, changed: dict[str, str | tuple[str, ...]], code: int, says: str
) -> None:
    tmp_path.joinpath("file").touch()
    one, more = changed.get("bid", bid(tmp_path)), changed.get("more", ())
    output = tmp_path / str(changed.get("output", "o.xlsx"))
    found = refused(one, late(tmp_path), "--tolerance", TOLERANCE, "-o", output, *more)
    assert (found[0], says in found[1]) == (code, True)


def test_the_exit_code_and_its_meaning_are_those_the_help_states(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "accept"]
    sides = [str(bid(tmp_path)), str(late(tmp_path, slower_ms=7))]
    options = ["--tolerance", str(TOLERANCE), "-o", str(tmp_path / "o.xlsx")]
    ran = subprocess.run([*command, *sides, *options], check=False, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "verdict: 부적합" in ran.stdout
    shown = subprocess.run([*command, "--help"], check=True, capture_output=True, text=True).stdout
    assert "exit 0 = compared" in " ".join(shown.split())
