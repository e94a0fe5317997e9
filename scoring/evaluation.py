"""evaluate(scheme, rules, answers, bids, marks) -> Evaluation: every intermediate number kept, with its clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from scoring.attendance import check_seats, seating
from scoring.checks import check_answers, check_bids, check_scheme
from scoring.criteria import Bid, Evidence, Mark, Scheme
from scoring.deductions import bonus
from scoring.digest import canonical, sha256_of
from scoring.eligibility import judged, judged_on_total, technical_faults, threshold
from scoring.lots import check_lots, negotiation_order, settled
from scoring.notes import notes_on
from scoring.panel import panel_scores
from scoring.price import Offer, price_score
from scoring.quantity import half_up, sum_of, total_of
from scoring.ranking import Levels, Standing, differential, levels_of, rank
from scoring.result import Answers, BidResult, Evaluation, Lot, Number, PanelScore
from scoring.rules.loading import places, rule
from scoring.rules.schema import Reference, Rules
from scoring.sitting import Sitting
from scoring.value import gate_result, item_score

Results = tuple[BidResult, ...]


def evaluate(
    scheme: Scheme,
    *,
    rules: tuple[Rules, ...],
    answers: Answers,
    bids: tuple[Bid, ...],
    marks: tuple[Mark, ...],
    lots: tuple[Lot, ...] = (),
    sitting: Sitting | None = None,
) -> Evaluation:
    """Evaluate the bids by the rules in force and the tender's answers (협상에 의한 계약체결기준 제7조, 제8조).

    Points are exact until a step of the rule rounds them: trimmed mean, price score, deduction.
    Totals add the rounded parts. Nothing depends on the order of `bids` or `marks`; results stay in
    the order of `bids`. `lots` are recorded by people and taken only where the rule ends in a lot (지방).
    `sitting` records who was appointed and who did not mark which bid; without it every evaluator marks all.
    A bid without a price is judged as far as it goes without one: technical points, eligibility, no rank.
    Raises what `check_scheme`, `check_answers`, `check_bids`, `check_lots`, `seating`, `check_seats`,
    `panel_scores`, `item_score`, `bonus`, `panel_notes` and `price_score` raise, NotExact for a float
    anywhere, and RuleError or NotObtained where the rules do not hold a value: there is no half result.
    """
    digest = input_digest(scheme, rules=rules, answers=answers, bids=bids, marks=marks, lots=lots, sitting=sitting)
    check_scheme(scheme, rules=rules)
    check_answers(answers, rules=rules)
    check_bids(bids, scheme=scheme)
    check_lots(lots, order=negotiation_order(rules), clause=rule(rules, key="tie_order").reference)
    results = _technical(scheme, rules=rules, answers=answers, bids=bids, marks=marks, sitting=sitting)
    results = _with_differential(results, scheme=scheme, rules=rules, answers=answers)
    results = tuple(judged(r, scheme=scheme, rules=rules, answers=answers) for r in results)
    lowest = _lowest(results, answers=answers)
    results = tuple(_priced(r, scheme=scheme, rules=rules, answers=answers, lowest=lowest) for r in results)
    results = tuple(judged_on_total(r, rules=rules, answers=answers) for r in results)
    results, undecided = _ranked(results, scheme=scheme, rules=rules, marks=marks, lots=lots)
    evaluation = Evaluation(
        scheme=scheme,
        rules=rules,
        answers=answers,
        marks=marks,
        results=results,
        lowest_price=lowest,
        undecided=undecided,
        notes=(),
        input_digest=digest,
        lots=lots,
        sitting=sitting,
    )
    return replace(evaluation, notes=notes_on(evaluation))


def input_digest(
    scheme: Scheme,
    *,
    rules: Iterable[Rules],
    answers: Answers,
    bids: Iterable[Bid],
    marks: Iterable[Mark],
    lots: Iterable[Lot] = (),
    sitting: Sitting | None = None,
) -> str:
    """SHA-256 of everything an evaluation is computed from, whatever the order of rules, bids, marks, lots.

    Raises NotExact for a float or any other value that is not exact.
    """
    return sha256_of(
        canonical(scheme),
        *sorted(f"{text.id} {text.day} {text.digest}" for text in rules),
        canonical(answers),
        *sorted(canonical(bid) for bid in bids),
        *sorted(canonical((m.evaluator, m.bid, m.criterion, m.points, m.reason)) for m in marks),
        *sorted(canonical(lot) for lot in lots),
        *_recorded(sitting),
    )


def _recorded(sitting: Sitting | None) -> Iterator[str]:
    if sitting is not None:
        yield canonical((sitting.appointed, sitting.amount, sitting.kind))
        yield from sorted(canonical(record) for record in (*sitting.absences, *sitting.reasons))


def _technical(
    scheme: Scheme,
    *,
    rules: tuple[Rules, ...],
    answers: Answers,
    bids: tuple[Bid, ...],
    marks: tuple[Mark, ...],
    sitting: Sitting | None,
) -> Results:
    ids = tuple(bid.id for bid in bids)
    seated = seating(sitting, bids=ids, rules=rules, trim_k=answers.trim_k) if sitting else None
    check_seats(marks, sitting=sitting)
    panels = panel_scores(
        marks,
        criteria=scheme.of_kind("qualitative"),
        bids=ids,
        trim_k=answers.trim_k,
        places=places(rules, step="panel"),
        clause=rule(rules, key="trim_k").reference,
        excused=seated.excused if seated else frozenset(),
    )
    return tuple(_scored(bid, panel=p, scheme=scheme, rules=rules) for bid, p in zip(bids, panels, strict=True))


def _scored(bid: Bid, *, panel: PanelScore, scheme: Scheme, rules: tuple[Rules, ...]) -> BidResult:
    evidence: dict[str, Evidence] = {e.subject: e for e in bid.evidence}
    items = tuple(item_score(c, bid=bid.name, evidence=evidence.get(c.id)) for c in scheme.of_kind("quantitative"))
    clause = rule(rules, key="quantitative_points_max").reference
    quantitative = _sum(((item.criterion.title, item.number.value) for item in items), clause=clause)
    share = rule(rules, key="eligibility_share").reference
    raw = _sum((("정성", panel.number.value), ("정량", quantitative.value)), clause=share)
    return BidResult(
        bid=bid,
        gates=tuple(gate_result(gate, evidence=evidence.get(gate.id)) for gate in scheme.gates),
        panel=panel,
        items=items,
        quantitative=quantitative,
        technical_raw=raw,
        differential=None,
        technical=raw,
        threshold=threshold(scheme, rules=rules),
        eligible=False,
        ineligible_because=(),
        price=None,
        deduction=_deduction(bid, rules=rules),
        total=None,
        rank=None,
        why="",
        bonus=_bonus(bid, rules=rules),
    )


def _deduction(bid: Bid, *, rules: tuple[Rules, ...]) -> Number:
    decimals = places(rules, step="deduction")
    parts = ((d.reason, half_up(d.points, places=decimals)) for d in bid.deductions)
    return _sum(parts, clause=rule(rules, key="prior_contact_points").reference)


def _bonus(bid: Bid, *, rules: tuple[Rules, ...]) -> Number | None:
    if not bid.bonuses:
        return None
    return bonus(sum_of(b.points for b in bid.bonuses), reason=", ".join(b.reason for b in bid.bonuses), rules=rules)


def _sum(parts: Iterable[tuple[str, Decimal]], *, clause: Reference) -> Number:
    named = tuple(parts)
    value = total_of(part for _, part in named)
    return Number(
        value=value,
        exact=Fraction(value),
        formula=" + ".join(str(part) for _, part in named) or "0",
        inputs=tuple((name, str(part)) for name, part in named),
        clause=clause,
    )


def _with_differential(results: Results, *, scheme: Scheme, rules: tuple[Rules, ...], answers: Answers) -> Results:
    if answers.differential_step is None:
        return results
    pool = [
        r
        for r in results
        if answers.differential_pool == "all"
        or not technical_faults(r, tested=r.technical_raw, scheme=scheme, rules=rules)
    ]
    scores = differential(
        tuple((r.bid.id, r.technical_raw.value) for r in pool),
        points=scheme.technical_points,
        step=answers.differential_step,
        clause=rule(rules, key="differential_gap").reference,
    )
    ranked = {r.bid.id: score for r, score in zip(pool, scores, strict=True)}
    return tuple(
        replace(r, differential=ranked[r.bid.id], technical=ranked[r.bid.id].number) if r.bid.id in ranked else r
        for r in results
    )


def _in_pool(result: BidResult, *, answers: Answers) -> bool:
    price = result.bid.price
    return price is not None and (result.eligible or (answers.l_pool == "valid_all" and price <= answers.ceiling))


def _lowest(results: Results, *, answers: Answers) -> int | None:
    return min((r.bid.price for r in results if r.bid.price is not None and _in_pool(r, answers=answers)), default=None)


def _priced(
    result: BidResult, *, scheme: Scheme, rules: tuple[Rules, ...], answers: Answers, lowest: int | None
) -> BidResult:
    own = result.bid.price
    if own is None or lowest is None or not _in_pool(result, answers=answers):
        return result
    offer = Offer(
        price=Fraction(own),
        lowest=Fraction(lowest),
        reference=Fraction(answers.e_amount),
        points=scheme.price_points,
        floor_lowest=answers.floor_l,
    )
    price = price_score(offer, formula=answers.price_formula, rules=rules, cap_at_pmax=answers.cap_at_pmax)
    clause = rule(rules, key="tie_order").reference
    added = (("가점", result.bonus.value),) if result.bonus else ()
    taken = (("감점", -result.deduction.value),) if result.deduction.value else ()
    total = _sum((("기술", result.technical.value), ("가격", price.number.value), *added, *taken), clause=clause)
    return replace(result, price=price, total=total)


def _ranked(
    results: Results, *, scheme: Scheme, rules: tuple[Rules, ...], marks: tuple[Mark, ...], lots: tuple[Lot, ...]
) -> tuple[Results, tuple[tuple[str, ...], ...]]:
    by_id = {r.bid.id: r for r in results}

    def levels(bid: str) -> Levels:
        return levels_of((by_id[bid],), scheme=scheme, marks=(m for m in marks if m.bid == bid))[0]

    standings = [
        Standing(bid=r.bid.id, total=r.total.value, technical=r.technical.value)
        for r in results
        if r.eligible and r.total
    ]
    by_lot = negotiation_order(rules)[-1] == "lot"
    ranking = settled(rank(standings), lots=lots) if by_lot else rank(standings, levels=levels)
    places_of = {place.bid: place for place in ranking.places}
    placed = (
        replace(r, rank=places_of[r.bid.id].rank, why=places_of[r.bid.id].why) if r.bid.id in places_of else r
        for r in results
    )
    return tuple(placed), ranking.undecided
