"""How far a mix still serves when demand, rates, vendors or servers turn out otherwise: the answers and their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from procurement.exports.dossier import Sized
from procurement.exports.sizing_words import figure, names_of, seconds, won, year_title
from procurement.sizing.asking import won_of
from procurement.sizing.loss import Loss
from procurement.sizing.mix import Mix
from procurement.sizing.queueing import Delay, Service
from procurement.sizing.robust import Assured
from procurement.sizing.scenarios import Robustness, Shape
from scoring.quantity import half_up, plain

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class RobustTerms:
    """What the user decided: every figure of the robustness, shares as parts of 1.

    `year` counts from 0. `demand` (all together), `bucket` (each) and `measured` (each measured rate; None: as its
    repeated runs) vary by `shape`. `samples` scenarios are drawn with `seed`; a purchase for `part` of them is sought
    with `sought`. `gamma` buckets turn out `gamma_more` higher at once. `requests` arrive at each configuration in
    the simulation, served for times of `service`.
    """

    year: int
    shape: Shape
    demand: Fraction
    bucket: Fraction
    measured: Fraction | None
    samples: int
    seed: int
    part: Fraction
    sought: int
    gamma: int
    gamma_more: Fraction
    requests: int
    service: Service


@dataclass(frozen=True, slots=True)
class YearServed:
    """How often the mix serves everything in a year, by its title (empty where the plan has none)."""

    year: str
    found: Robustness


@dataclass(frozen=True, slots=True)
class Missing:
    """What could not be answered and why, both in words."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Robust:
    """The answers; None where not answered, with the reason in `missing`. All but `served` are of the stated year.

    `assured.outside` has been drawn with the next seed, in the full number of scenarios. `single` are the titles of
    the pairs that were not measured repeatedly where the spread is that of repeated runs: their rates do not vary.
    """

    terms: RobustTerms
    year: str
    served: tuple[YearServed, ...]
    assured: Assured | None
    gamma: Mix | None
    losses: tuple[Loss, ...]
    delays: tuple[Delay, ...]
    single: tuple[str, ...]
    missing: tuple[Missing, ...]


def robust_lines(robust: Robust, *, sized: Sized) -> Iterator[str]:
    """The answers for a terminal."""
    yield "■ 강건성 / robustness"
    yield from (f"  {line}" for line in terms_lines(robust))
    yield from (f"  {line}" for line in served_lines(robust))
    yield from (f"  {line}" for line in dearer_lines(robust, sized=sized))
    names = names_of(sized)
    for loss in robust.losses:
        yield f"  {loss_words(loss, names=names)}: 처리 / still served {figure(loss.served, unit='share')}"
    for delay in robust.delays:
        where = f"{names[delay.configuration]} · {names[delay.bucket]}"
        yield f"  대기 / queueing {where}: p99 {seconds(delay.p99_s)}. {verdict(delay)}"
    for one in robust.missing:
        yield f"  미측정·답 없음 / not answered {one.what}: {one.why}"


def terms_lines(robust: Robust) -> Iterator[str]:
    """What was assumed, in words: all of it the user's figures."""
    terms = robust.terms
    kind = {"even": "± 폭 / half width", "normal": "상대 표준편차 / relative deviation"}[terms.shape]
    rates = "반복 측정대로 / as repeated runs" if terms.measured is None else figure(terms.measured, unit="share")
    together, each = figure(terms.demand, unit="share"), figure(terms.bucket, unit="share")
    yield f"가정({kind}): 수요 전체 / all demand {together}, 수요별 / each {each}, 측정 처리율 / rates {rates}"
    draws = f"시나리오 {terms.samples:,}개, 시드 {terms.seed}, 모든 구성에 같은 시나리오"
    yield f"{draws} / scenarios, seed, the same for every mix{f'; {robust.year}' if robust.year else ''}"
    for title in robust.single:
        yield f"미측정: 반복 측정이 없어 처리율을 그대로 둠 / no repeated runs, its rate does not vary: {title}"


def served_lines(robust: Robust) -> Iterator[str]:
    """How often the mix serves everything, year by year, and whether that is the part asked for."""
    for one in robust.served:
        found, part = one.found, Fraction(one.found.served, one.found.scenarios)
        enough = "이상 / reached" if part >= robust.terms.part else "미달 / below"
        yield (
            f"{f'{one.year}: ' if one.year else ''}{found.scenarios:,}개 중 {found.served:,}개를 모두 처리 / all served"
            f" (목표 / asked {figure(robust.terms.part, unit='share')} {enough}), "
            f"못한 몫 / unserved 최악 / worst {figure(found.worst_unserved, unit='share')}, "
            f"평균 / mean {figure(found.mean_unserved, unit='share')}"
        )


def dearer_lines(robust: Robust, *, sized: Sized) -> Iterator[str]:
    """The purchases that serve more often, with what they cost beyond the mix."""
    found = robust.assured
    if found is not None:
        yield f"{assured_words(found)}: {_priced(found.mix, sized)}"
        kept = Fraction(found.outside.served, found.outside.scenarios)
        short_of = "" if kept >= found.part else "; 목표 미달, sought를 늘릴 것 / below, seek it with more scenarios"
        yield (
            f"  구할 때 쓴 {found.inside.scenarios:,}개 중 {found.inside.served:,}개, 새 시나리오 "
            f"{found.outside.scenarios:,}개 중 {found.outside.served:,}개 / served of those sought with, of fresh ones"
            f"{short_of}"
        )
    if robust.gamma is not None:
        yield f"{gamma_words(robust.terms)}: {_priced(robust.gamma, sized)}"


def assured_words(found: Assured) -> str:
    """What the purchase is the cheapest for: the scenarios it was sought with, and no others."""
    count = found.inside.scenarios
    return (
        f"뽑은 시나리오 {count:,}개 중 {ceil(found.part * count):,}개 이상을 모두 처리하는 가장 싼 구성 "
        "/ cheapest that serves at least so many of the scenarios drawn to seek it"
    )


def gamma_words(terms: RobustTerms) -> str:
    """What the purchase is the cheapest for: the same shares, and the worst demands at every configuration at once."""
    return (
        f"구성마다 가장 나쁜 수요 {terms.gamma}개가 함께 {figure(terms.gamma_more, unit='share')} 늘어도 "
        "배분을 바꾸지 않고 처리하는 가장 싼 구성 / cheapest that serves, its shares unchanged, "
        "though the worst so many demands at every configuration are that much higher at once"
    )


def bought(mix: Mix, *, sized: Sized) -> str:
    """What is ordered and when, in a line."""
    names = names_of(sized)
    orders = sorted(mix.orders, key=lambda order: order.year)
    return ", ".join(f"{year_title(sized, one.year)} {names[one.item]} × {one.count}".strip() for one in orders)


def _priced(mix: Mix, sized: Sized) -> str:
    return f"{won(won_of(mix))} ({_more(mix, sized)}): {bought(mix, sized=sized)}"


def _more(mix: Mix, sized: Sized) -> str:
    apart = more_won(mix, sized=sized)
    if not apart:
        return "이 구성과 같은 비용 / costs the same"
    return f"이 구성보다 {won(abs(apart))} {'비쌈 / more' if apart > 0 else '쌈 / less'}"


def more_won(mix: Mix, *, sized: Sized) -> int:
    """Won by which a mix costs more than the one that was found: total cost where its terms are given, else capital."""
    return won_of(mix) - (0 if sized.mix is None else won_of(sized.mix))


def loss_words(loss: Loss, *, names: dict[str, str]) -> str:
    """What is lost, in words."""
    if loss.kind == "vendor":
        return f"업체 상실 / without the vendor {loss.subject}"
    return f"서버 1대 상실 / without one {names[loss.subject]}"


def verdict(delay: Delay) -> str:
    """Whether the simulated delay keeps the service level, in words."""
    if delay.limit_s is None:
        return "E2E p99 목표가 없어 판정하지 않음 / no E2E p99 is asked for, so it is not judged"
    limit = seconds(delay.limit_s)
    if delay.ok:
        return f"목표 {limit}를 지킴 / keeps it"
    return f"목표 {limit}를 넘김: 요청이 불규칙하게 오면 서비스 수준을 지키지 못함 / exceeds it: the level is not kept"


def robust_json(robust: Robust, *, sized: Sized) -> Json:
    """The answers with stable keys, exact but for the simulated seconds."""
    assured, gamma = robust.assured, robust.gamma
    return {
        "terms": _terms(robust.terms),
        "year": robust.year,
        "served": [{"year": one.year, **_robustness(one.found)} for one in robust.served],
        "assured": None if assured is None else {
            **_dearer(assured.mix, sized), "inside": _robustness(assured.inside),
            "outside": _robustness(assured.outside),
        },
        "gamma": None if gamma is None else _dearer(gamma, sized),
        "losses": [{"kind": one.kind, "subject": one.subject, "served": plain(one.served)} for one in robust.losses],
        "delays": [
            {"configuration": d.configuration, "bucket": d.bucket, "count": d.count, "waited": d.waited,
             "mean_wait_s": d.mean_wait_s, "p99_s": d.p99_s, "limit_s": d.limit_s, "ok": d.ok}
            for d in robust.delays
        ],
        "not_measured_repeatedly": list(robust.single),
        "missing": [{"what": one.what, "why": one.why} for one in robust.missing],
    }  # fmt: skip


def _terms(terms: RobustTerms) -> Json:
    return {
        "year": terms.year, "shape": terms.shape, "demand": plain(terms.demand), "bucket": plain(terms.bucket),
        "measured": "repeats" if terms.measured is None else plain(terms.measured), "samples": terms.samples,
        "seed": terms.seed, "part": plain(terms.part), "sought": terms.sought, "gamma": terms.gamma,
        "gamma_more": plain(terms.gamma_more), "requests": terms.requests, "service": terms.service,
    }  # fmt: skip


def _robustness(found: Robustness) -> Json:
    return {
        "scenarios": found.scenarios, "seed": found.seed, "all_served": found.served,
        "mean_unserved": _sampled(found.mean_unserved), "worst_unserved": _sampled(found.worst_unserved),
    }  # fmt: skip


def _sampled(share: Fraction) -> str:
    """A figure of a sample to twelve places: the exact mean of a thousand draws is a fraction of a thousand digits."""
    return plain(Fraction(half_up(share, places=12)))


def _dearer(mix: Mix, sized: Sized) -> Json:
    servers = {one.configuration: one.servers for one in mix.purchases}
    return {"won": won_of(mix), "more_won": more_won(mix, sized=sized), "servers": servers}
