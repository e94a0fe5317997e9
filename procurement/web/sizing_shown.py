"""A sizing's stored answers as tables and pictures: every number from the JSON that the job kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext

from procurement.exports.sizing_words import LIMIT_WORDS, OBJECTIVE_WORDS
from procurement.web.asking import tongue
from procurement.web.robustness import Bar, Line, bar
from procurement.web.sizing_curve import Curve, curve_of
from procurement.web.sizing_figures import Told, figure, names_of, percent, won
from procurement.web.sizing_policy_shown import ShownPolicies, policies_of
from procurement.web.sizing_robust_shown import ShownRobustness, robust_of
from scoring.quantity import half_up

WHOLE = Fraction(100)
LOOKS = 8
"""How many looks stacked bars have before they begin again."""


@dataclass(frozen=True, slots=True)
class Bought:
    """A configuration and how much of it the mix holds."""

    title: str
    vendor: str
    domestic: bool
    servers: int
    cost: str
    utilisation: str
    look: str


@dataclass(frozen=True, slots=True)
class Held:
    """A limit, what the mix comes to, and how much room is left; the bar is filled as far as the limit is."""

    name: str
    value: str
    limit: str
    room: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The servers in service in a year, a bar of each configuration after the other."""

    name: str
    counts: tuple[int, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The mix itself in words and figures, as pairs."""

    pairs: tuple[tuple[str, str], ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class ShownSizing:
    """All that the page of a finished sizing shows."""

    title: str
    note: str
    no_mix: str
    facts: Facts | None
    bought: tuple[Bought, ...]
    held: tuple[Held, ...]
    years: tuple[Year, ...]
    unserved: tuple[Line, ...]
    uncovered: tuple[Line, ...]
    gaps: tuple[tuple[str, str, str], ...]
    prices: tuple[Line, ...]
    curve: Curve | None
    why: tuple[str, ...]
    remedy: tuple[str, ...]
    alone: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]
    robust: ShownRobustness | None
    policies: ShownPolicies | None


def shown_sizing(told: Told) -> ShownSizing:
    """The stored answers as the page shows them."""
    explored, names, mix = told["explored"], names_of(told), told["mix"]
    return ShownSizing(
        title=told["title"],
        note=told["example_note"],
        no_mix=tongue(told["no_mix"] or ""),
        facts=None if mix is None else _facts(told, mix),
        bought=tuple(_bought(told, mix)) if mix else (),
        held=tuple(_held(one, names) for one in mix["limits"]) if mix else (),
        years=tuple(_years(told)) if mix else (),
        unserved=tuple(_unserved(told, mix, names)) if mix else (),
        uncovered=tuple(_uncovered(told)),
        gaps=tuple(_gaps(mix, names)) if mix else (),
        prices=tuple(_prices(explored["limit_prices"], told)),
        curve=curve_of(explored["frontier"], names=names),
        why=tuple(_why(explored, names)),
        remedy=tuple(tongue(one) for one in explored["remedy"] or ()),
        alone=tuple(tongue(one) for one in explored["alone"]),
        missing=tuple((tongue(one["what"]), tongue(one["why"])) for one in explored["missing"]),
        robust=robust_of(told["robustness"], names) if told["robustness"] else None,
        policies=policies_of(told["policy"], names) if told.get("policy") else None,
    )


def _facts(told: Told, mix: Told) -> Facts:
    pairs = [
        (gettext("목적"), tongue(OBJECTIVE_WORDS[told["objective"]])),
        (gettext("구입비 (원)"), won(mix["capital"])),
    ]
    if mix["cost_parts"]:
        words = {
            "energy": gettext("전기요금 (원)"),
            "maintenance": gettext("유지보수 (원)"),
            "residual": gettext("잔존가치 (원, 뺌)"),
        }
        pairs += [(word, won(mix["cost_parts"][key])) for key, word in words.items()]
        pairs += [(gettext("총비용 (원)"), won(mix["total_cost"]))]
    pairs += [
        (gettext("전력"), figure(mix["power_w"], "W")),
        (gettext("랙"), figure(mix["rack_units"], "U")),
        (gettext("국산 금액 비율"), figure(mix["domestic_share"], "share")),
        (gettext("처리하는 수요"), figure(mix["served"], "share")),
        (gettext("증명"), gettext("최적임을 증명함") if mix["proven"] else gettext("증명하지 못함")),
        (gettext("남은 차이"), figure(mix["gap"], "share")),
        (gettext("푼 프로그램"), mix["solver"]),
    ]
    return Facts(tuple(pairs), mix["proven"])


def _looks(told: Told) -> dict[str, str]:
    return {one["id"]: f"stack{place % LOOKS}" for place, one in enumerate(told["configurations"])}


def _bought(told: Told, mix: Told) -> Iterator[Bought]:
    looks, held = _looks(told), {one["configuration"]: one for one in mix["servers"]}
    for one in told["configurations"]:
        part = held.get(one["id"])
        yield Bought(
            title=one["title"],
            vendor=one["vendor"],
            domestic=one["domestic"],
            servers=part["servers"] if part else 0,
            cost=won(part["cost"]) if part else "0",
            utilisation=f"{percent(part['utilisation'])} %" if part and part["utilisation"] else "",
            look=looks[one["id"]],
        )


def _held(one: Told, names: dict[str, str]) -> Held:
    subject = names.get(one["subject"], one["subject"])
    name = tongue(LIMIT_WORDS[one["rule"]])
    value, limit = (None if one[key] is None else Fraction(one[key]) for key in ("value", "limit"))
    filled = min(WHOLE, WHOLE * value / limit) if value is not None and limit else Fraction(0)
    sign = {"<=": "≤", ">=": "≥"}.get(one["comparison"], one["comparison"])
    return Held(
        name=f"{name}: {subject}" if subject else name,
        value=figure(one["value"], one["unit"]),
        limit=f"{sign} {figure(one['limit'], one['unit'])}",
        room=figure(one["slack"], one["unit"]),
        bars=(bar(Fraction(0), filled, "range"),),
    )


def _years(told: Told) -> Iterator[Year]:
    charts, looks = told["charts"], _looks(told)
    counted = [(looks[one["configuration"]], one["servers"]) for one in charts["servers_in_service"]]
    totals = [sum(servers[year] for _, servers in counted) for year in range(len(charts["years"]))]
    most = max(totals, default=0) or 1
    for year, title in enumerate(charts["years"]):
        bars, start = [], Fraction(0)
        for look, servers in counted:
            end = start + WHOLE * servers[year] / most
            bars.append(bar(start, end, look))
            start = end
        yield Year(title or gettext("전체"), tuple(servers[year] for _, servers in counted), tuple(bars))


def _unserved(told: Told, mix: Told, names: dict[str, str]) -> Iterator[Line]:
    for one in mix["unserved"]:
        year = told["charts"]["years"][one["year"]]
        yield Line(f"{year} {names[one['bucket']]}".strip(), (f"{percent(one['share'])} %",))


def _uncovered(told: Told) -> Iterator[Line]:
    for one in told["demand"]:
        rest = one["uncovered"]
        lengths = ", ".join(f"{c['isl']}/{c['osl']} ({c['requests']:,})" for c in rest["lengths"])
        shares = (f"{percent(rest['request_share'])} %", f"{percent(rest['token_share'])} %", lengths)
        if rest["lengths"]:
            yield Line(one["title"], shares)


def _gaps(mix: Told, names: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for one in mix["unmeasured"]:
        yield names[one["configuration"]], names[one["bucket"]], tongue(one["why"])
    for one in mix["excluded"]:
        yield names[one["configuration"]], "", tongue(one["why"])


def _prices(found: list[Told], told: Told) -> Iterator[Line]:
    most = max((abs(one["won"] or 0) for one in found), default=0) or 1
    titles = (told["charts"] or {}).get("years", [])
    for one in found:
        subject = one["subject"]
        if one["rule"] == "year_budget" and subject.isdigit() and int(subject) < len(titles):
            subject = titles[int(subject)]
        name = tongue(LIMIT_WORDS[one["rule"]])
        amounts = (
            won(one["won"]) if one["won"] is not None else gettext("없으면 풀 수 없음"),
            *(gettext("맞는 구성 없음") if one[key] is None else won(one[key]) for key in ("looser", "tighter")),
        )
        width = WHOLE * abs(one["won"] or 0) / most
        yield Line(f"{name}: {subject}" if subject else name, amounts, (bar(Fraction(0), width, "range"),))


def _why(explored: Told, names: dict[str, str]) -> Iterator[str]:
    price, speed, why = explored["price_break"], explored["speed_break"], explored["why"]
    if why:
        yield gettext("이 구성에 든 대수: %(n)d") % {"n": why["servers"]}
        yield from (tongue(one) for one in why["reasons"])
    if price:
        found = {"title": names[price["configuration"]], "price": won(price["price"])}
        if price["brings"] is None:
            yield gettext("%(title)s: 값이 0원이어도 들지 않습니다(지금 %(price)s원).") % found
        else:
            found["brings"] = won(price["brings"])
            yield gettext("%(title)s: 1대 값이 %(brings)s원까지이면 듭니다(지금 %(price)s원).") % found
    if speed and speed["brings"] is not None and Fraction(speed["brings"]) > 1:
        times = f"{half_up(Fraction(speed['brings']), places=3):f}"
        yield gettext("처리율이 지금의 %(times)s배이면 듭니다.") % {"times": times}
