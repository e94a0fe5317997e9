from __future__ import annotations

import json
import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.casefile.weighing.reading import read_weighing
from procurement.casefile.weighing.telling import fragment, lines, told
from tests.procurement.casefile.weighing.files import KINDS, weighed, written

names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=8).filter(str.strip)


def test_a_weight_is_told_before_and_after_rounding(tmp_path: Path) -> None:
    said = list(lines(weighed(tmp_path, "direct")))
    assert said[:7] == [
        "■ [예시] 직접 배점 (EX-W-001, 가상데이터원 (예시 기관)) [direct]",
        "  [예시 / example] 예시: 기관, 항목, 배점은 지어낸 값이다.",
        "■ 가중치와 배점 / weights and points: 합 80점, 최대잔여법 / largest remainder",
        "  throughput 처리량 [성능] (1,000 → 4,000 토큰/s, 입력 / given 30): 37점",
        "    직접 배점 / direct points: 0.4615 → 36.9231점 → 37점",
        "  latency 첫 토큰 지연 [성능] (2,000 → 500 ms, 입력 / given 20): 25점",
        "    직접 배점 / direct points: 0.3077 → 24.6154점 → 25점",
    ]


def test_judgments_are_told_with_the_table_of_random_indices_and_its_source(tmp_path: Path) -> None:
    said = list(lines(weighed(tmp_path, "ahp")))
    assert said[2:4] == [
        "■ 임의지수 RI / random index (Saaty 2005, Theory and Applications of the Analytic Network Process)",
        "  n=3: 0.52, n=4: 0.89, n=5: 1.11, n=6: 1.25, n=7: 1.35, n=8: 1.40, n=9: 1.45, n=10: 1.49",
    ]
    place = said.index("  throughput 처리량 [성능] (1,000 → 4,000 토큰/s): 22점")
    assert said[place + 1 : place + 4] == [
        "    고유벡터 (AIJ) / eigenvector (AIJ): 0.2797 → 22.3745점 → 22점",
        "    고유벡터 (AIP) / eigenvector (AIP): 0.2796 → 22.3687점 → 22점",
        "    기하평균 / geometric mean: 0.2790 → 22.3165점 → 22점",
    ]
    assert "■ 주의 / notes" in said


def test_a_real_weighing_says_nothing_of_an_example(tmp_path: Path) -> None:
    note = 'example_note = "예시: 기관, 항목, 배점은 지어낸 값이다."'
    said = list(lines(weighed(tmp_path, "direct", (note, ""))))
    assert said[1].startswith("■ 가중치와 배점")
    assert "■ 주의 / notes" not in said


@pytest.mark.parametrize("kind", KINDS)
def test_the_fragment_is_toml_with_the_points(tmp_path: Path, kind: str) -> None:
    found = weighed(tmp_path, kind)
    text = "\n".join(fragment(found))
    criteria = tomllib.loads(text)["criteria"]
    assert [(one["id"], one["points"]) for one in criteria] == list(found.methods[0].points)
    assert sum(one["points"] for one in criteria) == 80
    assert told(found)["fragment"] == text
    assert list(lines(found))[-len(text.split("\n")) :] == text.split("\n")


@settings(max_examples=25)
@given(names, names, names)
def test_no_name_breaks_the_fragment(one: str, title: str, group: str) -> None:
    quoted = {key: json.dumps(text, ensure_ascii=False) for key, text in (("i", one), ("t", title), ("g", group))}
    text = '[weighing]\nkind = "direct"\nid = "t"\ntitle = "t"\nagency = "t"\npoints = 3\n[[criteria]]\n'
    text += f'id = {quoted["i"]}\ntitle = {quoted["t"]}\ngroup = {quoted["g"]}\nswing = "a\\nb\\u007f"\nvalue = 1\n'
    with tempfile.TemporaryDirectory() as folder:
        found = read_weighing(written(Path(folder), text))
    criteria = tomllib.loads("\n".join(fragment(found)))["criteria"]
    assert criteria == [{"id": one, "title": title, "group": group, "points": 3}]


def test_what_is_written_holds_every_number(tmp_path: Path) -> None:
    found = told(weighed(tmp_path, "ahp"))
    assert json.loads(json.dumps(found)) == found
    assert (found["kind"], found["id"], found["total"], len(str(found["example"]))) == ("ahp", "EX-W-003", 80, 24)
    criteria, nodes, notes = found["criteria"], found["nodes"], found["notes"]
    assert isinstance(criteria, list)
    assert isinstance(nodes, list)
    assert isinstance(notes, list)
    assert (len(criteria), len(nodes), len(notes)) == (7, 3, 3)
    assert criteria[6] == {
        "id": "maturity",
        "title": "소프트웨어 성숙도",
        "group": "운영",
        "swing": "하 → 상",
        "given": "",
        "points": 11,
        "methods": [
            {"method": "고유벡터 (AIJ) / eigenvector (AIJ)", "weight": "0.1331", "points": 11},
            {"method": "고유벡터 (AIP) / eigenvector (AIP)", "weight": "0.1331", "points": 11},
            {"method": "기하평균 / geometric mean", "weight": "0.1331", "points": 11},
        ],
    }
