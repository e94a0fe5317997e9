from __future__ import annotations

from decimal import Decimal

from procurement.web.plan_entries import (
    demand_entry,
    demand_initial,
    numbers_in,
    release_in,
    server_entry,
    server_initial,
    sizing_entry,
    sizing_initial,
)
from tests.procurement.web.plan_given import DEMAND, LIMITS, SERVER


def test_a_server_keeps_what_the_form_does_not_ask() -> None:
    uploaded, copied = {"file": "own.json"}, {"file": "releases/7-run.json"}
    before = {"id": "old", "lot": "A", "evidence": [{"published": "x"}, {"file": "releases/3-a.json"}, uploaded]}
    made = server_entry(SERVER, before=before, copied=[copied])
    assert made["evidence"] == [{"published": "rngd-llama31-8b-fp8-128-4096"}, copied, uploaded]
    assert (made["id"], made["lot"], made["price"]) == ("rngd", "A", 175_000_000)
    assert "maximum" not in made
    shown = server_initial(made)
    assert (shown["sign"], shown["releases"], shown["published"]) == ("rngd", ["7"], SERVER["published"])


def test_only_copied_evidence_names_a_release() -> None:
    assert [release_in(one) for one in ({"file": "releases/12-a-b.json"}, {"file": "a.json"}, {"published": "x"})] == [
        "12", "", "",
    ]  # fmt: skip


def test_a_demand_is_lengths_or_a_preset() -> None:
    plain = demand_entry(DEMAND, before={"weight": 2, "preset": "x", "targets": [[1, 2]]})
    assert plain == {
        "id": "drafts", "title": "일괄 생성", "model": "Llama 3.1 8B", "isl": 128, "osl": 4096, "rate": 12, "weight": 2,
    }  # fmt: skip
    preset = DEMAND | {"preset": "finance", "level": "none", "growth": [Decimal(1), Decimal("1.5")]}
    made = demand_entry(preset, before={"targets": [[2048, 128]]})
    assert (made["preset"], made["slo"], made["targets"]) == ("finance", "none", [[2048, 128]])
    assert "isl" not in made
    assert demand_initial(made)["growth"] == "1, 1.5"
    level = demand_entry(DEMAND | {"ttft_p90_ms": Decimal(2000)}, before={})
    assert demand_initial(level)["ttft_p90_ms"] == 2000


def test_aims_limits_and_costs_go_in_and_come_out_again() -> None:
    demand = [{"id": "a"}]
    made = sizing_entry(LIMITS, before={"demand": demand, "limits": {"power_w": 5}, "costs": {"years": 9}})
    assert made["demand"] == demand
    assert made["limits"] == {"budget": 900, "domestic_share": {"share": Decimal("0.5"), "legal_basis": "none"}}
    assert made["years"] == [{"title": "2027년", "budget": 400}, {"title": "2028년"}]
    assert "costs" not in made
    shown = sizing_initial(made | {"costs": {"years": 2, "residual": [Decimal("0.5"), 0]}})
    assert (shown["budget"], shown["share"], shown["legal_basis"]) == (900, Decimal("0.5"), "none")
    assert shown["plan_years"] == "2027년 = 400\n2028년"
    assert (shown["costs_years"], shown["costs_residual"]) == (2, "0.5, 0")


def test_policies_come_and_go_and_own_ones_stay() -> None:
    asked = {"policy_points": 11, "policy_shares": [Decimal("0.3"), Decimal("0.5")], "policy_basis": "계획"}
    own = [{"id": "w", "title": "w 없이", "without": ["w"]}]
    made = sizing_entry(LIMITS | asked, before={"policy": {"points": 5, "own": own}})
    assert made["policy"] == {"points": 11, "shares": asked["policy_shares"], "basis": "계획", "own": own}
    shown = sizing_initial(made)
    assert (shown["policy_points"], shown["policy_shares"], shown["policy_basis"]) == (11, "0.3, 0.5", "계획")
    assert "policy" not in sizing_entry(LIMITS, before=made)


def test_numbers_are_parted_by_commas() -> None:
    assert [numbers_in(text) for text in ("1, 1.5", "", "1, x")] == [[1, Decimal("1.5")], [], None]
