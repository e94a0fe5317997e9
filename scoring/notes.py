"""Warnings that belong on the sheet: where the rule is second-hand, silent, or gives a surprising number."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from scoring.criteria import Kind
from scoring.eligibility import eligibility_on
from scoring.lots import lot_told
from scoring.panel_notes import panel_notes
from scoring.price import formula_named
from scoring.quantity import plain
from scoring.result import Answers, BidResult, Evaluation, Note
from scoring.rules.loading import known, number, rule
from scoring.rules.schema import Rule

THRESHOLDS = {
    "technical": "eligibility_share",
    "technical_points": "eligibility_technical_points",
    "total": "eligibility_total_points",
}
"""The rule that holds the threshold, by what it is tested on."""


def notes_on(evaluation: Evaluation) -> tuple[Note, ...]:
    """The notes of an evaluation, in a fixed order; none of them changes a number."""
    return (
        *_on_rules(evaluation),
        *_on_values(evaluation),
        *_on_scheme(evaluation),
        *_on_answers(evaluation),
        *_on_panel(evaluation),
        *panel_notes(evaluation),
        *_on_prices(evaluation),
        *_on_ties(evaluation),
        *_on_ranking(evaluation),
    )


def _on_rules(evaluation: Evaluation) -> Iterator[Note]:
    chosen = evaluation.answers.price_formula
    constants = [rule(evaluation.rules, key=f"{chosen}.{key}") for key in formula_named(chosen).constants]
    method = _known(evaluation, key=f"method.{chosen}")
    for found in (*constants, *((method,) if method else ())):
        if found.confidence != "read":
            text = f"가격 평점 산식 {chosen}은 조문 원본으로 확인하지 못함. 공고와 대조할 것"
            yield _note("second_hand_formula", f"{text} / price formula known second-hand, compare the notice", found)
            break
    stated = _known(evaluation, key="price_formula")
    if stated is None or stated.value != evaluation.answers.price_formula:
        said = "확보하지 못함 / not obtained" if stated is None else str(stated.value)
        text = f"규정의 산식: {said}; 공고의 산식: {evaluation.answers.price_formula} / the notice's formula was used"
        yield Note(code="formula_of_the_notice", text=text, clause=str(stated.reference) if stated else "공고")


def _on_values(evaluation: Evaluation) -> Iterator[Note]:
    """What decides beside the price formula and was read in no text of its own."""
    for key in _deciding(evaluation):
        found = _known(evaluation, key=key)
        if found and found.confidence != "read":
            text = f"{found.description}: {found.value} {found.unit}: 조문 원본으로 확인하지 못함. 공고와 대조할 것"
            yield _note("second_hand_value", f"{text} / not read in its own text, compare the notice", found)


def _deciding(evaluation: Evaluation) -> Iterator[str]:
    yield THRESHOLDS[eligibility_on(evaluation.rules)]
    yield from ("ceiling", "tie_order")
    if evaluation.marks:
        yield _expected_trim(evaluation, count=_evaluators(evaluation)).key
    if evaluation.answers.differential_step is not None:
        yield "differential_first"


def _on_scheme(evaluation: Evaluation) -> Iterator[Note]:
    scheme = evaluation.scheme
    yield from _on_parts(evaluation)
    base, spread = _known(evaluation, key="technical_points_base"), _known(evaluation, key="weight_range")
    if base and spread:
        moved = abs(scheme.technical_points - number(evaluation.rules, key=base.key))
        if moved > number(evaluation.rules, key=spread.key):
            text = f"기술 배점이 기본 {base.value}점에서 {plain(moved)}점 조정됨 ({spread.value}점 초과는 장관과 협의)"
            yield _note("weights_outside_range", f"{text} / beyond the range, needs consultation", spread)
    most = _known(evaluation, key="item_points_max")
    for criterion in scheme.criteria:
        if most and criterion.points > number(evaluation.rules, key=most.key):
            text = f"{criterion.title}: 배점 {plain(criterion.points)}점이 항목 한도 {most.value}점을 넘음"
            yield _note("item_points", f"{text} / above the limit of one item", most)


def _on_parts(evaluation: Evaluation) -> Iterator[Note]:
    spread = _known(evaluation, key="weight_range")
    kinds: tuple[tuple[Kind, str], ...] = (("quantitative", "정량"), ("qualitative", "정성"))
    for kind, title in kinds:
        base = _known(evaluation, key=f"{kind}_points_base")
        if base is None or spread is None:
            continue
        points = sum((c.points for c in evaluation.scheme.of_kind(kind)), Fraction(0))
        if abs(points - number(evaluation.rules, key=base.key)) > number(evaluation.rules, key=spread.key):
            text = f"{title} 배점 {plain(points)}점이 기본 {base.value}점에서 {spread.value}점 넘게 조정됨"
            yield _note("weights_outside_range", f"{text} / beyond the range", base)


def _on_answers(evaluation: Evaluation) -> Iterator[Note]:
    answers = evaluation.answers
    kind = {"estimated": "추정가격", "budget": "사업예산", "reserve": "예정가격"}[answers.e_kind]
    vat = {"incl": "포함", "excl": "제외"}[answers.e_vat]
    text = f"기준금액 E = {kind} {answers.e_amount:,}원, 부가가치세 {vat} / reference amount and VAT basis as answered"
    yield Note(code="reference_amount", text=text, clause="공고")
    if answers.ceiling != answers.e_amount:
        text = f"가격 상한 {answers.ceiling:,}원이 {kind}과 다릅니다 / ceiling differs from the reference amount"
        if answers.bid_vat == "excl":
            text = (
                f"가격 상한 {answers.ceiling:,}원을 부가가치세를 뺀 입찰가격과 견줌. 사업예산은 부가세를 포함하므로 "
                f"상한도 뺀 금액인지 확인할 것 / the bids exclude VAT, so must the ceiling; a budget includes it"
            )
        yield _note("ceiling_differs", text, rule(evaluation.rules, key="eligibility_share"))


def _on_panel(evaluation: Evaluation) -> Iterator[Note]:
    count = _evaluators(evaluation)
    expected = _expected_trim(evaluation, count=count)
    if count and number(evaluation.rules, key=expected.key) != evaluation.answers.trim_k:
        text = f"평가위원 {count}명: 규정은 {expected.value}명씩, 공고는 {evaluation.answers.trim_k}명씩 제외"
        yield _note("trim_k", f"{text} / the notice drops another number than the rule", expected)
    for result in evaluation.results:
        if _tied_extremes(result):
            text = f"{result.bid.name}: 최고 또는 최저 점수가 같은 위원이 있어 그중 일부만 제외함"
            yield _note("tied_evaluators", f"{text} / tied totals, only as many as needed are dropped", expected)


def _on_prices(evaluation: Evaluation) -> Iterator[Note]:
    limit = _known(evaluation, key=f"{evaluation.answers.price_formula}.lower_limit")
    for result in evaluation.results:
        price = result.price
        if price and price.over_pmax:
            text = f"{result.bid.name}: 가격 평점이 배점 {plain(evaluation.scheme.price_points)}점을 넘음"
            done = (
                "배점까지만 줌 / cut to the price points" if evaluation.answers.cap_at_pmax else "그대로 줌 / not cut"
            )
            yield Note(code="over_pmax", text=f"{text}, {done}", clause=str(price.number.clause))
        if price and limit and price.ratio < number(evaluation.rules, key=limit.key):
            text = f"{result.bid.name}: 기준금액의 {limit.value}배 미만, 적정성 심사 대상인지 확인"
            yield Note(code="low_bid", text=f"{text} / check the adequacy review", clause="제7조의2제2항")
    yield from _on_lowest(evaluation)


def _on_lowest(evaluation: Evaluation) -> Iterator[Note]:
    priced = [r for r in evaluation.results if r.price]
    lowest = evaluation.lowest_price
    used = next((r.price.lowest_used for r in priced if r.price), None)
    if lowest is not None and used is not None and used != lowest:
        text = f"최저입찰가격 {lowest:,}원을 하한 {plain(used)}원으로 올려 계산함 / lowest price raised to the limit"
        yield Note(code="lowest_floored", text=text, clause=evaluation.answers.price_formula)
    setters = [r for r in priced if r.bid.price == lowest]
    if setters and not any(r.eligible for r in setters):
        text = f"최저입찰가격이 협상적격자가 아닌 {setters[0].bid.name}의 것 / lowest price is of an ineligible bid"
        yield Note(code="lowest_from_ineligible", text=text, clause="L_pool")


def _on_ranking(evaluation: Evaluation) -> Iterator[Note]:
    valid = [r for r in evaluation.results if _valid(r, answers=evaluation.answers)]
    if len(valid) < 2:  # noqa: PLR2004 -- competition needs two
        text = f"유효한 입찰이 {len(valid)}건입니다. 경쟁입찰의 성립 여부를 확인하십시오 / fewer than two valid bids"
        yield Note(code="few_valid_bids", text=text, clause="국가계약법 시행령 제11조 (원문 확인 필요)")
    if not any(r.eligible for r in evaluation.results):
        yield Note(code="no_eligible_bid", text="협상적격자가 없습니다 / no bid is eligible", clause="제8조제1항")
    order = rule(evaluation.rules, key="tie_order")
    for group in evaluation.undecided:
        done = "동점을 규정으로 가릴 수 없습니다. 담당자의 결정이 필요합니다 / the rule cannot order them"
        if str(order.value).endswith("lot"):
            done = "동점입니다. 추첨하여 기록하십시오 / tied, draw a lot and record it"
        yield _note("undecided", f"{', '.join(group)}: {done}", order)
    for lot in evaluation.lots:
        yield _note("lot", lot_told(lot), order)
    for result in evaluation.results:
        for item in result.items:
            if item.missing:
                text = f"{result.bid.name}: {item.criterion.title} 미측정, 공고에 따라 {item.number.value}점"
                yield Note(code="missing_value", text=f"{text} / not measured, as announced", clause="공고 배점표")


def _on_ties(evaluation: Evaluation) -> Iterator[Note]:
    """Equal raw points under 차등점수제, of which no text speaks."""
    held: dict[int, list[str]] = {}
    for result in evaluation.results:
        if result.differential:
            held.setdefault(result.differential.rank, []).append(result.bid.name)
    for names in (held[rank] for rank in sorted(held) if len(held[rank]) > 1):
        text = f"{', '.join(names)}: 원점수가 같아 같은 차등점수를 주고 다음 순위는 한 단계만 내림. 조문이 정하지 않음"
        said = "equal raw points get equal points and the next rank loses one step; no text says so"
        yield _note("differential_tied", f"{text} / {said}", rule(evaluation.rules, key="differential_gap"))


def _evaluators(evaluation: Evaluation) -> int:
    return next((len(r.panel.totals) for r in evaluation.results if r.panel.totals), 0)


def _expected_trim(evaluation: Evaluation, *, count: int) -> Rule:
    large = _known(evaluation, key="trim_k_large")
    if large and count >= number(evaluation.rules, key="trim_large_from"):
        return large
    return rule(evaluation.rules, key="trim_k")


def _tied_extremes(result: BidResult) -> bool:
    dropped = {t.total for t in result.panel.totals if t.dropped}
    kept: set[Fraction] = {t.total for t in result.panel.totals if not t.dropped}
    return bool(dropped & kept)


def _valid(result: BidResult, *, answers: Answers) -> bool:
    within = result.bid.price is None or result.bid.price <= answers.ceiling
    return within and all(gate.passed for gate in result.gates)


def _known(evaluation: Evaluation, *, key: str) -> Rule | None:
    return known(evaluation.rules, key=key)


def _note(code: str, text: str, found: Rule) -> Note:
    return Note(code=code, text=text, clause=str(found.reference))
