from __future__ import annotations

from procurement.exports.edges import edge_notes
from tests.procurement.exports.edges import EDGES


def test_an_edge_inside_the_spread_is_told_with_runs_numbers_and_stake() -> None:
    runs, missed, edge = (note.split(" / ") for note in edge_notes(EDGES[0]))
    assert runs == ["소비전력: 같은 조건 3회 측정", "3 runs of one condition"]
    assert missed == [
        "소비전력: 3회 중 1회는 서비스 수준을 지킨 것으로 확인되지 않습니다",
        "1 of 3 runs are not known to keep the service level",
    ]
    assert edge == [
        "소비전력: 반복 측정 2900~3100 W 안에 경계 3000이(가) 있습니다. 다시 재면 결과가 바뀔 수 있습니다 (통과 여부)",
        "the edge lies inside the spread of the repeats, measuring again may change the result (pass or fail)",
    ]


def test_a_spread_away_from_every_edge_is_told() -> None:
    assert list(edge_notes(EDGES[1])) == [
        "납품실적: 같은 조건 2회 측정 2.5~2.75, 안에 경계 없음 / 2 runs of one condition, 2.5~2.75, no edge inside"
    ]


def test_without_repeats_nothing_is_assumed() -> None:
    [note] = edge_notes(EDGES[2])
    assert note.split(" / ") == [
        "납품실적: 반복 측정 없음. 다시 재면 경계를 넘을지 알 수 없습니다",
        "no repeats: whether measuring again would cross an edge is not known",
    ]
