"""A sizing in lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.exports.sizing import Covered, Sizing
from procurement.exports.sizing_explored import explored_lines
from procurement.exports.sizing_policy import policy_lines
from procurement.exports.sizing_robust import robust_lines
from procurement.exports.sizing_words import (
    AIM_WORDS,
    LIMIT_WORDS,
    OBJECTIVE_WORDS,
    figure,
    limit_checks,
    limit_subject,
    names_of,
    short,
    slack,
    year_title,
)
from procurement.sizing.mix import Mix
from procurement.sizing.tco import Parts

_MOST_LENGTHS = 5
_MOST_PAIRS = 40


def lines(sizing: Sizing) -> Iterator[str]:
    """Demand covered and not, the mix, its cost and proof, every limit with its slack, what was left out and why."""
    example = " (예시 / example)" if sizing.example else ""
    yield f"■ {sizing.title}{example}: {OBJECTIVE_WORDS[sizing.sized.objective]}"
    for covered in sizing.covered:
        yield from _covered(covered)
    mix = sizing.sized.mix
    if mix is None:
        yield "■ 구성 없음 / no mix"
        yield f"  {sizing.sized.no_mix}"
        yield from explored_lines(sizing.explored, years=_titles(sizing))
        yield from _policies(sizing)
        return
    yield from _orders(sizing, mix)
    yield from _cost(mix)
    yield from _proof(mix)
    yield from _limits(sizing, mix)
    yield from _left_out(sizing, mix)
    yield from explored_lines(sizing.explored, years=_titles(sizing))
    if sizing.robust is not None:
        yield from robust_lines(sizing.robust, sized=sizing.sized)
    yield from _policies(sizing)


def _policies(sizing: Sizing) -> Iterator[str]:
    if sizing.policies is not None:
        yield from policy_lines(sizing.policies, sized=sizing.sized)


def _titles(sizing: Sizing) -> tuple[str, ...]:
    return tuple(year.title for year in sizing.sized.problem.years)


def _covered(covered: Covered) -> Iterator[str]:
    out, rest = covered.coverage, covered.coverage.uncovered
    yield f"■ 수요 / demand: {covered.title} ({covered.model}), {short(covered.rate)} req/s"
    for one in out.bins:
        if one.requests:
            part = figure(one.request_share, unit="share")
            yield f"  덮음 / covered   {one.target.isl}/{one.target.osl}: {part}"
    part, tokens = (figure(share, unit="share") for share in (rest.request_share, rest.token_share))
    yield f"  덮지 못함 / not covered: 요청의 {part}, 토큰의 {tokens} (처리한다고 세지 않음 / never counted as served)"
    for counted in rest.lengths[:_MOST_LENGTHS]:
        yield f"    {counted.lengths.isl}/{counted.lengths.osl}: {counted.requests:,}건"
    if len(rest.lengths) > _MOST_LENGTHS:
        yield f"    … 외 {len(rest.lengths) - _MOST_LENGTHS}종, 최장 {rest.longest_isl}/{rest.longest_osl}"
    for source in covered.sources:
        yield f"  - {source}"


def _orders(sizing: Sizing, mix: Mix) -> Iterator[str]:
    names = names_of(sizing.sized)
    yield "■ 구성 / mix"
    for order in sorted(mix.orders, key=lambda order: order.year):
        when = year_title(sizing.sized, order.year)
        amount = order.count * order.price
        yield f"  {f'{when}: ' if when else ''}{names[order.item]} × {order.count} = {amount:,}원 (@{order.price:,})"
    for bought in mix.purchases:
        used = "" if bought.utilisation is None else f", 사용 {short(bought.utilisation * 100)} %"
        idle = "" if bought.load else "; 맡은 수요 없음: 한도를 맞추려고 산 것 / serves nothing, bought to keep a limit"
        yield f"  {names[bought.configuration]}: {bought.servers}대, 부하 {short(bought.load)}대{used}{idle}"
    for part in mix.shares:
        when = year_title(sizing.sized, part.year)
        served = figure(part.share, unit="share")
        yield f"    {f'{when} ' if when else ''}{names[part.bucket]} → {names[part.configuration]}: {served}"
    for lost in mix.unserved:
        when = year_title(sizing.sized, lost.year)
        yield f"  처리 못함 / unserved {when} {names[lost.bucket]}: {figure(lost.share, unit='share')}"


def _cost(mix: Mix) -> Iterator[str]:
    yield f"■ 비용 / cost: 구매 {mix.cost:,}원 / capital"
    if mix.total_cost is not None and mix.cost_parts is not None:
        yield f"  총비용 {mix.total_cost:,}원 / total cost"
        yield from _parts(mix.cost_parts)


def _parts(parts: Parts) -> Iterator[str]:
    for words, won in (
        ("구매(현재가치) / capital", parts.capital),
        ("전기 / energy", parts.energy),
        ("유지보수 / maintenance", parts.maintenance),
        ("잔존가치 / residual", -parts.residual),
    ):
        yield f"    {words}: {short(won)}원"


def _proof(mix: Mix) -> Iterator[str]:
    proof = "최적임이 증명됨 / proven optimal" if mix.proven else "증명되지 않음 / not proven"
    yield f"■ 증명 / proof: {proof}; {_bound(mix)} ({mix.solver}: {mix.status})"
    served = short(mix.served * 100)
    yield f"  측정이 덮는 수요의 {short(mix.scale)}배, 그중 처리 {served} % / of the covered demand served"
    for place, aim in enumerate(mix.aims, 1):
        state = "증명 / proven" if aim.proven else "미증명 / not proven"
        words, unit = AIM_WORDS[aim.aim]
        bound = "없음 / none" if aim.bound is None else figure(aim.bound, unit=unit)
        yield f"  {place}순위 {words}: {figure(aim.value, unit=unit)}, 한계 / bound {bound} ({state})"


def _bound(mix: Mix) -> str:
    """The bound and how far the mix is from it; where aims follow the cost, that is what they were allowed to cost."""
    bound = "없음 / none" if mix.bound is None else short(mix.bound)
    gap = "없음 / none" if mix.gap is None else f"{short(mix.gap * 100)} %"
    if not mix.aims or mix.bound is None:
        return f"하한·상한 / bound {bound}, 차이 / gap {gap}"
    return f"비용의 하한 / bound of the cost {bound}, 다음 목적에 더 쓴 몫 / spent on later aims {gap}"


def _limits(sizing: Sizing, mix: Mix) -> Iterator[str]:
    yield "■ 한도 / limits (값 · 한도 · 여유 / value, limit, slack)"
    for check in limit_checks(mix):
        subject = limit_subject(check, sized=sizing.sized)
        told = f"{figure(check.value, unit=check.unit)} {check.comparison} {figure(check.limit, unit=check.unit)}"
        room = figure(slack(check), unit=check.unit)
        yield f"  {LIMIT_WORDS[check.rule]}{f' {subject}' if subject else ''}: {told}, 여유 {room}"
    if mix.informed:
        yield f"  국산 비중(참고) {figure(mix.informed.reached, unit='share')}: {mix.informed.why}"


def _left_out(sizing: Sizing, mix: Mix) -> Iterator[str]:
    names = names_of(sizing.sized)
    if mix.excluded or mix.unmeasured:
        yield "■ 제외·미측정 / excluded, not measured"
    for out in mix.excluded:
        yield f"  제외 {names[out.configuration]}: {out.why}"
    for pair in mix.unmeasured[:_MOST_PAIRS]:
        yield f"  미측정 {names[pair.configuration]} · {names[pair.bucket]}: {pair.why}"
    if len(mix.unmeasured) > _MOST_PAIRS:
        yield f"  … 외 {len(mix.unmeasured) - _MOST_PAIRS}쌍 (JSON에 모두 있음 / all in the JSON)"
