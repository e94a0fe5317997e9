from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from procurement.casefile import dossier_of, read_case
from procurement.casefile.handouts.reading import asked_of
from procurement.exports.handout import Key
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.exports.xlsx.workbook import evaluation_workbook
from tests.procurement.casefile.assess.folder import example as assessment
from tests.procurement.casefile.collecting.came import OFFER, PIECE, answered, ballot, blank, new_bid, sent
from tests.procurement.casefile.folder import MARKS, change, small_case
from tests.procurement.exports.recalculated import recalculated
from tests.procurement.exports.xlsx.handouts.notices import filled_in

EXAMPLE = Path(__file__).resolve().parents[4] / "docs" / "examples" / "npu-llm-servers"


def called(*arguments: object) -> list[str]:
    out = io.StringIO()
    call_command("collect", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def refused(*arguments: object) -> tuple[int, str]:
    with pytest.raises(CommandError) as caught:
        called(*arguments)
    return caught.value.returncode, str(caught.value)


def came_back(folder: Path, inbox: Path) -> None:
    """The example's marks, written by seven evaluators into their own forms."""
    rows = list(csv.DictReader((folder / "marks.csv").read_text(encoding="utf-8").splitlines()))
    inbox.mkdir()
    for form in ballots(asked_of(folder).notice):
        typed: dict[Key, str | float | bool] = {}
        for row in rows:
            if row["evaluator"] == form.who:
                typed["points", row["bid"], row["criterion"]] = float(row["points"])
                typed |= {("reason", row["bid"], row["criterion"]): row["reason"]} if row["reason"] else {}
        (inbox / form.filename).write_bytes(filled_in(form, typed))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forms")
    shutil.copytree(EXAMPLE, folder / "case")
    came_back(folder / "case", folder / "inbox")
    return folder


def test_the_examples_marks_through_forms_give_the_same_evaluation_and_workbook(example: Path, tmp_path: Path) -> None:
    shutil.copytree(example / "case", tmp_path / "case")
    (tmp_path / "case" / "marks.csv").unlink()
    said = called(tmp_path / "case", example / "inbox")
    assert said[0] == "● 위원1 (평가표_위원1.xlsx): 새로 16, 바뀜 0, 그대로 0 / new, changed, unchanged"
    assert said[-1] == "■ marks.csv: 저장하지 않았습니다(--write를 붙이면 저장) / not stored"
    assert not (tmp_path / "case" / "marks.csv").exists()
    called(tmp_path / "case", example / "inbox", "--write")
    assert (tmp_path / "case" / "marks.csv").read_bytes() == (EXAMPLE / "marks.csv").read_bytes()
    books = [
        evaluation_workbook(dossier_of(read_case(one), sizing=None, program="Jeoul"))
        for one in (EXAMPLE, tmp_path / "case")
    ]
    assert books[0] == books[1]


def test_forms_saved_by_libreoffice_are_read_the_same(
    example: Path, tmp_path: Path, require_program: Callable[[str], Path]
) -> None:
    forms = sorted((example / "inbox").iterdir())
    asked, bid = new_bid(tmp_path / "small")
    contents = [*(path.read_bytes() for path in forms), bid]
    *redone, bid_redone = recalculated(contents, soffice=require_program("soffice"), folder=tmp_path)
    (tmp_path / "lo").mkdir()
    for path, content in zip(forms, redone, strict=True):
        (tmp_path / "lo" / path.name).write_bytes(content)
    assert called(example / "case", tmp_path / "lo")[-1] == "■ 바꿀 것이 없습니다 / nothing to change"
    (tmp_path / "d.xlsx").write_bytes(bid_redone)
    assert called(tmp_path / "small", tmp_path / "d.xlsx")[0] == "● D사 → bids/D.toml (d.xlsx): 새 입찰 / a bid"
    assert asked.notice.tender_id == "T-1"


def test_a_bid_that_came_by_form_is_evaluated(tmp_path: Path) -> None:
    _, data = new_bid(tmp_path / "case")
    (tmp_path / "d.xlsx").write_bytes(data)
    said = called(tmp_path / "case", tmp_path / "d.xlsx", "--write")
    assert said[-1] == "■ bids/D.toml: 저장했습니다 / stored"
    after = called(tmp_path / "case", tmp_path / "d.xlsx")
    assert "● 아직 점수가 다 없는 위원 2명: 위원1, 위원2 / evaluators still missing" in after
    asked = asked_of(tmp_path / "case")
    for who in ("위원1", "위원2"):
        typed = {**answered(who), ("points", "D", "plan"): 70}
        (tmp_path / f"{who}.xlsx").write_bytes(filled_in(ballot(asked, who), typed))
    called(tmp_path / "case", tmp_path / "위원1.xlsx", tmp_path / "위원2.xlsx", "--write")
    change(tmp_path / "case" / "bids" / "D.toml", "[bid]", '[officer.credit]\nvalue = "A0"\ntrace = "확인서"\n\n[bid]')
    evaluated = read_case(tmp_path / "case").evaluation
    assert [(one.bid.id, one.rank) for one in evaluated.results if one.bid.id == "D"] == [("D", 1)]


def test_what_changes_is_shown_before_it_is_stored(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path / "case"))
    typed = {**answered("위원1"), ("points", "A", "plan"): 66.5}
    (tmp_path / "a.xlsx").write_bytes(filled_in(ballot(asked, "위원1"), typed))
    assert called(tmp_path / "case", tmp_path / "a.xlsx") == [
        "● 위원1 (a.xlsx): 새로 0, 바뀜 1, 그대로 2 / new, changed, unchanged",
        "    A · plan: 66 → 66.5",
        "■ marks.csv: 저장하지 않았습니다(--write를 붙이면 저장) / not stored",
    ]
    assert (tmp_path / "case" / "marks.csv").read_text(encoding="utf-8") == MARKS


def test_one_fault_in_one_file_stores_nothing_of_any(tmp_path: Path) -> None:
    asked, bid = new_bid(tmp_path / "case")
    (tmp_path / "case" / "marks.csv").unlink()
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.xlsx").write_bytes(sent(asked, "위원1"))
    (inbox / "b.xlsx").write_bytes(filled_in(ballot(asked, "위원2"), {("points", "A", "plan"): 60.0}))
    (inbox / "d.xlsx").write_bytes(bid)
    (inbox / "~$d.xlsx").write_bytes(b"lock")
    code, said = refused(tmp_path / "case", inbox, "--write")
    assert (code, said.splitlines()[0]) == (
        1,
        "고칠 곳이 2곳 있습니다. 아무것도 쓰지 않았습니다 / 2 things to mend, nothing written",
    )
    assert [line.split(": ")[0] for line in said.splitlines()[1:]] == ["  b.xlsx 평가표!E11", "  b.xlsx 평가표!E13"]
    assert not (tmp_path / "case" / "marks.csv").exists()
    assert not (tmp_path / "case" / "bids" / "D.toml").exists()


def test_a_bid_without_change_and_one_that_changes_are_told(tmp_path: Path) -> None:
    asked, data = new_bid(tmp_path / "case")
    (tmp_path / "d.xlsx").write_bytes(data)
    called(tmp_path / "case", tmp_path / "d.xlsx", "--write")
    again = called(tmp_path / "case", tmp_path / "d.xlsx")
    assert again[0].startswith("d.xlsx") is False
    assert asked_of(tmp_path / "case").notice.bidders[-1].id == "D"
    assert "● D사 → bids/D.toml (d.xlsx): 그대로 / a bid" in again
    cheaper = {("bid", "name"): "D사", **OFFER, **PIECE, ("bid", "price"): 860_000_000}
    (tmp_path / "d.xlsx").write_bytes(filled_in(blank(asked), cheaper))
    said = called(tmp_path / "case", tmp_path / "d.xlsx")
    assert said[:2] == [
        "● D사 → bids/D.toml (d.xlsx): 바뀜 / a bid",
        "    bid.price: 870,000,000 → 860,000,000",
    ]


def test_skipped_files_are_told(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path / "case"))
    form = ballot(asked, "위원1")
    (tmp_path / form.filename).write_bytes(form.content)
    said = called(tmp_path / "case", tmp_path / form.filename, tmp_path / form.filename)
    assert said == [
        "● 건너뜀 / skipped: 평가표_위원1.xlsx: 아무것도 적지 않은 양식입니다 / nobody wrote into it",
        "■ 바꿀 것이 없습니다 / nothing to change",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("nowhere", "a.xlsx"), 2, "is not a folder"),
        (("case", "nowhere.xlsx"), 2, "is not there"),
        (("case", "case"), 2, "there is no .xlsx to read"),
        (("bad", "a.xlsx"), 1, "there is no such file in the case folder"),
        (("brand", "a.xlsx"), 1, "'H100'"),
    ],
)
def test_wrong_usage_and_a_folder_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = asked_of(small_case(tmp_path / "case"))
    (tmp_path / "a.xlsx").write_bytes(sent(asked, "위원1"))
    (tmp_path / "bad").mkdir()
    change(small_case(tmp_path / "brand") / "tender.toml", "서버 전력", "H100 서버 전력")
    found, said = refused(*arguments)
    assert (found, says in said) == (code, True), said


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (OSError("disk"), 1)])
def test_what_stops_it_stores_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
) -> None:
    asked = asked_of(small_case(tmp_path / "case"))
    (tmp_path / "case" / "marks.csv").unlink()
    (tmp_path / "a.xlsx").write_bytes(sent(asked, "위원1"))

    def stop(_contents: object) -> None:
        raise error

    monkeypatch.setattr("procurement.management.commands.collect.write_all", stop)
    assert refused(tmp_path / "case", tmp_path / "a.xlsx", "--write")[0] == code
    monkeypatch.setattr("procurement.management.commands.collect.write_all", broken)
    with pytest.raises(BrokenPipeError):
        called(tmp_path / "case", tmp_path / "a.xlsx", "--write")


def broken(_contents: object) -> None:
    raise BrokenPipeError


def test_a_workbook_of_an_assessment_goes_back_into_its_file(tmp_path: Path) -> None:
    folder = assessment(tmp_path / "case", "comparison")
    call_command("assess", str(folder), "-o", str(tmp_path / "a.xlsx"), stdout=io.StringIO())
    book = load_workbook(tmp_path / "a.xlsx")
    book["비교 입력"]["B11"].value = 100_000
    book.save(tmp_path / "a.xlsx")
    before = (folder / "assess.toml").read_text(encoding="utf-8")
    said = called(folder, tmp_path / "a.xlsx")
    assert said == [
        "● assess.toml (a.xlsx): 바뀌는 값 / what changes",
        "    bids 1.price: 150,000 → 100,000",
        "■ assess.toml: 저장하지 않았습니다(--write를 붙이면 저장) / not stored",
    ]
    assert (folder / "assess.toml").read_text(encoding="utf-8") == before
    assert called(folder, tmp_path / "a.xlsx", "--write")[-1] == "■ assess.toml: 저장했습니다 / stored"
    assert (folder / "assess.toml").read_text(encoding="utf-8") == before.replace("price = 150000", "price = 100000")
    code, why = refused(folder, tmp_path / "a.xlsx", "--write")
    assert (code, "통합문서를 만든 뒤에 assess.toml이 바뀌었습니다" in why) == (1, True)


def test_a_wrong_assess_toml_is_refused_by_its_own_name(tmp_path: Path) -> None:
    folder = assessment(tmp_path / "case", "comparison", ("places = 4", "places = -1"))
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    code, why = refused(folder, tmp_path / "a.xlsx")
    assert (code, "assess.toml" in why and "tender.toml" not in why) == (1, True)
