"""Gates and criteria as what a form asks for, and back as tables of tender.toml."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy

from benchmarks.metrics import METRICS, metric

Values = dict[str, Any]
OFFERS = {
    "power_w": ("W", gettext_lazy("제안한 서버 1대의 소비전력")),
    "rack_units": ("U", gettext_lazy("제안한 서버 1대의 랙 높이")),
}
LATENCIES = ("ttft", "tpot", "ntpot", "e2e")
SCORED = tuple(one for one in METRICS if one.id != "itl")
STATISTICS = {
    "p90": "P90",
    "p50": "P50",
    "p95": "P95",
    "p99": "P99",
    "mean": gettext_lazy("평균"),
    "p99_9": "P99.9",
    "min": gettext_lazy("최솟값"),
    "max": gettext_lazy("최댓값"),
}
LEVELS = ("ttft_p90_ms", "tpot_p90_ms")
QUALITATIVE, OFFICER = "qualitative", "officer"
CURVES = {
    "ladder": gettext_lazy("계단: 기준값마다 배점비율"),
    "linear": gettext_lazy("직선: 하한에서 목표까지"),
    "ratio": gettext_lazy("비율: 목표에 견준 비율"),
    "piecewise": gettext_lazy("꺾은선: 점 사이를 이음"),
    "grades": gettext_lazy("등급: 이름마다 배점비율"),
}
ENDS, LISTED = ("linear", "ratio"), ("ladder", "piecewise", "grades")
BETTER = {"higher": gettext_lazy("클수록 좋음"), "lower": gettext_lazy("작을수록 좋음")}


def gate_of(given: Values, *, before: Values) -> Values:
    """A gate's table from a valid form; `before` is what stood there."""
    kind, _, name = given["source"].partition(":")
    measured = kind == "measure"
    lower = not measured or metric(name).better == "lower"
    entry = {
        "id": given["sign"],
        "title": given["title"],
        "unit": metric(name).unit if measured else OFFERS[name][0],
        "comparison": "<=" if lower else ">=",
        "limit": given["limit"],
    }
    return entry | ({"measure": _measure(name, given, before)} if measured else {"offer": name})


def criterion_of(given: Values, *, before: Values) -> Values:
    """A criterion's table from a valid form; `before` is what stood there."""
    source, _, name = given["source"].partition(":")
    entry = {"id": given["sign"], "title": given["title"], "group": given["group"]}
    if source == QUALITATIVE:
        return entry | {"kind": QUALITATIVE, "points": given["points"]}
    measured = source == "measure"
    entry |= {
        "kind": "quantitative",
        "points": given["points"],
        "unit": metric(name).unit if measured else given["unit"],
    }
    if given["missing_share"] is not None:
        entry["missing_share"] = given["missing_share"]
    entry["value"] = _curve(given, metric(name).better if measured else given["better"])
    return entry | ({"measure": _measure(name, given, before)} if measured else {"officer": True})


def _measure(name: str, given: Values, before: Values) -> Values:
    other = before.get("measure", {}).get("slo", {})
    levels = {key: held for key, held in other.items() if key not in LEVELS}
    levels |= {key: given[key] for key in LEVELS if given[key] is not None}
    asked = {"metric": name, "statistic": given["statistic"] if name in LATENCIES else "value", "model": given["model"]}
    asked |= {"isl": given["isl"], "osl": given["osl"]}
    if given["concurrency"] is not None:
        asked["concurrency"] = given["concurrency"]
    return asked | ({"slo": levels} if levels else {})


def _curve(given: Values, better: str) -> Values:
    kind = given["curve"]
    if kind in ENDS:
        return {"kind": kind, "floor": given["floor"], "target": given["target"], "places": given["places"]}
    if kind == "grades":
        return {"kind": kind, "shares": dict(given["steps"])}
    pairs = [[number_in(value), share] for value, share in given["steps"]]
    return (
        {"kind": kind, "better": better, "steps": pairs}
        if kind == "ladder"
        else {"kind": kind, "knots": pairs, "places": given["places"]}
    )


def initial_of(entry: Values) -> Values:
    """The fields of a form from a table of tender.toml."""
    measure = entry.get("measure", {})
    found: Values = {
        key: entry[key] for key in ("title", "group", "points", "limit", "unit", "missing_share") if key in entry
    }
    found |= {key: measure[key] for key in ("model", "isl", "osl", "concurrency") if key in measure}
    found |= {"statistic": measure["statistic"]} if measure.get("metric") in LATENCIES else {}
    found |= {key: held for key, held in measure.get("slo", {}).items() if key in LEVELS}
    return {"sign": entry.get("id", ""), "source": _source(entry), **found, **_drawn(entry.get("value", {}))}


def _source(entry: Values) -> str:
    if "measure" in entry:
        return f"measure:{entry['measure']['metric']}"
    if "offer" in entry:
        return f"offer:{entry['offer']}"
    return OFFICER if entry.get("officer") else QUALITATIVE


def _drawn(value: Values) -> Values:
    pairs = value.get("steps") or value.get("knots") or list(value.get("shares", {}).items())
    found = {key: value[key] for key in ("floor", "target", "places", "better") if key in value}
    steps = {"steps": "\n".join(f"{held} = {share}" for held, share in pairs)} if pairs else {}
    return found | steps | ({"curve": value["kind"]} if value else {})


def number_in(text: str) -> Decimal | None:
    """The finite number that a text is, or None."""
    try:
        found = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
