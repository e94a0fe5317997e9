from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.table import Table, TableError, read_table
from procurement.casefile.weighing.judges import Answered, judges_of, matrices_of
from procurement.casefile.weighing.tree import TOP, Family, entries_of
from scoring.ahp import Judgment
from tests.procurement.casefile.weighing.files import example, weighed
from tests.scoring.ahp_cases import matrix

FIRST = Family(TOP, "전체", ("a", "b", "c"))


def judges(folder: Path, *changes: tuple[str, str]) -> tuple[Answered, ...]:
    path = example(folder, "ahp", *changes)
    root = read_table(path.read_bytes(), filename=path.name)
    return judges_of(root, entries=entries_of(root))


def answered(*judgments: tuple[str, str, int]) -> Answered:
    given = tuple(Judgment(a, b, Fraction(times)) for a, b, times in judgments)
    return Answered("위원", Fraction(1), given, Table("weigh.toml.judges[0]", {}))


def test_judges_are_read_with_weights_and_fractions(tmp_path: Path) -> None:
    found = judges(tmp_path, ('"operation", 3]', '"operation", 2.5]'))
    assert [(one.name, str(one.weight), len(one.judgments)) for one in found] == [
        ("위원1", "1", 10),
        ("위원2", "1", 10),
        ("위원3", "2", 7),
    ]
    assert found[0].judgments[0] == Judgment("performance", "operation", Fraction(5, 2))
    assert found[2].judgments[-1] == Judgment("power", "maturity", Fraction(1, 3))


def test_a_gap_is_filled_by_what_the_others_say_and_stays_visible() -> None:
    given, full = matrices_of(answered(("a", "b", 2), ("c", "b", 4)), family=FIRST)
    half = Fraction(1, 2)
    assert given == matrix((("1", "2", ""), ("1/2", "1", "1/4"), ("", "4", "1")))
    assert full.rows[0][2] is not None
    assert abs(full.rows[0][2] - half) < Fraction(1, 10**40)


@pytest.mark.parametrize(
    ("judgments", "message"),
    [
        ((("a", "b", 2),), "weigh.toml.judges[0]: 위원: 전체: c: a와(과) 이어지는 비교가 없습니다"),
        ((("a", "b", 2), ("b", "a", 2)), "위원: 전체: b : a: 두 번 비교했습니다"),
        ((("a", "b", 10),), "위원: 전체: a : b: 10배: 1/9에서 9까지여야 합니다"),
        ((("a", "a", 1),), "위원: 전체: a : a: 서로 다른 두 항목을"),
    ],
)
def test_judgments_that_make_no_matrix_are_refused(judgments: tuple[tuple[str, str, int], ...], message: str) -> None:
    with pytest.raises(TableError) as caught:
        matrices_of(answered(*judgments), family=FIRST)
    assert message in str(caught.value)


LIST = "judges[0]: judgments: ["
WHERE = "judges[0].judgments[0]: "


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('["performance", "operation", 3],', '["performance", "operation"],', LIST),
        ('["performance", "operation", 3],', "3,", LIST),
        ("judgments = [\n", "judgments = 3\nother = [\n", "judges[0]: 알 수 없는 키 'other'"),
        ("judgments = [\n", "name2 = [\n", "judges[0]: 알 수 없는 키 'name2'"),
        ('"performance", "operation", 3]', '"speed", "operation", 3]', WHERE + "first = 'speed': 다음 중 하나여야"),
        ('"performance", "operation", 3]', '"performance", 7, 3]', WHERE + "second = 7: 문자열"),
        ('"performance", "operation", 3]', '"performance", "power", 3]', WHERE + "performance : power: parent가 같은"),
        ('"performance", "operation", 3]', '"performance", "operation", "1/0"]', WHERE + "times = '1/0': 3 또는"),
        ('"performance", "operation", 3]', '"performance", "operation", "1/9 "]', WHERE + "times = '1/9 ': 3 또는"),
        ('"performance", "operation", 3]', '"performance", "operation", true]', WHERE + "times = True: 숫자"),
        ('"performance", "operation", 3]', '"performance", "operation", -3]', WHERE + "times = -3"),
    ],
)
def test_answers_that_cannot_be_read_are_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(TableError) as caught:
        judges(tmp_path, (old, new))
    assert message in str(caught.value)


def test_a_judge_without_a_list_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "weigh.toml"
    path.write_text('[[judges]]\nname = "위원1"\n', encoding="utf-8")
    with pytest.raises(TableError, match=r"judges\[0\]: judgments: \["):
        judges_of(read_table(path.read_bytes(), filename="weigh.toml"), entries=())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("weight = 2", "weight = 0", "weigh.toml: 위원3 (비중 0): 이름은 한 번"),
        ('name = "위원2"', 'name = "위원1"', "weigh.toml: 위원1 (비중 1): 이름은 한 번"),
        (
            '["tpot", "models", 2], ["throughput", "models", 5],\n',
            "",
            "judges[2]: 위원3: 성능: models: throughput와(과)",
        ),
    ],
)
def test_a_group_that_cannot_be_put_together_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(TableError) as caught:
        weighed(tmp_path, "ahp", (old, new))
    assert message in str(caught.value)
