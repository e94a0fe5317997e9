"""Of the sampled weightings: in which share each bid takes each rank, and by how much the first leads."""

from __future__ import annotations

from decimal import Decimal

from procurement.exports.xlsx.book import Page
from scoring.acceptability import Acceptability


def write_shares(page: Page, row: int, *, found: Acceptability, names: dict[str, str], heading: str) -> int:
    """A line a bid, what the samples were drawn with, and the difference of the first two; returns the last row."""
    page.text(row, 1, heading, look="heading")
    ranks = tuple(f"{rank}순위" for rank in range(1, len(found.bids) + 1))
    page.texts(row + 1, ("업체", "기대 순위", *ranks), look="header")
    for place, bid in enumerate(found.bids):
        here = row + 2 + place
        page.text(here, 1, names[bid])
        page.number(here, 2, figure(found.expected_rank[place]), look="measured")
        pairs = zip(found.ranks[place], found.errors[place], strict=True)
        page.texts(here, tuple(f"{100 * s:.2f} ({100 * e:.2f})" for s, e in pairs), look="centre", column=3)
    last = row + 2 + len(found.bids)
    page.text(last, 1, _recorded(found), look="plain")
    if not found.difference:
        return last
    gap = found.difference
    pair = f"{names[gap.first]}와 {names[gap.second]}의 짝지은 차이"
    spread = f"평균 {gap.mean:.4f}점, 표준편차 {gap.deviation:.4f}점, 95 % 범위 {gap.low:.4f}~{gap.high:.4f}점"
    page.text(last + 1, 1, f"{pair}: {spread}, 0보다 큰 비율 {100 * gap.ahead:.2f} %", look="plain")
    return last + 1


def figure(value: float) -> Decimal:
    """A sampled figure, to four places."""
    return Decimal(f"{value:.4f}")


def _recorded(found: Acceptability) -> str:
    sampling = found.sampling
    spread = f"집중도 K = {sampling.concentration:g}" if sampling.concentration else "고른 분포"
    tables = f" (측정값 표 {found.draws:,}개마다 가중치 {sampling.samples // found.draws}개)" if found.draws else ""
    drawn = f"표본 {sampling.samples:,}개{tables}, {spread}, 난수 {found.generator} 씨앗 {sampling.seed}"
    return f"{drawn}, numpy {found.numpy}. 기술 : 가격 비율은 규정이 정하므로 바꾸지 않음"
