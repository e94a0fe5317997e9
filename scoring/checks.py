"""What is refused before anything is computed: schemes, answers and bids that contradict a rule or themselves."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from scoring.criteria import Bid, Criterion, Curve, Grades, Ladder, Linear, Scheme, ValueFunction
from scoring.curves import curve_problem
from scoring.eligibility import eligibility_on
from scoring.price import formula_named
from scoring.quantity import plain
from scoring.result import Answers
from scoring.rules.loading import number, rule
from scoring.rules.schema import Rules

MOST_PLACES = 6


class UnusableScheme(ValueError):
    """A points table that contradicts the rules or itself."""


class UnusableAnswers(ValueError):
    """Answers that contradict each other or the rules, or are out of range."""


class UnusableBid(ValueError):
    """A bid that cannot be evaluated: twice, no price, evidence for nothing announced, a negative deduction."""


def check_scheme(scheme: Scheme, *, rules: tuple[Rules, ...]) -> None:
    """Raise UnusableScheme unless ids, points and value functions make sense and the limits of the rules hold.

    Limits whose text was read are refused here: 100 points in all, quantitative ≤ 20 (PPS 제9조①). Limits
    known second-hand only become notes.
    """
    _refuse_repeated([*(c.id for c in scheme.criteria), *(g.id for g in scheme.gates)])
    for criterion in scheme.criteria:
        _check_criterion(criterion)
    total = scheme.technical_points + scheme.price_points
    whole = number(rules, key="total_points")
    if total != whole or scheme.price_points <= 0 or not scheme.criteria:
        raise UnusableScheme(
            f"기술 {plain(scheme.technical_points)}점 + 가격 {plain(scheme.price_points)}점 = {plain(total)}점: "
            f"합이 {plain(whole)}점이어야 합니다 / technical and price points must add up to {plain(whole)}"
        )
    quantitative = sum((c.points for c in scheme.of_kind("quantitative")), Fraction(0))
    most = rule(rules, key="quantitative_points_max")
    if quantitative > number(rules, key="quantitative_points_max"):
        raise UnusableScheme(
            f"정량평가 배점의 합이 {plain(quantitative)}점입니다. {most.value}점 이하여야 합니다 ({most.reference}) / "
            f"quantitative points are {plain(quantitative)}, the limit is {most.value}"
        )


def check_answers(answers: Answers, *, rules: tuple[Rules, ...]) -> None:
    """Raise UnusableAnswers unless the answers agree with each other and the rules; UnknownFormula for the formula.

    추정가격 is VAT-exclusive (지방: VAT is added to it) and 사업예산 VAT-inclusive, and the bids must be
    in the same basis: the wrong basis moves the 80 % and 70 % lines by a tenth.
    """
    formula_named(answers.price_formula)
    _check_vat(answers, rules=rules)
    _check_threshold(answers, rules=rules)
    if min(answers.e_amount, answers.ceiling) <= 0:
        raise UnusableAnswers(
            "기준금액과 가격 상한은 0보다 커야 합니다 / reference amount and ceiling must be more than 0"
        )
    if answers.trim_k < 0:
        raise UnusableAnswers("제외하는 점수의 수는 0 이상이어야 합니다 / trim_k must not be negative")
    if answers.differential_step is not None:
        _check_differential(answers, step=answers.differential_step, rules=rules)


def check_bids(bids: Iterable[Bid], *, scheme: Scheme) -> None:
    """Raise UnusableBid for a repeated bid, a price that is not positive, or evidence and deductions that cannot be."""
    given = tuple(bids)
    known = {c.id for c in scheme.of_kind("quantitative")} | {g.id for g in scheme.gates}
    if not given or len({b.id for b in given}) < len(given):
        raise UnusableBid("입찰이 없거나 같은 입찰 번호가 두 번 있습니다 / there is no bid, or a bid id is given twice")
    for bid in given:
        subjects = [e.subject for e in bid.evidence]
        unknown = sorted(set(subjects) - known)
        if bid.price is not None and bid.price <= 0:
            raise UnusableBid(f"{bid.id}: 입찰가격이 0보다 커야 합니다 / price must be more than 0: {bid.price}")
        if unknown:
            raise UnusableBid(f"{bid.id}: 배점표에 없는 항목의 증빙 / evidence for what is not announced: {unknown[0]}")
        if len(set(subjects)) < len(subjects):
            raise UnusableBid(f"{bid.id}: 한 항목에 증빙이 두 개 / two pieces of evidence for one criterion or gate")
        if any(d.points < 0 for d in bid.deductions):
            raise UnusableBid(
                f"{bid.id}: 감점은 0 이상의 점수로 적습니다 / a deduction is given as points of 0 or more"
            )


def _refuse_repeated(ids: list[str]) -> None:
    for earlier, later in pairwise(sorted(ids)):
        if earlier == later:
            raise UnusableScheme(f"{later}: 항목 번호가 두 번 나옵니다 / id is given twice")


def _check_criterion(criterion: Criterion) -> None:
    shares = [] if criterion.missing_share is None else [criterion.missing_share]
    if criterion.points <= 0:
        raise UnusableScheme(f"{criterion.id}: 배점은 0보다 커야 합니다 / points must be more than 0")
    if (criterion.kind == "quantitative") is (criterion.value is None):
        raise UnusableScheme(
            f"{criterion.id}: 정량 항목에만 점수 환산이 있어야 합니다 / "
            f"quantitative criteria need a value function, qualitative ones must not have one"
        )
    problem = _problem(criterion.value) if criterion.value else ""
    shares += _shares(criterion.value)
    if problem or not all(0 <= share <= 1 for share in shares):
        problem = problem or "배점비율은 0과 1 사이여야 합니다 / shares must be between 0 and 1"
        raise UnusableScheme(f"{criterion.id}: {problem}")


def _problem(function: ValueFunction) -> str:
    if isinstance(function, Curve):
        return curve_problem(function)
    match function:
        case Linear():
            wrong = function.floor == function.target or not 0 <= function.places <= MOST_PLACES
            return "floor ≠ target, 0 ≤ places ≤ 6 이어야 합니다 / must hold" if wrong else ""
        case Ladder():
            return "" if _best_first(function) else "좋은 단계부터 적어야 합니다 / steps must stand best first"
        case Grades():
            names = [name for name, _ in function.shares]
            return "" if len(set(names)) == len(names) > 0 else "등급이 없거나 겹칩니다 / no grades, or one twice"


def _best_first(ladder: Ladder) -> bool:
    sign = 1 if ladder.better == "higher" else -1
    falls = all(sign * a[0] > sign * b[0] and a[1] >= b[1] for a, b in pairwise(ladder.steps))
    return falls and bool(ladder.steps)


def _shares(function: ValueFunction | None) -> list[Fraction]:
    match function:
        case Ladder():
            return [share for _, share in function.steps]
        case Grades():
            return [share for _, share in function.shares]
    return []


def _check_threshold(answers: Answers, *, rules: tuple[Rules, ...]) -> None:
    if eligibility_on(rules) != "total":
        return
    if answers.l_pool == "eligible_only":
        raise UnusableAnswers(
            "L_pool = eligible_only: 적격을 합산점수로 정하면 가격 평점이 먼저 있어야 하므로 쓸 수 없습니다. "
            "valid_all 로 고치십시오 / eligibility is tested on the total, which needs the price score first: "
            "the lowest price cannot be looked for among eligible bids, answer valid_all"
        )
    if answers.differential_step is not None and answers.differential_pool == "eligible_only":
        raise UnusableAnswers(
            "differential_pool = eligible_only: 적격을 합산점수로 정하면 쓸 수 없습니다. all 로 고치십시오 / "
            "cannot be used where eligibility is tested on the total, answer all"
        )


def _check_vat(answers: Answers, *, rules: tuple[Rules, ...]) -> None:
    if answers.e_vat != answers.bid_vat:
        raise UnusableAnswers(
            f"기준금액({answers.e_vat})과 입찰가격({answers.bid_vat})의 부가가치세 기준이 다릅니다 / "
            f"reference amount and bids are in different VAT bases (E_vat, bid_vat)"
        )
    estimated = next((r.value for text in rules for r in text.rules if r.key == "estimated_price_vat"), "excl")
    expected = {"estimated": estimated, "budget": "incl", "reserve": answers.e_vat}[answers.e_kind]
    if answers.e_vat != expected:
        raise UnusableAnswers(
            f"E_kind = {answers.e_kind}: E_vat = {expected} 이어야 합니다 (추정가격은 부가세 제외, 사업예산은 포함, "
            f"지방은 추정가격에 부가세를 더함) / an estimated price excludes VAT (local government adds it), "
            f"a budget includes it"
        )


def _check_differential(answers: Answers, *, step: Fraction, rules: tuple[Rules, ...]) -> None:
    most = rule(rules, key="differential_step_max")
    if not 0 < step <= number(rules, key="differential_step_max"):
        raise UnusableAnswers(
            f"순위간 점수차 {plain(step)}점: 0점 초과 {most.value}점 이하여야 합니다 ({most.reference}) / "
            f"the step between ranks must be above 0 and at most {most.value}"
        )
    if answers.differential_pool == "eligible_only" and answers.differential_threshold_on == "differential":
        raise UnusableAnswers(
            "협상적격자에게만 차등점수를 주면서 차등점수로 적격을 판정할 수 없습니다 / "
            "eligible_only ranks cannot be tested on the differential points they depend on"
        )
