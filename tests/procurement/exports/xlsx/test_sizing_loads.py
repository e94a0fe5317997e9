from __future__ import annotations

from tests.procurement.exports.plan_cases import LONG, mix_of_case, rows_of
from tests.procurement.exports.recalculated import Value


def after(rows: list[list[Value]], heading: str) -> list[list[Value]]:
    start = next(n for n, row in enumerate(rows) if row[0] == heading)
    end = next((n for n, row in enumerate(rows) if n > start and row[0] is None), len(rows))
    return rows[start + 2 : end]


def test_servers_at_work_less_spares_stand_against_the_load() -> None:
    loads = after(rows_of("everything", "수요·처리능력"), "서버의 부하")
    assert [row[:5] + row[6:10] for row in loads] == [
        ["첫 해", "서버 a", "갑", 2, 1, 0.05, 0.95, 0.05, "지킴"],
        ["첫 해", LONG, "을", 2, 1, 0.375, 0.625, 0.375, "지킴"],
        ["이듬해", "서버 a", "갑", 2, 1, 0.35, 0.65, 0.35, "지킴"],
        ["이듬해", LONG, "을", 4, 1, 2.625, 0.375, 0.875, "지킴"],
    ]


def test_models_in_whole_replicas_are_rounded_up_with_their_spares() -> None:
    pools = after(rows_of("replicas", "수요·처리능력"), "모델별 복제본")
    assert [row[:5] + row[7:9] for row in pools] == [
        ["첫해", "서버 a", "작은 모델", 4, 1, 6, 1.5],
        ["첫해", "서버 b", "작은 모델", 4, 1, 4, 1],
        ["첫해", "서버 a", "큰 모델", 2, 1, 3, 1.5],
    ]


def test_the_load_of_pools_is_the_one_that_was_checked() -> None:
    loads = after(rows_of("replicas", "수요·처리능력"), "서버의 부하")
    checked = [[int(c.value), int(c.limit)] for c in mix_of_case("replicas").checks if c.rule == "load"]
    assert [[row[6], row[3]] for row in loads] == checked
    assert checked == [[3, 3], [1, 1]]
    assert [row[4] for row in loads] == [0, 0]
