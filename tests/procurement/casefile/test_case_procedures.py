"""The small case run by other rules than the national one."""

from __future__ import annotations

from pathlib import Path

import pytest

from procurement.casefile import REFUSALS, Case, in_words, read_case
from tests.procurement.casefile.folder import MARKS, change, small_case, write
from tests.scoring.local import NOTICE

EXCUSED = '[[excused]]\nevaluator = "위원1"\nbid = "A"\nkind = "recused"\nreason = "전년도 공동연구"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_case(tmp_path)


def local(folder: Path) -> Path:
    tender = folder / "tender.toml"
    change(tender, "negotiation_national", "negotiation_local")
    change(
        tender, 'profiles = ["kr.negotiation.national",', 'notice = "notice.toml"\nprofiles = ["kr.negotiation.local",'
    )
    change(tender, 'E_kind = "budget"', 'E_kind = "estimated"')
    change(tender, 'L_pool = "eligible_only"', 'L_pool = "valid_all"')
    change(tender, 'price_formula = "two_slope_2026"', 'price_formula = "relative_lowest"')
    write(folder / "notice.toml", NOTICE.replace("from = 2026-11-01", "from = 2026-10-01"))
    return folder


def pps(folder: Path) -> Path:
    tender = folder / "tender.toml"
    change(tender, '"kr.pps.panel", ', '"kr.pps.panel", "kr.pps.committee", ')
    change(tender, 'procedure = "negotiation_national"', 'procedure = "negotiation_pps"')
    change(tender, 'ids = ["위원1", "위원2"]', 'ids = ["위원1", "위원2"]\namount = 1100000000')
    return folder


def refused(folder: Path) -> str:
    with pytest.raises(REFUSALS) as caught:
        read_case(folder)
    return in_words(caught.value)


def codes(case: Case) -> list[str]:
    return [note.code for note in case.evaluation.notes]


def test_a_local_tender_is_judged_on_the_total_by_its_notice(folder: Path) -> None:
    case = read_case(local(folder))
    assert [str(r.threshold.value) for r in case.evaluation.results] == ["70"] * 3
    assert [(r.bid.id, r.rank) for r in case.evaluation.results] == [("A", 1), ("B", 2), ("C", None)]
    assert case.evaluation.lowest_price == 800_000_000


def test_a_local_tender_without_its_notice_is_asked_for_everything_at_once(folder: Path) -> None:
    change(local(folder) / "tender.toml", 'notice = "notice.toml"\n', "")
    message = refused(folder)
    assert message.startswith("tender.toml [rules] profiles, [tender] rules_day: kr.negotiation.local: price_places")
    assert [key for key in ("price_rounding", "eligibility_on") if key not in message] == []


def test_a_lot_on_bids_that_are_not_tied_is_refused(folder: Path) -> None:
    lot = '[[lot]]\nbids = ["A", "B"]\nday = 2026-11-02\nwitnessed_by = "감사관실"\nrecord = "조서"\n'
    write(local(folder) / "lots.toml", lot)
    assert refused(folder).startswith("lots.toml: A, B: 동점이 아닌 입찰의 추첨입니다")
    write(small_case(folder / "national") / "lots.toml", lot)
    assert refused(folder / "national").startswith("lots.toml: A, B: ")


def test_a_pps_panel_says_its_size_and_who_was_recused(folder: Path) -> None:
    write(pps(folder) / "marks.toml", EXCUSED)
    write(folder / "marks.csv", MARKS.replace("위원1,A,plan,66,\n", ""))
    case = read_case(folder)
    assert str(case.evaluation.results[0].panel.number.value) == "68.0000"
    assert [code for code in codes(case) if code.startswith(("absence", "committee"))] == [
        "absence",
        "committee_size",
        "committee_quorum",
    ]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"위원1"', '"위원7"', "marks.toml [[excused]]: 위원7, A: 위촉된 평가위원이 아닙니다"),
        ('"위원1"', '"위원2"', "marks.csv: 위원1, A, plan: 점수가 없습니다"),
        ('bid = "A"', 'bid = "B"', "marks.csv: 위원1, A, plan: 점수가 없습니다"),
    ],
)
def test_an_absence_that_does_not_fit_the_marks_is_refused(folder: Path, old: str, new: str, says: str) -> None:
    write(folder / "marks.toml", EXCUSED.replace(old, new))
    write(folder / "marks.csv", MARKS.replace("위원1,A,plan,66,\n", ""))
    assert refused(folder).startswith(says)


def test_marks_of_someone_recused_are_refused(folder: Path) -> None:
    write(folder / "marks.toml", EXCUSED)
    assert refused(folder).startswith("marks.csv: 위원1, A, plan: 이 입찰의 평가에서 빠진 위원의 점수입니다")


def test_a_replacement_marks_instead(folder: Path) -> None:
    replaced = EXCUSED.replace('bid = "A"\nkind = "recused"', 'kind = "replaced"\nreplacement = "위원9"')
    write(folder / "marks.toml", replaced + '[[reason]]\nevaluator = "위원1"\nbid = "A"\ntext = "가"\n')
    write(folder / "marks.csv", MARKS.replace("위원1,", "위원9,"))
    assert refused(folder).startswith("marks.toml [[reason]]: 위원1, A: 이 위원이 이 입찰에 준 점수가 없습니다")
    write(folder / "marks.toml", replaced)
    assert [t.evaluator for t in read_case(folder).evaluation.results[0].panel.totals] == ["위원2", "위원9"]
