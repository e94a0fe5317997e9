"""What the forms of a plan ask, as tables of sizing.toml, and those tables as what the forms show."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from procurement.web.entries import LEVELS, Values, number_in

PLAIN = (
    "vendor", "title", "accelerator", "accelerators", "price", "price_source", "domestic", "power_w", "power_source",
    "rack_units", "rack_source", "maximum", "minimum", "existing", "lead_years",
)  # fmt: skip
LIMITS = (
    "budget", "running", "power_w", "cooling_w", "rack_units", "vendor_share", "vendor_demand", "min_vendors",
    "max_vendors",
)  # fmt: skip
DOMESTIC = ("share", "legal_basis", "estimate_won", "threshold_won")
COSTS = ("years", "hours", "pue", "tariff", "maintenance", "residual", "discount")
HEAD = ("objective", "utilisation", "spares")
COPIED = "releases/"


def server_entry(given: Values, *, before: Values, copied: Iterable[Values]) -> Values:
    """A server's table from a valid form; uploaded evidence stays, `copied` are the releases chosen."""
    kept = {key: held for key, held in before.items() if key not in {*PLAIN, "id", "evidence"}}
    entry = {"id": given["sign"], **{key: given[key] for key in PLAIN if given[key] not in (None, "")}, **kept}
    uploaded = [one for one in before.get("evidence", ()) if _is_uploaded(one)]
    evidence = [*({"published": name} for name in given["published"]), *copied, *uploaded]
    return entry | ({"evidence": evidence} if evidence else {})


def _is_uploaded(one: Values) -> bool:
    return "published" not in one and not str(one.get("file", "")).startswith(COPIED)


def server_initial(entry: Values) -> Values:
    """What the form of a server shows."""
    evidence = entry.get("evidence", ())
    return {
        "sign": entry.get("id", ""),
        **{key: entry[key] for key in PLAIN if key in entry},
        "published": [one["published"] for one in evidence if "published" in one],
        "releases": sorted({release_in(one) for one in evidence} - {""}),
    }


def release_in(evidence: Values) -> str:
    """The key of the release that an evidence table was copied from, "" for any other."""
    name = str(evidence.get("file", ""))
    return name.removeprefix(COPIED).partition("-")[0] if name.startswith(COPIED) else ""


def demand_entry(given: Values, *, before: Values) -> Values:
    """A demand's table from a valid form; what the form does not ask stays."""
    asked = {"id", "title", "model", "rate", "isl", "osl", "preset", "slo", "growth"}
    kept = {key: held for key, held in before.items() if key not in asked}
    entry: Values = {"id": given["sign"], "title": given["title"], "model": given["model"]}
    levels = {key: given[key] for key in LEVELS if given[key] is not None}
    if given["preset"]:
        entry |= {"preset": given["preset"], "rate": given["rate"], "slo": levels or given["level"]}
    else:
        kept = {key: held for key, held in kept.items() if key != "targets"}
        entry |= {"isl": given["isl"], "osl": given["osl"], "rate": given["rate"]} | ({"slo": levels} if levels else {})
    return entry | ({"growth": given["growth"]} if given["growth"] else {}) | kept


def demand_initial(entry: Values) -> Values:
    """What the form of a demand shows."""
    slo = entry.get("slo")
    found: Values = {key: entry[key] for key in ("title", "model", "rate", "isl", "osl", "preset") if key in entry}
    found |= {key: held for key, held in slo.items() if key in LEVELS} if isinstance(slo, dict) else {}
    found |= {"level": slo} if isinstance(slo, str) else {}
    growth = ", ".join(str(one) for one in entry.get("growth", ()))
    return {"sign": entry.get("id", ""), **found, "growth": growth}


def sizing_entry(given: Values, *, before: Values) -> Values:
    """The [sizing] table from a valid form of aims, limits and costs; demand and all else stays."""
    entry = dict(before) | {key: given[key] for key in HEAD}
    other = {key: held for key, held in before.get("limits", {}).items() if key not in {*LIMITS, "domestic_share"}}
    limits = other | {key: given[key] for key in LIMITS if given[key] is not None}
    if given["share"] is not None:
        asked = {key: given[key] for key in DOMESTIC if given[key] not in (None, "")}
        limits |= {"domestic_share": asked}
    entry["limits"] = limits
    years = [{"title": title} | ({} if won is None else {"budget": won}) for title, won in given["plan_years"]]
    policy = _policy(given, before.get("policy", {}))
    for key, held in (("years", years), ("costs", _costs(given)), ("policy", policy)):
        entry.pop(key, None)
        entry |= {key: held} if held else {}
    return entry


def _costs(given: Values) -> Values:
    found = {key: given[f"costs_{key}"] for key in COSTS}
    return {key: held for key, held in found.items() if held not in (None, [])}


def _policy(given: Values, before: Values) -> Values:
    """Own policies stay as they were written in the file."""
    if given["policy_points"] is None:
        return {}
    own = {"own": before["own"]} if "own" in before else {}
    middle = {"shares": given["policy_shares"], "basis": given["policy_basis"]} if given["policy_shares"] else {}
    return {"points": given["policy_points"], **middle, **own}


def sizing_initial(sizing: Values) -> Values:
    """What the form of aims, limits and costs shows."""
    limits, costs, policy = sizing.get("limits", {}), sizing.get("costs", {}), sizing.get("policy", {})
    years = "\n".join(f"{one['title']} = {one['budget']}" if "budget" in one else one["title"]
                      for one in sizing.get("years", ()))  # fmt: skip
    residual = ", ".join(str(one) for one in costs.get("residual", ()))
    return {
        **{key: sizing[key] for key in HEAD if key in sizing},
        **{key: limits[key] for key in LIMITS if key in limits},
        **limits.get("domestic_share", {}),
        "plan_years": years,
        **{f"costs_{key}": held for key, held in costs.items() if key != "residual"},
        "costs_residual": residual,
        "policy_points": policy.get("points"),
        "policy_shares": ", ".join(str(one) for one in policy.get("shares", ())),
        "policy_basis": policy.get("basis", ""),
    }


def numbers_in(text: str) -> list[Decimal] | None:
    """Numbers parted by commas, None where one is none."""
    found = [number_in(part) for part in text.split(",") if part.strip()]
    return None if None in found else [one for one in found if one is not None]
