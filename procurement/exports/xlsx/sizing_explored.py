"""비용-성능 곡선, 한도의 가격, 진단: the further answers, with native charts where there is something to draw."""

from __future__ import annotations

from collections.abc import Iterator

from procurement.exports.dossier import Sized
from procurement.exports.sizing_explored import Explored
from procurement.exports.sizing_words import figure, names_of, short, year_title
from procurement.exports.xlsx.book import Book, Page, korean
from procurement.exports.xlsx.sizing_charts import bars_of_won, curve_of_won
from procurement.sizing.frontier import Frontier, Point
from procurement.sizing.limit_prices import LimitPrice
from procurement.sizing.limit_values import WORDS, Limited

CURVE, PRICES, DIAGNOSIS = "비용-성능 곡선", "한도의 가격", "진단"
_WON = "비용 (백만 원)"
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
    told = (*_remedy(explored), *_price(explored, names_of(sized)), *_speed(explored))
    if told:
        page = book.page(DIAGNOSIS, widths=(60, 60))
        page.text(1, 1, DIAGNOSIS, look="title")
        row = 2
        for line in told:
            row = page.paragraph(row + 1, 1, line)


def _curve(book: Book, frontier: Frontier, names: dict[str, str]) -> None:
    page = book.page(CURVE, widths=(18, 20, 20, 12, 80))
    page.text(1, 1, CURVE, look="title")
    level, axis = _LEVELS[frontier.aim]
    page.texts(3, (level, *_CURVE_HEADER), look="header")
    for row, point in enumerate(frontier.points, 4):
        _point(page, row, point, names)
    curve_of_won(page, rows=(4, 3 + len(frontier.points)), titles=(CURVE, _WON, axis))


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
            page.text(row, column, figure(value, unit="곳" if one.limit.unit == "vendors" else one.limit.unit))
    bars_of_won(page, rows=(4, 3 + len(prices)), labels=labels, titles=_PRICES_TITLES)


def _label(limit: Limited, sized: Sized) -> str:
    """The limit's name, and the title of the year it is of."""
    words = korean(WORDS[limit.rule])
    return f"{words} {year_title(sized, int(limit.subject))}".strip() if limit.subject else words


def _remedy(explored: Explored) -> Iterator[str]:
    if explored.remedy is not None:
        yield "■ 가장 적게 바꾸어 맞추는 방법"
        yield from (f"· {korean(step.sentence)}" for step in explored.remedy.steps)
        yield f"· 바꾸면 구매 {explored.remedy.mix.cost:,}원"


def _price(explored: Explored, names: dict[str, str]) -> Iterator[str]:
    """At which price a configuration comes in."""
    found = explored.price_break
    if found is None:
        return
    now = f"지금 {found.price:,}원"
    if found.brings is None:
        said = f"어떤 가격에도 구성에 들지 않음 ({now})"
    elif found.brings >= found.price:
        said = f"지금 가격({found.price:,}원)에 이미 구성에 듦"
    else:
        said = f"{found.brings:,}원 이하이면 구성에 듦 ({now})"
    yield f"■ {names[found.configuration]}: {said}"
    if not found.monotone:
        yield "· 가격에 기대는 한도가 있어 경계가 더 있을 수 있음"


def _speed(explored: Explored) -> Iterator[str]:
    """At which multiple of its measured rates a configuration comes in."""
    found = explored.speed_break
    if found is None:
        return
    if found.brings is None:
        yield "· 측정한 처리율이 몇 배가 되어도 구성에 들지 않음"
    elif found.leaves is None:
        yield "· 측정한 처리율로 이미 구성에 듦"
    else:
        off = figure(found.tolerance, unit="share")
        yield f"· 측정한 처리율의 {short(found.brings)}배이면 구성에 듦 (허용 오차 {off})"
