from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from procurement.casefile import dossier_of, read_case
from procurement.casefile.collecting.collecting import Outcome, collected
from procurement.casefile.handouts.reading import asked_of
from procurement.exports.xlsx.handouts.announcement import makers_check, points_table, specification
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.exports.xlsx.workbook import evaluation_workbook
from tests.procurement.casefile.collecting.came import OFFER, answered, ballot, blank, new_bid, sent
from tests.procurement.casefile.folder import MARKS, change, small_case, write
from tests.procurement.exports.xlsx.handouts.notices import NOTICE, filled_in, saved


def said(outcome: Outcome) -> list[str]:
    return [str(one) for one in outcome.refusals]


def test_every_evaluators_form_gives_the_marks_they_are(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path))
    (tmp_path / "marks.csv").unlink()
    files = [(f"{who}.xlsx", sent(asked, who)) for who in ("위원1", "위원2")]
    outcome = collected(files, folder=tmp_path)
    assert said(outcome) == []
    assert outcome.contents == {tmp_path / "marks.csv": MARKS.encode()}
    assert [(who, name, len(new), amount) for who, (name, new, amount) in outcome.ballots.items()] == [
        ("위원1", "위원1.xlsx", 3, 3),
        ("위원2", "위원2.xlsx", 3, 3),
    ]


def test_one_evaluator_may_come_alone_and_the_others_are_still_missing(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path))
    (tmp_path / "marks.csv").unlink()
    outcome = collected([("a.xlsx", sent(asked, "위원2"))], folder=tmp_path)
    assert (said(outcome), outcome.missing) == ([], ("위원1",))
    assert set(outcome.contents) == {tmp_path / "marks.csv"}


def test_a_corrected_form_changes_only_what_differs(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path))
    corrected = {**answered("위원1"), ("points", "A", "plan"): 66.5}
    outcome = collected([("a.xlsx", filled_in(ballot(asked, "위원1"), corrected))], folder=tmp_path)
    assert [str(one) for one in outcome.ballots["위원1"][1]] == ["A · plan: 66 → 66.5"]
    assert outcome.contents == {tmp_path / "marks.csv": MARKS.replace("A,plan,66,", "A,plan,66.5,").encode()}
    same = collected([("a.xlsx", sent(asked, "위원1"))], folder=tmp_path)
    assert (same.contents, same.missing) == ({}, ())


def test_all_that_is_wrong_is_told_at_once_and_nothing_would_be_stored(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path))
    files = [
        ("a.xlsx", filled_in(ballot(asked, "위원1"), {**answered("위원1"), ("points", "A", "plan"): 71})),
        ("b.xlsx", sent(asked, "위원2")),
        ("c.xlsx", sent(asked, "위원2")),
        ("d.xlsx", b"no workbook"),
        ("e.xlsx", ballots(replace(asked.notice, tender_id="T-9"))[0].content),
        ("f.xlsx", ballots(replace(asked.notice, title="고친 이름"))[0].content),
        ("g.xlsx", ballots(replace(asked.notice, bidders=()))[0].content),
        ("h.xlsx", saved(Workbook())),
    ]
    outcome = collected(files, folder=tmp_path)
    starts = [
        "a.xlsx 평가표!E9: A사 · 수행계획 점수: 71: 0 이상 70 이하가 아닙니다",
        "d.xlsx byte 0: 엑셀 파일(.xlsx)이 아닙니다.",
        "e.xlsx: 다른 공고(T-9)의 양식입니다",
        "f.xlsx: 다른 판의 양식입니다(평가위원 위원1).",
        "g.xlsx: 견본입니다.",
        "h.xlsx: 이 프로그램이 만든 양식이 아니거나 지문 칸이 지워졌습니다",
        "b.xlsx, c.xlsx: 위원 위원2의 양식이 둘 이상입니다",
    ]
    assert [line.startswith(start) for line, start in zip(said(outcome), starts, strict=True)] == [True] * 7
    assert outcome.contents == {}


def test_a_workbook_of_results_is_no_form(tmp_path: Path) -> None:
    dossier = dossier_of(read_case(small_case(tmp_path)), sizing=None, program="Jeoul")
    outcome = collected([("a.xlsx", evaluation_workbook(dossier).content)], folder=tmp_path)
    [refusal] = outcome.refusals
    assert (refusal.problem, refusal.mend) == (
        "결과 통합문서의 칸은 옮기지 않습니다 / the cells of a workbook of results are not read",
        "점수는 평가표에, 가격과 근거는 제안서식에 적으십시오(forms). / Marks and bids come in the forms of `forms`.",
    )


def test_annexes_and_untouched_forms_are_skipped(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path))
    papers = (points_table(asked.notice), specification(NOTICE), makers_check(NOTICE, products=(), measured=False))
    forms = (*papers, ballot(asked, "위원1"), blank(asked))
    outcome = collected([(form.filename, form.content) for form in forms], folder=tmp_path)
    assert (said(outcome), outcome.contents, outcome.missing) == ([], {}, ())
    assert [line.split(": ")[0] for line in outcome.skipped] == [form.filename for form in forms]


def test_a_reason_that_the_notice_asks_for_is_owed(tmp_path: Path) -> None:
    write(small_case(tmp_path) / "forms.toml", "[marks]\nreason_below = 0.95\n")
    asked = asked_of(tmp_path)
    (line,) = said(collected([("a.xlsx", sent(asked, "위원2"))], folder=tmp_path))
    assert line.startswith("a.xlsx 평가표!F13: 66.5점 미만(65점)인데 사유가 없습니다")


def test_a_bid_form_of_somebody_new_becomes_a_bid(tmp_path: Path) -> None:
    _, data = new_bid(tmp_path)
    outcome = collected([("d.xlsx", data)], folder=tmp_path)
    assert said(outcome) == []
    assert set(outcome.contents) == {tmp_path / "bids" / "D.toml"}
    assert [(name, one.bid.id, one.new) for name, one in outcome.bids] == [("d.xlsx", "D", True)]


def test_a_bid_that_evaluate_would_refuse_is_refused_now(tmp_path: Path) -> None:
    asked, data = new_bid(tmp_path)
    answers = {("bid", "name"): "D사", **OFFER, ("evidence", "1", "file"): "result.json"}
    (line,) = said(collected([("d.xlsx", filled_in(blank(asked), answers))], folder=tmp_path))
    assert line.startswith("d.xlsx: bids/D.toml.evidence[0]: evidence/result.json")
    assert "engine_version: 추론 소프트웨어 버전" in line
    twice = said(collected([("d.xlsx", data), ("e.xlsx", data)], folder=tmp_path))
    assert [one.startswith("d.xlsx, e.xlsx: 업체 D사의 양식이 둘 이상입니다") for one in twice] == [True]
    (tmp_path / "evidence" / "result.json").unlink()
    (gone,) = said(collected([("d.xlsx", data)], folder=tmp_path))
    assert "evidence/D/에도 evidence/에도 없습니다" in gone


def test_a_bid_form_with_a_fault_is_told_once(tmp_path: Path) -> None:
    asked, _ = new_bid(tmp_path)
    answers = {("bid", "name"): "D사", **OFFER, ("bid", "price"): 0.5}
    (line,) = said(collected([("d.xlsx", filled_in(blank(asked), answers))], folder=tmp_path))
    assert line.startswith("d.xlsx 입찰!B11: 투찰금액(원): 0.5: 1 이상")


def test_a_folder_that_cannot_be_read_refuses_everything(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path))
    change(tmp_path / "marks.csv", "위원1,A", "위원9,A")
    with pytest.raises(ValueError, match="unknown evaluator"):
        collected([("a.xlsx", sent(asked, "위원1"))], folder=tmp_path)
