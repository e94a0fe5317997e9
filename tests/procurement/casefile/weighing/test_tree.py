from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.table import TableError, read_table
from procurement.casefile.weighing.outcome import Weighed
from procurement.casefile.weighing.tree import TOP, WHOLE, Entry, Family, entries_of, families, leaves_of
from tests.procurement.casefile.weighing.files import example


def tree(folder: Path, *changes: tuple[str, str]) -> tuple[tuple[Entry, ...], tuple[Family, ...]]:
    path = example(folder, "ahp", *changes)
    root = read_table(path.read_bytes(), filename=path.name)
    entries = entries_of(root)
    return entries, families(entries, root=root)


def test_the_example_is_three_families_parents_first(tmp_path: Path) -> None:
    assert tree(tmp_path)[1] == (
        Family(TOP, WHOLE, ("performance", "operation", "support")),
        Family("performance", "성능", ("throughput", "ttft", "tpot", "models")),
        Family("operation", "운영", ("power", "maturity")),
    )


def test_a_leaf_is_in_the_group_of_its_first_ancestor(tmp_path: Path) -> None:
    entries, _ = tree(tmp_path, ('parent = "performance"\nswing = "5 → 20 종"', 'parent = "operation"\nswing = "5"'))
    assert leaves_of(entries) == (
        Weighed("support", "지원", "지원", "답변 5일 → 1일"),
        Weighed("throughput", "처리량", "성능", "1,000 → 4,000 토큰/s"),
        Weighed("ttft", "첫 토큰 지연", "성능", "2,000 → 500 ms"),
        Weighed("tpot", "토큰 간격", "성능", "100 → 20 ms"),
        Weighed("models", "지원 모델", "운영", "5"),
        Weighed("power", "소비전력", "운영", "10 → 4 kW"),
        Weighed("maturity", "소프트웨어 성숙도", "운영", "하 → 상"),
    )


def test_a_grandchild_belongs_to_the_first_level() -> None:
    entries = (Entry("a", "가", TOP, ""), Entry("b", "나", "a", ""), Entry("c", "다", "b", "0 → 1"))
    assert leaves_of(entries) == (Weighed("c", "다", "가", "0 → 1"),)


SWING = "criteria[2]: swing(어느 값에서 어느 값까지인지)은 더 나누지 않는 항목에만"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "ttft"', 'id = "throughput"', "id 'throughput' 중복"),
        ('parent = "operation"', 'parent = "none"', "criteria[7]: parent = 'none': 없는 id입니다"),
        ('swing = "답변 5일 → 1일"', "", SWING),
        ('title = "지원"\n', 'title = "지원"\nparent = "models"\n', "criteria[6]: swing(어느 값에서"),
        ('title = "지원"\n', 'title = "지원"\nweight = 1\n', "criteria[2]: 알 수 없는 키 'weight'"),
        ('title = "지원"\n', 'title = "지원"\nparent = ""\n', "criteria[2]: 'parent' 값이 없음"),
        ('parent = "operation"', 'parent = "performance"', "운영: 항목 1개: 한 마디는 2~10개여야 합니다"),
    ],
)
def test_a_tree_that_does_not_hang_together_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(TableError) as caught:
        tree(tmp_path, (old, new))
    assert message in str(caught.value)


def test_parents_in_a_circle_are_refused(tmp_path: Path) -> None:
    circle = ('title = "성능"', 'title = "성능"\nparent = "throughput"'), ('swing = "1,000 → 4,000 토큰/s"', "")
    with pytest.raises(TableError, match=r"^weigh\.toml: performance, throughput, ttft, tpot, models: parent가 돌고"):
        tree(tmp_path, *circle)


@pytest.mark.parametrize("size", [0, 1, 11])
def test_a_node_holds_two_to_ten(tmp_path: Path, size: int) -> None:
    path = tmp_path / "weigh.toml"
    path.write_text("".join(f'[[criteria]]\nid = "c{n}"\ntitle = "c"\nswing = "0 → 1"\n' for n in range(size)))
    root = read_table(path.read_bytes(), filename="weigh.toml")
    with pytest.raises(TableError, match=f"전체 / whole: 항목 {size}개"):
        families(entries_of(root), root=root)
