"""What the forms of a plan are given."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

SERVER: dict[str, Any] = {
    "sign": "rngd", "vendor": "FuriosaAI", "title": "RNGD 8장", "accelerator": "furiosa-rngd", "accelerators": 8,
    "price": 175_000_000, "price_source": "지어낸 값", "domestic": True, "power_w": 3000, "power_source": "카탈로그",
    "rack_units": 4, "rack_source": "카탈로그", "maximum": None, "minimum": None, "existing": None, "lead_years": None,
    "published": ["rngd-llama31-8b-fp8-128-4096"],
}  # fmt: skip
DEMAND: dict[str, Any] = {
    "sign": "drafts", "title": "일괄 생성", "model": "Llama 3.1 8B", "rate": 12, "isl": 128, "osl": 4096, "preset": "",
    "ttft_p90_ms": None, "tpot_p90_ms": None, "level": "", "growth": [],
}  # fmt: skip
LIMITS: dict[str, Any] = {
    **dict.fromkeys(("running", "power_w", "cooling_w", "rack_units", "vendor_share", "vendor_demand")),
    **dict.fromkeys(("min_vendors", "max_vendors", "estimate_won", "threshold_won")),
    **dict.fromkeys(("costs_years", "costs_hours", "costs_pue", "costs_tariff", "costs_maintenance", "costs_discount")),
    "objective": "cheapest", "utilisation": Decimal("0.8"), "spares": 0, "budget": 900, "share": Decimal("0.5"),
    "policy_points": None, "policy_shares": [], "policy_basis": "", "legal_basis": "none",
    "plan_years": [("2027년", 400), ("2028년", None)], "costs_residual": [],
}  # fmt: skip


def typed(values: dict[str, Any], **changed: object) -> dict[str, Any]:
    """What a browser would send of them: no field for nothing, none for an empty box."""
    return {
        key: held for key, held in (values | changed).items() if held is not None and held is not False and held != []
    }
