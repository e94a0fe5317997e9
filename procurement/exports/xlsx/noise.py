"""Measurement noise from repeated runs: what was repeated, the ranks with the noise drawn in, what to measure again."""

from __future__ import annotations

from statistics import median

from procurement.exports.dossier import Noise, Robust, Runs
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page
from procurement.exports.xlsx.rank_shares import figure, write_shares
from scoring.quantity import half_up
from scoring.tornado import deviation

NO_REPEATS = "반복 측정 없음: 같은 조건에서 두 번 이상 잰 값이 없어 측정 오차를 계산하지 않음"
STATISTIC = (
    "공식 점수는 공고한 대로 가장 좋은 값을 읽고, 아래 비율은 반복한 값의 중앙값을 다시 뽑아(bootstrap) 구한다. "
    "반복하지 않은 값은 오차를 알 수 없어 그대로 둔다."
)
RUNS_HEADER = ("업체: 세부항목", "횟수", "최소", "최대", "중앙값", "표준편차", "수준 미달·미상")
AGAIN_HEADER = ("업체: 세부항목", "분산 비중(%)", "앞섬의 표준편차(점)", "두 배 재면 줄 폭(점)")
_PLACES = 4


def write_noise(page: Page, row: int, *, robust: Robust, names: dict[str, str], titles: dict[str, str]) -> int:
    """The runs and what follows from them, or that nothing was repeated; returns the last row."""
    page.text(row, 1, "측정 오차 (반복 측정에서)", look="heading")
    if robust.noise is None:
        page.text(row + 1, 1, NO_REPEATS, look="plain")
        return row + 1
    page.text(row + 1, 1, STATISTIC, look="plain")
    row = _runs(page, row + 2, robust.runs, names, titles)
    heading = f"측정 오차를 함께 넣은 순위: {forms.WEIGHTINGS} (%, 괄호 안은 표준오차)"
    row = write_shares(page, row + 2, found=robust.noise.weights, names=names, heading=heading)
    return _again(page, row + 2, robust.noise, names, titles)


def _runs(page: Page, row: int, runs: tuple[Runs, ...], names: dict[str, str], titles: dict[str, str]) -> int:
    page.texts(row, RUNS_HEADER, look="header")
    for here, one in enumerate(runs, row + 1):
        values = one.values.values
        page.text(here, 1, f"{names[one.values.bid]}: {titles[one.values.criterion]}")
        page.number(here, 2, len(values), look="count")
        spread = (min(values), max(values), median(values), deviation(values))
        for column, value in enumerate(spread, 3):
            page.number(here, column, half_up(value, places=_PLACES), look="measured")
        page.number(here, 7, one.missed, look="count")
    return row + len(runs)


def _again(page: Page, row: int, noise: Noise, names: dict[str, str], titles: dict[str, str]) -> int:
    page.text(row, 1, "다시 잰다면 먼저 잴 것 (1순위와 다음 업체의 차이를 흐리는 순서)", look="heading")
    if not noise.again:
        page.text(row + 1, 1, "1순위와 다음 업체의 반복한 값이 점수를 바꾸지 않음", look="plain")
        return row + 1
    page.texts(row + 1, AGAIN_HEADER, look="header")
    for here, one in enumerate(noise.again, row + 2):
        page.text(here, 1, f"{names[one.bid]}: {titles[one.criterion]}")
        page.number(here, 2, figure(100 * one.share), look="measured")
        page.number(here, 3, figure(one.deviation), look="measured")
        page.number(here, 4, figure(one.reduction), look="measured")
    return row + 1 + len(noise.again)
