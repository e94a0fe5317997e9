"""An evaluation in a few lines of text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from procurement.exports.dossier import Dossier, Robust, Sized
from procurement.exports.edges import edge_notes
from scoring.acceptability import MEANING, Acceptability
from scoring.quantity import half_up, plain
from scoring.result import BidResult


def summary(dossier: Dossier) -> Iterator[str]:
    """Ranking with reasons, notes, the mix with cost and proof, what was found in the evidence, and edges."""
    yield from _ranking(dossier)
    yield from _notes(dossier)
    if dossier.sized:
        yield from _mix(dossier.sized)
    if dossier.robust:
        yield from _robust(dossier, dossier.robust)
    yield from _findings(dossier)
    yield from _edges(dossier)


def _ranking(dossier: Dossier) -> Iterator[str]:
    evaluation = dossier.evaluation
    yield f"■ 협상순위 / ranking — {dossier.tender.title}"
    ranked = sorted((r for r in evaluation.results if r.rank is not None), key=lambda r: (r.rank or 0, r.bid.id))
    for result in ranked:
        yield f"  {result.rank}. {result.bid.name}: {_scores(result)}"
        yield f"     {result.why}"
    for result in evaluation.results:
        if result.rank is None:
            yield f"  -  {result.bid.name}: 부적격 / not eligible"
            yield f"     {result.why}"


def _scores(result: BidResult) -> str:
    total = result.total.value if result.total else "미산출"
    price = result.price.number.value if result.price else "미산출"
    added = f" + 가점 {result.bonus.value}" if result.bonus else ""
    return f"합계 {total} = 기술 {result.technical.value} + 가격 {price}{added} − 감점 {result.deduction.value}"


def _notes(dossier: Dossier) -> Iterator[str]:
    if dossier.evaluation.notes:
        yield "■ 주의 / notes"
    for note in dossier.evaluation.notes:
        yield f"  [{note.code}] {note.text} ({note.clause})"


def _mix(sized: Sized) -> Iterator[str]:
    yield "■ 장비 구성안 / hardware mix"
    mix = sized.mix
    if mix is None:
        yield f"  {sized.no_mix}"
        return
    titles = {c.id: c.title for c in sized.problem.configurations}
    for purchase in mix.purchases:
        yield f"  {titles[purchase.configuration]} × {purchase.servers}대, {purchase.cost:,}원"
    proof = "최적임이 증명됨 / proven optimal" if mix.proven else f"증명되지 않음, 차이 {mix.gap} / not proven"
    yield f"  총 {mix.cost:,}원, 수요의 {plain(Fraction(mix.scale))}배, {proof} ({mix.solver})"
    if mix.informed:
        share = f"{mix.informed.reached * 100 // 1} %"
        yield f"  국산 비중 {share}: {mix.informed.why}"
    for pair in mix.unmeasured:
        yield f"  미측정 {titles.get(pair.configuration, pair.configuration)} · {pair.bucket}: {pair.why}"


def _robust(dossier: Dossier, robust: Robust) -> Iterator[str]:
    names = {r.bid.id: r.bid.name for r in dossier.evaluation.results}
    yield "■ 강건성 부록 (낙찰자 결정에 쓰지 않음) / robustness annex, never the award"
    for what, found in (("업체 / bid", robust.losers), ("평가위원 / evaluator", robust.evaluators)):
        changed = [names.get(one.left_out, one.left_out) for one in found if one.winner_changed]
        yield f"  하나를 빼면 1순위가 바뀌는 {what}: {', '.join(changed) or '없음 / none'}"
    for shift in robust.shifts[:1]:
        moved = "어떤 배점으로도 안 됨 / by no points" if shift.moved is None else f"{half_up(shift.moved, places=4)}점"
        yield f"  {names[shift.rival]}: 1순위와 같아지는 최소 배점 이동 {moved} / smallest shift of points"
    if robust.weights:
        yield from _firsts(robust.weights, names, title="1순위인 비율")
    if robust.noise:
        yield from _firsts(robust.noise.weights, names, title="반복 측정의 오차까지 넣으면 / with the repeats' noise")
        for part in robust.noise.again[:1]:
            yield f"  먼저 다시 잴 것 / measure again first: {names[part.bid]} {part.criterion} ({part.share:.0%})"
    else:
        yield "  반복 측정 없음: 측정 오차를 계산하지 않음 / nothing was measured twice, no noise computed"
    yield from (f"  {reason}" for reason in robust.missing)


def _firsts(found: Acceptability, names: dict[str, str], *, title: str) -> Iterator[str]:
    yield f"  {title}: {MEANING}"
    for bid, share, errors in zip(found.bids, found.first, found.errors, strict=True):
        yield f"    {names[bid]}: {share:.2%} (표준오차 {errors[0]:.2%})"


def _findings(dossier: Dossier) -> Iterator[str]:
    yield f"■ 성능 근거 {len(dossier.evidence)}건 / evidence"
    for item in dossier.evidence:
        source = item.measurement.source
        wrong = [f for f in item.findings if f.level in ("warn", "reject", "overridden")]
        tested = sum(1 for f in item.findings if f.level == "pass")
        clean = f"값이 있는 검사 {tested}개를 모두 통과 / the {tested} checks that could be made passed"
        clean = clean if tested else "검사할 값이 없음 / nothing to check"
        state = "; ".join(f"{f.rule} {f.level}: {f.override or f.message}" for f in wrong) or clean
        yield f"  {item.bidder} {source.filename} {source.where}: {state}"


def _edges(dossier: Dossier) -> Iterator[str]:
    names = {r.bid.id: r.bid.name for r in dossier.evaluation.results}
    if dossier.edges:
        yield "■ 반복 측정과 경계 / repeats and edges"
    for check in dossier.edges:
        yield from (f"  {names[check.bid]} {note}" for note in edge_notes(check))
