"""비용 곡선, 한도의 가격, 진단: the further answers, with native charts where there is something to draw."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.exports.sizing_explored import Explored, price_sentences, rate_sentences, speed_sentence
from procurement.exports.sizing_words import CURVE_WORDS, figure, names_of, year_title
from procurement.exports.xlsx.book import Book, Page, korean
from procurement.exports.xlsx.sizing_charts import bars_of_won, curve_of_won
from procurement.sizing.frontier import Frontier, Point
from procurement.sizing.limit_prices import LimitPrice
from procurement.sizing.limit_values import WORDS, Limited, written

PRICES, DIAGNOSIS = "한도의 가격", "진단"
_WON = "비용 (백만 원)"
_KOREAN_UNITS = {"KRW": "원", "vendors": "곳"}
_LEVELS = {
    "performance": ("수요의 배수", "덮인 수요의 배수 (배)"),
    "domestic": ("국산 금액 비중", "국산 금액 비중 (0~1)"),
    "power": ("전력(W)", "전력 (W)"),
}
_PRICES_TITLES = "한도를 없애면 줄어드는 비용", "한도", "줄어드는 비용 (백만 원)"
_CURVE_HEADER = ("비용(원)", "이보다 쌀 수 없음(원)", "증명", "구성")
_PRICES_HEADER = (
    "한도",
    "없애면 줄어드는 비용(원)",
    "한 단위 넓히면 절감(원)",
    "한 단위 좁히면 증가(원)",
    "완화 문제의 국소 값(참고, 원)",
    "지금 한도",
    "한 단위",
)


def write_explored(book: Book, *, explored: Explored, sized: Sized) -> None:
    """Write a sheet for each further answer that there is."""
    if explored.frontier is not None and explored.frontier.points:
        _curve(book, explored.frontier, names_of(sized))
    if explored.prices:
        _prices(book, explored.prices, sized)
    told = (*filter(None, (korean(explored.basis),)), *_remedy(explored, sized), *_why(explored), *_missing(explored))
    if told:
        page = book.page(DIAGNOSIS, widths=(60, 60))
        page.text(1, 1, DIAGNOSIS, look="title")
        row = 2
        for line in told:
            row = page.paragraph(row + 1, 1, line)


def _curve(book: Book, frontier: Frontier, names: dict[str, str]) -> None:
    title = korean(CURVE_WORDS[frontier.aim][0])
    page = book.page(title, widths=(18, 20, 20, 12, 80))
    page.text(1, 1, title, look="title")
    level, axis = _LEVELS[frontier.aim]
    page.texts(3, (level, *_CURVE_HEADER), look="header")
    for row, point in enumerate(frontier.points, 4):
        _point(page, row, point, names)
    curve_of_won(page, rows=(4, 3 + len(frontier.points)), titles=(title, _WON, axis))


def _point(page: Page, row: int, point: Point, names: dict[str, str]) -> None:
    page.number(row, 1, point.level, look="measured")
    page.number(row, 2, point.won, look="won")
    if point.bound is None:
        page.text(row, 3, "없음")
    else:
        page.number(row, 3, point.bound, look="won")
    page.text(row, 4, "예" if point.proven else "아니오")
    page.text(row, 5, ", ".join(f"{names[one.configuration]} {one.servers}대" for one in point.mix.purchases))


def _prices(book: Book, prices: tuple[LimitPrice, ...], sized: Sized) -> None:
    page = book.page(PRICES, widths=(44, 20, 20, 20, 24, 20, 16))
    page.text(1, 1, PRICES, look="title")
    page.texts(3, _PRICES_HEADER, look="header")
    labels = [_label(one.limit, sized) for one in prices]
    for row, (label, one) in enumerate(zip(labels, prices, strict=True), 4):
        page.text(row, 1, label)
        page.number(row, 2, one.won, look="won")
        page.number(row, 3, one.looser, look="won")
        if one.tighter is None:
            page.text(row, 4, "맞는 구성 없음")
        else:
            page.number(row, 4, one.tighter, look="won")
        page.number(row, 5, one.local, look="won")
        for column, value in ((6, one.limit.value), (7, one.unit)):
            page.text(row, column, _figure(one.limit, value))
    bars_of_won(page, rows=(4, 3 + len(prices)), labels=labels, titles=_PRICES_TITLES)


def _label(limit: Limited, sized: Sized) -> str:
    """The limit's name, and the title of the year it is of."""
    words = korean(WORDS[limit.rule])
    return f"{words} {year_title(sized, int(limit.subject))}".strip() if limit.subject else words


def _figure(limit: Limited, value: Fraction) -> str:
    return figure(value, unit="곳" if limit.unit == "vendors" else limit.unit)


def _written(limit: Limited) -> str:
    number, _, unit = written(limit).rpartition(" ")
    return f"{number} {_KOREAN_UNITS.get(unit, unit)}"


def _remedy(explored: Explored, sized: Sized) -> Iterator[str]:
    """Each limit with its value now and the one it is moved to."""
    if explored.remedy is not None:
        yield "■ 가장 적게 바꾸어 맞추는 방법"
        for step in explored.remedy.steps:
            yield f"· {_label(step.limit, sized)} {_written(step.limit)} → {_written(step.to)}"
        yield f"· 바꾸면 구매 {explored.remedy.mix.cost:,}원"
    if explored.alone:
        yield "■ 하나만 바꾼다면 (그 가운데 하나)"
    for step in explored.alone:
        yield f"· {_label(step.limit, sized)} {_written(step.limit)} → {_written(step.to)}"


def _why(explored: Explored) -> Iterator[str]:
    """Why a configuration is in or out, and the borders of its price and throughput, in the terminal's words."""
    why, price, speed = explored.why, explored.price_break, explored.speed_break
    if why is None:
        return
    yield f"■ {why.title}: {f'구성에 {why.servers}대 있음' if why.servers else '구성에 없음'}"
    yield from (f"· 이유: {korean(reason)}" for reason in why.reasons)
    if price is not None:
        brings, *more = map(korean, price_sentences(price))
        yield f"· 가격: {brings}"
        yield from (f"· {one}" for one in more)
    if speed is not None:
        yield f"· 처리율: {korean(speed_sentence(speed))}"
        yield from (f"· {korean(one)}" for one in rate_sentences(why, speed))


def _missing(explored: Explored) -> Iterator[str]:
    if explored.missing:
        yield "■ 답하지 못한 것"
    yield from (f"· {korean(one.what)}: {korean(one.why)}" for one in explored.missing)
