from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.acceptance.sides import Chosen, NothingToHold, side
from procurement.casefile.evidence import NotScorable
from tests.procurement.acceptance.delivered import ANSWERS, bid, late, swept
from tests.procurement.casefile.folder import change, write

ALL = Chosen()


def points(path: Path, chosen: Chosen = ALL) -> list[tuple[str, str, str | None, str | None]]:
    found = [one.measurement for one in side(path, chosen=chosen)]
    return [(m.source.filename, m.source.where, m.system.accelerator, m.model.weight_precision) for m in found]


def test_a_bid_of_a_case_is_read_as_the_evaluation_reads_it(tmp_path: Path) -> None:
    rows = [("evidence/a/result.json", f"/benchmarks/{n}", "npu-a", "fp8") for n in range(3)]
    assert points(bid(tmp_path)) == rows


def test_a_result_file_has_its_answers_beside_it(tmp_path: Path) -> None:
    assert points(late(tmp_path)) == [("late.json", f"/benchmarks/{n}", "npu-a", "fp8") for n in range(3)]


def test_a_measured_folder_gives_the_counted_run_of_each_step_in_the_grids_precision(tmp_path: Path) -> None:
    found = points(swept(tmp_path))
    assert [one[1:] for one in found] == [("/benchmarks/1", "npu-a", "FP8")] * 2
    assert [one[0].rpartition("-")[2] for one in found] == ["c1.json", "c4.json"]


def test_conditions_can_be_chosen(tmp_path: Path) -> None:
    path = bid(tmp_path)
    assert [row[1] for row in points(path, Chosen("mock-model", 128, 64, 4))] == ["/benchmarks/1"]
    for none in (Chosen(model="other"), Chosen(isl=1), Chosen(osl=1), Chosen(concurrency=2)):
        with pytest.raises(NothingToHold, match=r"A\.toml: .*전체 3건.*no measurement under the chosen conditions"):
            side(path, chosen=none)


def test_what_is_not_answered_is_asked(tmp_path: Path) -> None:
    path = late(tmp_path, answers=ANSWERS.replace('engine = "시험 엔진"\n', ""))
    with pytest.raises(NotScorable, match="engine: 추론 소프트웨어"):
        side(path, chosen=ALL)
    (tmp_path / "late.json.answers.toml").unlink()
    with pytest.raises(NotScorable, match="accelerator: 가속기 제품명"):
        side(path, chosen=ALL)


def test_the_section_to_answer_in_is_the_files_own(tmp_path: Path) -> None:
    path = bid(tmp_path)
    change(path, 'engine = "시험 엔진"\n', "")
    with pytest.raises(NotScorable, match=r"\[evidence\.answers\]에 적으십시오 / .* in \[evidence\.answers\]:"):
        side(path, chosen=ALL)
    unanswered = ANSWERS.replace('engine = "시험 엔진"\n', "")
    folder = swept(tmp_path)
    write(folder / "answers.toml", unanswered)
    for other in (late(tmp_path, answers=unanswered), folder):
        with pytest.raises(NotScorable, match=r"항목입니다\. \[answers\]에 적으십시오 / .* in \[answers\]:"):
            side(other, chosen=ALL)


def test_names_may_be_matched_where_the_answers_say_so(tmp_path: Path) -> None:
    folder = swept(tmp_path)
    write(folder / "answers.toml", ANSWERS + '\n[aliases]\nmock-model = "모델"\nelsewhere = "다른 모델"\n')
    assert {one.measurement.model.name for one in side(folder, chosen=ALL)} == {"모델"}


def test_a_result_that_was_changed_after_it_was_measured_is_refused(tmp_path: Path) -> None:
    folder = swept(tmp_path)
    result = next((folder / "steps").glob("*-c4.json"))
    result.write_bytes(result.read_bytes() + b" ")
    with pytest.raises(TableError, match="was changed after it was measured"):
        side(folder, chosen=ALL)
    result.unlink()
    with pytest.raises(TableError, match="is not there"):
        side(folder, chosen=ALL)


def test_an_empty_folder_has_nothing_to_hold(tmp_path: Path) -> None:
    with pytest.raises(NothingToHold, match="전체 0건"):
        side(tmp_path, chosen=ALL)


def test_an_answer_that_nobody_asked_for_is_refused(tmp_path: Path) -> None:
    folder = swept(tmp_path)
    write(folder / "answers.toml", ANSWERS + 'mood = "good"\n')
    with pytest.raises(TableError, match="unknown key 'mood'"):
        side(folder, chosen=ALL)


def test_what_the_checks_reject_or_somebody_withdrew_is_not_held_against_anything(tmp_path: Path) -> None:
    path = bid(tmp_path)
    with pytest.raises(NothingToHold, match=r"evidence/c/result.json /: V03, V04, V08"):
        side(path.with_name("C.toml"), chosen=ALL)
    change(path, 'measurer = "시험소"', 'measurer = "시험소"\nverification = "withdrawn"')
    with pytest.raises(NothingToHold, match="/benchmarks/0: 철회됨"):
        side(path, chosen=ALL)
