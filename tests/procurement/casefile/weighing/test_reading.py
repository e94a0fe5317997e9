from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.casefile.weighing.outcome import Method, Weighed
from procurement.casefile.weighing.reading import read_weighing
from tests.procurement.casefile.weighing.files import KINDS, weighed, written

WEIGHING = "weigh.toml.weighing: "


def test_direct_points_become_shares_and_whole_points(tmp_path: Path) -> None:
    found = weighed(tmp_path, "direct")
    shares = (("throughput", Fraction(30, 65)), ("latency", Fraction(20, 65)), ("power", Fraction(15, 65)))
    points = (("throughput", 37), ("latency", 25), ("power", 18))
    assert found.methods == (Method("직접 배점 / direct points", shares, points),)
    assert found.criteria[1] == Weighed("latency", "첫 토큰 지연", "성능", "2,000 → 500 ms", "20")
    assert (found.total, found.nodes, found.notes) == (80, (), ())


def test_swings_become_shares_and_whole_points(tmp_path: Path) -> None:
    found = weighed(tmp_path, "swing", ("points = 80", "points = 70"))
    shares = (("throughput", Fraction(1, 2)), ("latency", Fraction(3, 10)), ("power", Fraction(1, 5)))
    points = (("throughput", 35), ("latency", 21), ("power", 14))
    assert found.methods == (Method("스윙 가중 / swing weights", shares, points),)


@pytest.mark.parametrize("kind", KINDS)
def test_every_example_says_that_it_is_one(tmp_path: Path, kind: str) -> None:
    found = weighed(tmp_path, kind)
    assert found.kind == kind
    assert found.example.startswith("예시: 기관, 항목,")
    assert found.title.startswith("[예시] ")
    assert "(예시 기관)" in found.agency


@pytest.mark.parametrize(
    ("kind", "old", "new", "message"),
    [
        ("swing", "value = 100", "value = 90", "weigh.toml: 가장 큰 폭이 90입니다. 100이어야"),
        ("direct", "value = 30", "value = -1", "weigh.toml.criteria[0]: value = -1"),
        ("direct", 'id = "latency"', 'id = "power"', "weigh.toml.criteria[2]: id 'power' 중복"),
        ("direct", "value = 30", "points = 30", "weigh.toml.criteria[0]: 알 수 없는 키 'points'"),
        ("direct", 'swing = "10 → 4 kW"', "", "weigh.toml.criteria[2]: 'swing' 값이 없음"),
        ("direct", "points = 80", 'points = 80\ngroup = "AIJ"', WEIGHING + "group은 ahp에만"),
        ("direct", "points = 80", "points = 80.5", WEIGHING + "points = 80.5"),
        ("direct", "points = 80", "", WEIGHING + "'points' 값이 없음"),
        ("direct", 'kind = "direct"', 'kind = "equal"', WEIGHING + "kind = 'equal'"),
        ("direct", "points = 80", "points = 80\nday = 1", WEIGHING + "알 수 없는 키 'day'"),
        ("direct", "[[criteria]]", "[[judges]]\n[[criteria]]", "weigh.toml: 알 수 없는 키 'judges'"),
        ("ahp", 'group = "AIJ"', "", WEIGHING + "group: 판단자가 여럿이면"),
        ("ahp", 'group = "AIJ"', 'group = "mean"', WEIGHING + "group = 'mean'"),
        ("ahp", "[[judges]]", "[[lot]]\n[[judges]]", "weigh.toml: 알 수 없는 키 'lot'"),
    ],
)
def test_a_file_that_says_something_else_is_refused(
    tmp_path: Path, kind: str, old: str, new: str, message: str
) -> None:
    with pytest.raises(TableError) as caught:
        weighed(tmp_path, kind, (old, new))
    assert str(caught.value).startswith(message)


def test_without_criteria_or_judges_there_is_nothing_to_weigh(tmp_path: Path) -> None:
    head = '[weighing]\nkind = "{}"\nid = "t"\ntitle = "t"\nagency = "t"\npoints = 80\n'
    two = "".join(f'[[criteria]]\nid = "{name}"\ntitle = "t"\nswing = "0 → 1"\n' for name in "ab")
    with pytest.raises(TableError, match=r"^weigh\.toml: 비중이 없거나 모두 0입니다"):
        read_weighing(written(tmp_path, head.format("direct")))
    with pytest.raises(TableError, match=r"^weigh\.toml: 판단자가 없습니다"):
        read_weighing(written(tmp_path, head.format("ahp") + two))
