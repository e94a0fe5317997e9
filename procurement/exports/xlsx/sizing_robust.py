"""강건성(구성): how often the mix still serves, what serving more often costs, losses, waiting, what has no answer."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.exports.sizing_robust import Robust, assured_words, bought, gamma_words, loss_words, more_won, verdict
from procurement.exports.sizing_words import figure, names_of
from procurement.exports.xlsx.book import Book, Page, korean
from procurement.sizing.asking import won_of
from procurement.sizing.mix import Mix
from procurement.sizing.robust import Assured

SHEET = "강건성(구성)"
_WIDTHS = (44, 44, 20, 18, 18, 18, 18, 46)
_NOTE = (
    "부속 정보이며 구성을 정하지 않는다. 변동 폭과 비율은 사용자가 정한 값이다. 서버 대수는 그대로 두고 배분만 "
    "경우마다 다시 정한다. 같은 시드는 같은 시나리오를 준다. 대기는 모의 계산이며 실측이 아니다."
)
_SERVED = ("해", "시나리오 수", "모두 처리한 수", "비율", "목표", "달성", "최악의 미처리", "평균 미처리")
_DEARER = ("무엇을 견디는가", "구성", "비용(원)", "이 구성과의 차이(원)")
_LOSSES = ("잃는 것", "누구·무엇", "남은 처리 비율")
_DELAYS = ("구성", "수요", "센 요청 수", "기다린 비율", "평균 대기(초)", "E2E p99(초)", "목표(초)", "판정")
_MISSING = ("무엇", "왜 답이 없는가")


def write_robust(book: Book, *, robust: Robust, sized: Sized) -> None:
    """Write 강건성(구성), one table below the other; each only where there is something to tell."""
    page = book.page(SHEET, widths=_WIDTHS)
    page.text(1, 1, SHEET, look="title")
    row = _terms(page, page.paragraph(2, 1, _NOTE) + 2, robust)
    row = _served(page, row, robust)
    row = _dearer(page, row, robust, sized)
    names = names_of(sized)
    row = _losses(page, row, robust, names)
    row = _delays(page, row, robust, names)
    _missing(page, row, robust)


def _terms(page: Page, row: int, robust: Robust) -> int:
    """What was assumed, term by term."""
    page.text(row, 1, "가정 (사용자가 정한 값)", look="heading")
    here = row
    for here, (label, said) in enumerate(_assumed(robust), row + 1):
        page.text(here, 1, label)
        page.text(here, 2, said)
    return here + 2


def _assumed(robust: Robust) -> Iterator[tuple[str, str]]:
    terms = robust.terms
    yield "변동의 모양", {"even": "± 폭 안에서 고르게", "normal": "정규분포, 상대 표준편차 (3배에서 자름)"}[terms.shape]
    yield "수요 전체가 함께", figure(terms.demand, unit="share")
    yield "수요마다 따로", figure(terms.bucket, unit="share")
    yield "측정 처리율", "반복 측정대로" if terms.measured is None else figure(terms.measured, unit="share")
    yield "시나리오 수와 시드", f"{terms.samples:,}개, 시드 {terms.seed} (모든 구성에 같은 시나리오)"
    if robust.year:
        yield "기준 연도", robust.year
    if robust.delays:
        service = {"fixed": "일정", "exponential": "지수분포"}[terms.service]
        yield "대기 모의", f"구성마다 요청 {terms.requests:,}개, 처리 시간 {service}"
    for title in robust.single:
        yield "미측정", f"{title}: 반복 측정이 없어 처리율을 그대로 둠"


def _served(page: Page, row: int, robust: Robust) -> int:
    """Each year's count, and its part by formula; returns the row of the next table, as all of these do."""
    page.text(row, 1, "수요와 처리율이 달라져도 모두 처리하는 경우", look="heading")
    page.texts(row + 1, _SERVED, look="header")
    here = row + 1
    for here, one in enumerate(robust.served, row + 2):
        found, part = one.found, Fraction(one.found.served, one.found.scenarios)
        page.text(here, 1, one.year or "계획 전체")
        page.number(here, 2, found.scenarios, look="won")
        page.number(here, 3, found.served, look="won")
        page.formula(here, 4, f"=C{here}/B{here}", part, look="share", what="모두 처리한 비율")
        page.number(here, 5, robust.terms.part, look="share")
        reached = "달성" if part >= robust.terms.part else "미달"
        page.formula(here, 6, f'=IF(D{here}>=E{here},"달성","미달")', reached, look="verdict")
        page.number(here, 7, found.worst_unserved, look="share")
        page.number(here, 8, found.mean_unserved, look="share")
    return here + 2


def _dearer(page: Page, row: int, robust: Robust, sized: Sized) -> int:
    found = tuple(_purchases(robust))
    if not found:
        return row
    page.text(row, 1, "더 견디는 가장 싼 구성", look="heading")
    page.texts(row + 1, _DEARER, look="header")
    here = row + 1
    for here, (what, mix) in enumerate(found, row + 2):
        page.text(here, 1, what)
        page.text(here, 2, bought(mix, sized=sized))
        page.number(here, 3, won_of(mix), look="won")
        page.number(here, 4, more_won(mix, sized=sized), look="won")
    if robust.assured is not None:
        here = page.paragraph(here + 1, 1, _tried(robust.assured))
    return here + 2


def _tried(found: Assured) -> str:
    """On how many scenarios the purchase that serves more often was sought and tried."""
    inside, outside = found.inside, found.outside
    below = Fraction(outside.served, outside.scenarios) < found.part
    return (
        f"구할 때 쓴 시나리오 {inside.scenarios:,}개 중 {inside.served:,}개, 새 시나리오 {outside.scenarios:,}개 중 "
        f"{outside.served:,}개를 모두 처리{'. 목표 미달이므로 더 많은 시나리오(sought)로 구할 것' if below else ''}"
    )


def _purchases(robust: Robust) -> Iterator[tuple[str, Mix]]:
    if robust.assured is not None:
        yield korean(assured_words(robust.assured)), robust.assured.mix
    if robust.gamma is not None:
        yield korean(gamma_words(robust.terms)), robust.gamma


def _losses(page: Page, row: int, robust: Robust, names: dict[str, str]) -> int:
    if not robust.losses:
        return row
    page.text(row, 1, "업체나 서버 한 대를 잃었을 때", look="heading")
    page.texts(row + 1, _LOSSES, look="header")
    here = row + 1
    for here, loss in enumerate(robust.losses, row + 2):
        told, _, _ = loss_words(loss, names=names).partition(" / ")
        page.texts(here, (told, names.get(loss.subject, loss.subject)))
        page.number(here, 3, loss.served, look="share")
    return here + 2


def _delays(page: Page, row: int, robust: Robust, names: dict[str, str]) -> int:
    if not robust.delays:
        return row
    page.text(row, 1, "요청이 몰릴 때의 대기 (모의)", look="heading")
    page.texts(row + 1, _DELAYS, look="header")
    here = row + 1
    for here, delay in enumerate(robust.delays, row + 2):
        page.texts(here, (names[delay.configuration], names[delay.bucket]))
        page.number(here, 3, delay.count, look="won")
        page.number(here, 4, Fraction(delay.waited).limit_denominator(delay.count), look="share")
        page.number(here, 5, _thousandth(delay.mean_wait_s), look="measured")
        page.number(here, 6, _thousandth(delay.p99_s), look="measured")
        if delay.limit_s is None:
            page.text(here, 7, "없음", look="centre")
        else:
            page.number(here, 7, _thousandth(delay.limit_s), look="measured")
        page.text(here, 8, korean(verdict(delay)))
    return here + 2


def _missing(page: Page, row: int, robust: Robust) -> None:
    if not robust.missing:
        return
    page.text(row, 1, "미측정·답 없음", look="heading")
    page.texts(row + 1, _MISSING, look="header")
    for here, one in enumerate(robust.missing, row + 2):
        page.texts(here, (korean(one.what), korean(one.why)))


def _thousandth(seconds: float) -> Fraction:
    return Fraction(round(seconds * 1000), 1000)
