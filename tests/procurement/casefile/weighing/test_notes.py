from __future__ import annotations

from pathlib import Path

from procurement.casefile.weighing.outcome import Weighing
from tests.procurement.casefile.weighing.files import compared, weighed
from tests.scoring.ahp_cases import matrix


def codes(weighing: Weighing) -> list[str]:
    return [note.code for note in weighing.notes]


def test_the_example_names_the_judge_to_ask_again_and_the_gaps(tmp_path: Path) -> None:
    found = weighed(tmp_path, "ahp").notes
    assert [(note.code, note.clause) for note in found] == [
        ("completed", "Bozóki, Fülöp, Rónyai 2010"),
        ("inconsistent", "Saaty 1980; RI: Saaty 2005"),
        ("completed", "Bozóki, Fülöp, Rónyai 2010"),
    ]
    assert found[1].text == "성능: 위원2: CR 0.1011 > 0.1: 다시 물으십시오 / ask again"
    assert found[2].text.startswith("성능: 위원3: 미비교 2쌍을 로그 최소제곱으로 채워 CR이 낮게 나옵니다")


def test_three_criteria_have_a_stricter_limit_beside_the_limit(tmp_path: Path) -> None:
    found = compared(tmp_path, matrix((("1", "2", "2"), ("1/2", "1", "2"), ("1/2", "1/2", "1"))))
    assert codes(found) == ["above_stricter", "above_stricter"]
    assert found.notes[0].text.startswith("전체 / whole: 위원1: CR ")
    assert found.notes[0].text.endswith(" > 0.05: 3개일 때의 엄격한 기준 / the stricter limit")
    assert found.notes[1].text.startswith("전체 / whole: AIJ: CR ")


def test_a_criterion_without_a_point_is_named(tmp_path: Path) -> None:
    found = weighed(tmp_path, "swing", ("value = 40", "value = 0"))
    assert [(note.code, note.text) for note in found.notes] == [("no_points", "power: 0점입니다 / gets no point")]


def test_a_point_that_went_to_one_of_two_equals_is_told(tmp_path: Path) -> None:
    found = weighed(tmp_path, "swing", ("value = 60", "value = 50"), ("value = 40", "value = 50"), ("80", "81"))
    assert [points for _, points in found.methods[0].points] == [41, 20, 20]
    assert found.notes == ()
    uneven = weighed(tmp_path, "direct", ("value = 20", "value = 30"), ("value = 15", "value = 30"))
    assert [points for _, points in uneven.methods[0].points] == [27, 27, 26]
    (note,) = uneven.notes
    assert (note.code, note.text.partition(":")[0]) == ("equal_remainders", "throughput, latency, power")


def test_methods_more_than_a_point_apart_are_named_with_the_sign(tmp_path: Path) -> None:
    rows = (("1", "9", "1/9", "3"), ("1/9", "1", "9", "1/5"), ("9", "1/9", "1", "2"), ("1/3", "5", "1/2", "1"))
    found = compared(tmp_path, matrix(rows))
    differ = [note for note in found.notes if note.code == "methods_differ"]
    apart = {
        name: (a - b) * 100 for (name, a), (_, b) in zip(found.methods[0].shares, found.methods[1].shares, strict=True)
    }
    assert [note.text[0] for note in differ] == [name for name, points in apart.items() if abs(points) > 1]
    assert all(("+" in note.text) == (apart[note.text[0]] > 0) for note in differ)


def test_ten_criteria_in_one_node_are_many(tmp_path: Path) -> None:
    names = "abcdefghij"
    found = compared(tmp_path, matrix([["1"] * 10] * 10, names=names))
    assert [(note.code, note.text.partition(":")[0]) for note in found.notes] == [("many_criteria", "전체 / whole")]
