from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.procurement.casefile.folder import FILES, change, small_case, write
from tests.procurement.exports.xlsx.handouts.notices import opened

EXAMPLE = Path(__file__).resolve().parents[4] / "docs" / "examples" / "npu-llm-servers"


def called(*arguments: object) -> list[str]:
    out = io.StringIO()
    call_command("forms", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def refused(*arguments: object) -> tuple[int, str]:
    with pytest.raises(CommandError) as caught:
        called(*arguments)
    return caught.value.returncode, str(caught.value)


def test_the_example_gives_every_paper_and_the_same_bytes_again(tmp_path: Path) -> None:
    said = called(EXAMPLE, "-o", tmp_path / "a")
    made = {path.name: path.read_bytes() for path in (tmp_path / "a").iterdir()}
    assert set(made) == {
        "배점표.xlsx", "규격서_성능요구.xlsx", "규격_충족확인_내부용.xlsx", "제안서식.xlsx",
        *(f"평가표_위원{number}.xlsx" for number in range(1, 8)),
        *(f"제안서식_{name} (가상 업체).xlsx" for name in ("가온누리솔루션", "다솜벼리시스템")),
        *(f"제안서식_{name} (가상 업체).xlsx" for name in ("한울마루정보", "새벽별인프라")),
    }  # fmt: skip
    assert said[1:3] == [
        "  요구 2, 정성 항목 4, 위원 7 / requirements, criteria, evaluators",
        "● 모든 요구를 충족하는 제조사 3곳 (FuriosaAI, NVIDIA, Rebellions) / makers that meet every requirement",
    ]
    called(EXAMPLE, "-o", tmp_path / "b")
    assert {path.name: path.read_bytes() for path in (tmp_path / "b").iterdir()} == made
    called(EXAMPLE, "-o", tmp_path / "a")


def test_no_published_paper_of_the_example_names_a_maker(tmp_path: Path) -> None:
    called(EXAMPLE, "-o", tmp_path)
    for name in ("배점표.xlsx", "규격서_성능요구.xlsx", "제안서식.xlsx"):
        book = opened((tmp_path / name).read_bytes())
        told = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
        assert [maker for maker in ("NVIDIA", "FuriosaAI", "Rebellions", "RNGD", "H100") if maker in told] == []


def test_a_form_that_may_be_filled_in_is_never_overwritten(tmp_path: Path) -> None:
    called(EXAMPLE, "-o", tmp_path)
    path = tmp_path / "평가표_위원1.xlsx"
    path.write_bytes(b"filled in")
    code, said = refused(EXAMPLE, "-o", tmp_path)
    assert (code, "평가표_위원1.xlsx" in said, path.read_bytes()) == (1, True, b"filled in")


def test_before_bids_there_is_a_specimen_and_too_few_makers_are_warned_of(tmp_path: Path) -> None:
    folder = small_case(tmp_path / "case")
    for path in (folder / "bids").iterdir():
        path.unlink()
    change(folder / "tender.toml", "mock-model", "nvidia/mock-model")
    said = called(folder, "-o", tmp_path / "out")
    assert said[2:5] == [
        "  업체를 아직 몰라 평가표는 견본만 만듭니다 / no bidders yet: only a specimen of the evaluators' form",
        "  주의: 모델 이름에 제조사 이름이 있습니다: 'nvidia/mock-model' / a model's name holds a maker's name",
        "● 모든 요구를 충족하는 제조사 0곳 / makers that meet every requirement",
    ]
    assert said[5].startswith("  주의: 2곳 미만: 특정 규격 지정이 되지 않는지 살피고")
    assert "견줄 측정 결과가 없습니다(미측정)" in said[6]
    assert (tmp_path / "out" / "평가표_견본.xlsx").is_file()


def test_makers_results_of_a_folder_are_counted(tmp_path: Path) -> None:
    folder, market = small_case(tmp_path / "case"), tmp_path / "market"
    market.mkdir()
    (market / "a.json").write_bytes((FILES / "guidellm_v2.json").read_bytes())
    write(market / "x.txt", "결과가 아닙니다")
    answers = tmp_path / "answers.toml"
    write(answers, '[[files]]\nmatch = "market/a.json"\n[files.answers]\naccelerator = "furiosa-rngd"\nused = 1\n')
    said = called(folder, "-o", tmp_path / "out", "--evidence", market, "--answers", answers)
    assert said[2].startswith("● 읽지 못함 / not read: market/x.txt: ")
    assert said[3] == "● 모든 요구를 충족하는 제조사 1곳 (FuriosaAI) / makers that meet every requirement"
    assert "fewer than two makers" in said[4]


def test_a_tender_that_asks_for_no_measurement_counts_nobody(tmp_path: Path) -> None:
    (tmp_path / "market").mkdir()
    said = called(EXAMPLE, "-o", tmp_path / "out", "--evidence", tmp_path / "market")
    assert (
        said[2]
        == "● 측정으로 확인하는 요구가 없어 제조사를 세지 않습니다 / no measured requirement, makers not counted"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("nowhere", "-o", "out"), 2, "is not a folder"),
        (("case", "-o", "case/tender.toml"), 2, "is not a folder"),
        (("case", "-o", "out", "--evidence", "nowhere"), 2, "is not a folder"),
        (("case", "-o", "out", "--answers", "a.toml"), 2, "--answers goes with --evidence"),
        (("case", "-o", "case/tender.toml/x"), 1, "cannot be read or written"),
        (("bad", "-o", "out"), 1, "there is no such file in the case folder"),
        (("brand", "-o", "out"), 1, "'H100'"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    small_case(tmp_path / "case")
    (tmp_path / "bad").mkdir()
    change(small_case(tmp_path / "brand") / "tender.toml", "서버 전력", "H100 서버 전력")
    found, said = refused(*arguments)
    assert (found, says in said) == (code, True), said
    assert not (tmp_path / "out").exists()


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_folder: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("procurement.management.commands.forms.asked_of", stop)
    assert refused(EXAMPLE, "-o", tmp_path / "out") == (
        130,
        "중단했습니다. 아무것도 쓰지 않았습니다 / interrupted, nothing written",
    )


def test_a_closed_reader_ends_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_folder: Path) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("procurement.management.commands.forms.asked_of", stop)
    with pytest.raises(BrokenPipeError):
        called(EXAMPLE, "-o", tmp_path / "out")


def test_a_card_for_hancom_office_stands_beside_every_evaluators_form(tmp_path: Path) -> None:
    pytest.importorskip("hwpx")
    said = called(EXAMPLE, "-o", tmp_path, "--hwpx")
    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.hwpx")}
    assert sorted(made) == [f"평가표_위원{number}.hwpx" for number in range(1, 8)]
    forms = [line.rpartition("양식 지문")[2] for line in said if "평가표_위원1." in line]
    assert (len(forms), len(set(forms))) == (2, 1)
    called(EXAMPLE, "-o", tmp_path, "--hwpx")
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.hwpx")} == made
    (tmp_path / "평가표_위원2.hwpx").write_bytes(b"filled in")
    code, words = refused(EXAMPLE, "-o", tmp_path, "--hwpx")
    assert (code, "평가표_위원2.hwpx" in words) == (1, True)


def test_without_the_optional_package_no_form_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hwpx", None)
    code, words = refused(EXAMPLE, "-o", tmp_path / "a", "--hwpx")
    assert (code, "pip --python" in words, (tmp_path / "a").exists()) == (1, True, False)
