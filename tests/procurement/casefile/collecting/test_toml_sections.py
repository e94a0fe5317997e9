from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.casefile.collecting.toml_edit import NotKept
from procurement.casefile.collecting.toml_sections import with_section

EXAMPLE = Path(__file__).parents[4] / "docs/examples/npu-llm-servers/tender.toml"
TEXT = """# 머리말
[tender]
id = "A-1"  # 번호

# 배점에 앞선 설명
[[criteria]]
id = "a"  # 첫 항목
points = 60

[[criteria]]
id = "b"
points = 30

# 가격에 앞선 설명
[price]
points = 10
"""


def values(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


def test_what_changes_value_by_value_keeps_every_comment() -> None:
    rows = [{"id": "a", "points": Decimal("55.5")}, {"id": "b", "points": 30}]
    assert with_section(TEXT, section="criteria", value=rows) == TEXT.replace("points = 60", "points = 55.5")


def test_tables_that_go_leave_the_rest_as_it_was() -> None:
    made = with_section(TEXT, section="criteria", value=[{"id": "c", "value": {"kind": "linear", "floor": 1}}])
    assert (
        made
        == """# 머리말
[tender]
id = "A-1"  # 번호

# 배점에 앞선 설명
[[criteria]]
id = "c"
value = { kind = "linear", floor = 1 }

# 가격에 앞선 설명
[price]
points = 10
"""
    )


def test_a_section_is_taken_away_and_added_at_the_end() -> None:
    without = with_section(TEXT, section="criteria", value=None)
    assert values(without) == {key: held for key, held in values(TEXT).items() if key != "criteria"}
    assert "# 가격에 앞선 설명" in without
    again = with_section(without, section="evaluators", value={"ids": ["위원1"]})
    assert again.endswith('\n\n[evaluators]\nids = ["위원1"]\n')


def test_the_lines_of_another_system_stay_its_own() -> None:
    made = with_section(TEXT.replace("\n", "\r\n"), section="criteria", value=[{"id": "c"}])
    assert made.count("\n") == made.count("\r\n") > 5


def test_a_section_written_as_one_value_with_a_comment_in_it_is_not_guessed_at() -> None:
    assert (
        with_section("price = { points = 10 }\n", section="price", value={"points": 20}) == "price = { points = 20 }\n"
    )
    with pytest.raises(NotKept):
        with_section('criteria = [ # 둘\n { id = "a" } ]\n', section="criteria", value=[])


entries = st.dictionaries(
    st.sampled_from(["id", "title", "points", "value", "shares"]),
    st.text(max_size=8)
    | st.integers(0, 99)
    | st.decimals(0, 9, places=2)
    | st.just({"kind": "ladder", "steps": [[1, 2]]}),
    min_size=1,
)


@given(st.lists(entries, max_size=4), st.sampled_from(["criteria", "gates"]))
def test_any_list_of_tables_reads_back_and_touches_nothing_else(rows: list[dict[str, object]], section: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    made = with_section(text, section=section, value=rows or None)
    others = {key: held for key, held in values(text).items() if key != section}
    assert values(made) == others | ({section: rows} if rows else {})
    assert "# 구매 구성 검토용(낙찰과 무관)" in made


@given(st.dictionaries(st.sampled_from(["E_kind", "ceiling", "floor_L"]), st.text(max_size=5) | st.booleans()))
def test_tables_below_a_section_come_and_go_with_it(answers: dict[str, object]) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    value = {"profiles": ["kr.negotiation.national"], "answers": answers}
    made = with_section(text, section="rules", value=value)
    assert values(made) == values(text) | {"rules": value}
