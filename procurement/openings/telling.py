"""A reconciliation in lines for a terminal, and as texts for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from procurement.openings.causes import Findings
from procurement.openings.reconciling import Compared, Line, Reconciled, Verdict
from scoring.quantity import plain

Told = dict[str, "str | list[dict[str, str]] | list[str]"]
HEADER = (
    "업체",
    "투찰금액(원)",
    "가격(공표)",
    "가격(계산)",
    "차이",
    "판정",
    "합계(공표)",
    "합계(계산)",
    "판정",
    "순위",
)
STATES = {"valid": "유효", "ineligible": "협상부적격", "invalid": "무효"}
_MOST_PARTIAL, _WIDEST = 5, 24


def lines(found: Reconciled) -> Iterator[str]:
    """Heading, what it was computed with, the table, the causes, the checks, and what is odd about the file."""
    terms = found.terms
    yield f"■ {terms.title} ({found.opening.key}) [{terms.procedure}]"
    if terms.example:
        yield f"  [예시 / example] {terms.example}"
    yield from basis_told(found)
    yield from _table((HEADER, *(_row(line) for line in found.lines)))
    yield f"■ 가격점수 / price scores: {counts(found)}"
    yield from causes_told(found.findings)
    yield from _reasons(found)
    if found.checks:
        yield "■ 공표 값끼리 맞지 않는 것 / official figures against each other"
    yield from (f"  {line}" for line in found.checks)
    if problems := notices(found):
        yield "■ 파일에 대해 알릴 것 / about the file"
    yield from (f"  {line}" for line in problems)


def counts(found: Reconciled) -> str:
    """How many price scores have each verdict."""
    words: tuple[Verdict, ...] = ("같음", "다름", "미공표", "미산출")
    return ", ".join(f"{word} {found.count(word)}" for word in words)


def basis(found: Reconciled) -> tuple[tuple[str, str], ...]:
    """What the price scores were recomputed with."""
    terms, answers = found.terms, found.terms.answers
    kinds = {"estimated": "추정가격", "budget": "사업예산", "reserve": "예정가격"}
    vat = {"incl": "포함", "excl": "제외"}
    law = terms.rules[0]
    return (
        ("규정", f"{law.title} ({terms.day}의 값), 산식 {answers.price_formula}, 소수 {terms.places}자리 반올림"),
        ("기준금액 E", f"{kinds[answers.e_kind]} {answers.e_amount:,}원 (부가가치세 {vat[answers.e_vat]})"),
        ("배점", f"기술 {plain(terms.technical_points)}, 가격 {plain(terms.price_points)}"),
        ("최저가 L", f"{'없음' if found.lowest is None else f'{int(found.lowest):,}원'} (대상 {answers.l_pool})"),
    )


def basis_told(found: Reconciled) -> Iterator[str]:
    """The same, a line each."""
    yield from (f"  {name}: {value}" for name, value in basis(found))


def causes_told(findings: Findings) -> Iterator[str]:
    """The causes that explain every difference, else those that explain some."""
    if findings.full:
        yield f"■ 가장 그럴듯한 까닭 / likeliest cause: {findings.full[0].text}"
    if others := findings.full[1:]:
        yield "  공표 값만으로는 구별되지 않는 다른 까닭 / causes that the figures do not tell apart:"
    yield from (f"    {cause.text}" for cause in others)
    if findings.partial:
        yield "■ 일부만 설명하는 까닭 / causes that explain some"
    for trial in findings.partial[:_MOST_PARTIAL]:
        yield (
            f"  {trial.cause.text}: {len(trial.explained)}건 설명, 맞던 {len(trial.broken)}건이 어긋남 / "
            f"explains {len(trial.explained)}, breaks {len(trial.broken)}"
        )


def notices(found: Reconciled) -> tuple[str, ...]:
    """What is odd about the file, what was not looked at, and bids judged by their remark alone."""
    others = tuple(f"보지 않은 다른 개찰 / not looked at: {key}" for key in found.others)
    untested = tuple(
        f"{line.contestant.bid.bidder}: 기술점수 미공표, 적격은 비고로만 판정 / eligible by the remark alone"
        for line in found.lines
        if (line.contestant.bid.technical if found.terms.tested == "techEvlVal" else line.contestant.bid.technical_raw)
        is None
    )
    return (*found.opening.problems, *others, *untested)


def told(found: Reconciled) -> Told:
    """The same as texts, numbers exact: what another program reads."""
    return {
        "title": found.terms.title,
        "example": found.terms.example,
        "opening": str(found.opening.key),
        "rules": [f"{text.id} {text.day} {text.digest}" for text in found.terms.rules],
        "basis": [{"name": name, "value": value} for name, value in basis(found)],
        "bids": [_bid(line) for line in found.lines],
        "likeliest_cause": found.findings.full[0].text if found.findings.full else "",
        "causes_explaining_all": [cause.text for cause in found.findings.full],
        "causes_explaining_some": [
            {"cause": t.cause.text, "explains": str(len(t.explained)), "breaks": str(len(t.broken))}
            for t in found.findings.partial
        ],
        "checks": list(found.checks),
        "notices": list(notices(found)),
    }


def _bid(line: Line) -> dict[str, str]:
    bid, score = line.contestant.bid, line.computed
    number = score.derived.number if score else None
    return {
        "where": bid.where,
        "bidder": bid.bidder,
        "business_number": bid.number,
        "amount": _said(bid.amount),
        "remark": bid.remark,
        "state": line.contestant.state,
        "rank": bid.rank_text,
        "in_lowest_pool": "true" if line.pooled else "false",
        "technical": _said(bid.technical),
        **{f"price_{name}": text for name, text in _compared(line.price).items()},
        "price_exact": plain(number.exact) if number else "",
        "price_formula": number.formula if number else "",
        "price_clause": str(number.clause) if number else "",
        **{f"total_{name}": text for name, text in _compared(line.total).items()},
    }


def _compared(one: Compared) -> dict[str, str]:
    return {
        "official": _said(one.official),
        "computed": _said(one.ours),
        "difference": _said(one.difference),
        "verdict": one.verdict,
        "cause": one.why,
    }


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _row(line: Line) -> tuple[str, ...]:
    bid, price, total = line.contestant.bid, line.price, line.total
    values = (price.official, price.ours, price.difference)
    name = bid.bidder if len(bid.bidder) <= _WIDEST else f"{bid.bidder[:_WIDEST]}…"
    return (
        name,
        "-" if bid.amount is None else f"{bid.amount:,}",
        *("-" if value is None else str(value) for value in values),
        price.verdict,
        *("-" if value is None else str(value) for value in (total.official, total.ours)),
        total.verdict,
        bid.rank_text or "-",
    )


def _reasons(found: Reconciled) -> Iterator[str]:
    for line in found.lines:
        for word, compared in (("가격", line.price), ("합계", line.total)):
            if compared.why:
                yield f"  {line.contestant.bid.bidder} {word} {compared.verdict}: {compared.why}"


def _table(rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    widths = [max(_width(row[column]) for row in rows) for column in range(len(HEADER))]
    for row in rows:
        first, *rest = (
            text + " " * (width - _width(text)) if column == 0 else " " * (width - _width(text)) + text
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield f"  {'  '.join((first, *rest))}"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
