"""수요·처리능력: who serves which part of the demand in which year, by measured rates, and how full servers are."""

from __future__ import annotations

from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.exports.sizing_words import names_of
from procurement.exports.xlsx.book import Book, Page, korean
from procurement.exports.xlsx.sizing_layout import FIRST_SHARE, SERVING, serving_rows
from procurement.exports.xlsx.sizing_loads import write_loads
from procurement.exports.xlsx.sizing_needs import bucket_of, capacity_for, load, year_name
from procurement.sizing.choice import Share
from procurement.sizing.demand import rate_in
from procurement.sizing.mix import Mix

_WIDTHS = (12, 28, 22, 14, 9, 32, 14, 14, 11, 13, 14, 34, 18)
_HEADER = (
    "연도", "수요", "모델·길이", "요청(req/s)", "배수", "구성", "배분(풀이 결과)", "서버당 처리(req/s)", "계획 사용률",
    "필요 서버(대)", "측정 번호", "처리 능력의 근거", "공급사",
)  # fmt: skip
_VENDORS = ("연도", "업체", "처리 비중", "처리 요청(req/s)")


def write_serving(book: Book, *, sized: Sized) -> None:
    """Write 수요·처리능력; needed servers, vendors' parts and loads are formulas over shares and measured rates."""
    page = book.page(SERVING, widths=_WIDTHS, header_row=FIRST_SHARE - 1)
    page.text(1, 1, SERVING, look="title")
    mix = sized.mix
    if mix is None:
        page.paragraph(3, 1, korean(sized.no_mix))
        return
    page.texts(FIRST_SHARE - 1, _HEADER, look="header")
    for row, share in enumerate(mix.shares, FIRST_SHARE):
        _share(page, row, share, sized, mix)
    row = _vendors(page, sized, mix)
    write_loads(page, _unserved(page, row + 2, sized, mix) + 1, sized=sized, mix=mix)


def _share(page: Page, row: int, share: Share, sized: Sized, mix: Mix) -> None:
    bucket, capacity, names = bucket_of(sized, share), capacity_for(sized, share), names_of(sized)
    lengths = f"{bucket.model} {bucket.isl}/{bucket.osl}"
    page.texts(row, (year_name(sized, share.year), names[bucket.id], lengths))
    page.number(row, 4, rate_in(bucket, year=share.year), look="measured")
    page.number(row, 5, mix.scale, look="points")
    page.text(row, 6, names[share.configuration])
    page.number(row, 7, share.share, look="entry")
    page.number(row, 8, capacity.rate, look="measured")
    page.number(row, 9, capacity.utilisation, look="entry")
    need = f"=D{row}*E{row}*G{row}/(H{row}*I{row})"
    page.formula(row, 10, need, load(sized, mix, share), look="measured", what=f"{bucket.title} 필요 서버")
    page.text(row, 11, capacity.measurement)
    page.text(row, 12, korean(capacity.basis))
    page.text(row, 13, _vendor(sized, share))


def _vendor(sized: Sized, share: Share) -> str:
    return next(c.vendor for c in sized.problem.configurations if c.id == share.configuration)


def _vendors(page: Page, sized: Sized, mix: Mix) -> int:
    """Each vendor's part of the requests served in each year; returns the last row."""
    cells = serving_rows(sized, mix=mix)
    first = min(cells.values())
    page.text(first - 2, 1, "업체별 처리 요청", look="heading")
    page.texts(first - 1, _VENDORS, look="header")
    served = {pair: _served(sized, mix, *pair) for pair in cells}
    for (vendor, year), row in cells.items():
        page.texts(row, (year_name(sized, year), vendor))
        everyone = [r for (_, y), r in cells.items() if y == year]
        in_all = sum((served[pair] for pair in cells if pair[1] == year), Fraction(0))
        total, mine = f"SUM($D${everyone[0]}:$D${everyone[-1]})", served[vendor, year]
        part = mine / in_all if in_all else Fraction(0)
        title = f"{vendor} {year_name(sized, year)} 처리 비중"
        page.formula(row, 3, f"=IF({total}=0,0,D{row}/{total})", part, look="share", what=title)
        page.formula(row, 4, _requests(mix, year, row), mine, look="measured")
    return max(cells.values())


def _served(sized: Sized, mix: Mix, vendor: str, year: int) -> Fraction:
    """Requests/s of the stated demand that a vendor's servers take in a year."""
    mine = [s for s in mix.shares if s.year == year and _vendor(sized, s) == vendor]
    return sum((rate_in(bucket_of(sized, s), year=year) * Fraction(s.share) for s in mine), Fraction(0))


def _requests(mix: Mix, year: int, row: int) -> str:
    """Rate × share over the year's rows of this vendor; shares stand by year."""
    rows = [here for here, share in enumerate(mix.shares, FIRST_SHARE) if share.year == year]
    if not rows:
        return "=0"
    sellers, rates, parts = (f"${letter}${rows[0]}:${letter}${rows[-1]}" for letter in "MDG")
    return f"=SUMPRODUCT(--EXACT({sellers},B{row}),{rates},{parts})"


def _unserved(page: Page, row: int, sized: Sized, mix: Mix) -> int:
    """What is left of a demand once all its shares are taken off."""
    if not mix.unserved:
        return row
    page.text(row, 1, "처리하지 못하는 수요", look="heading")
    page.text(row, 3, "처리하지 못하는 비중", look="header")
    names = names_of(sized)
    for here, lost in enumerate(mix.unserved, row + 1):
        page.texts(here, (year_name(sized, lost.year), names[lost.bucket]))
        taken = [r for r, s in enumerate(mix.shares, FIRST_SHARE) if (s.bucket, s.year) == (lost.bucket, lost.year)]
        formula = "=1" + "".join(f"-G{r}" for r in taken)
        page.formula(here, 3, formula, lost.share, look="share", what=f"{names[lost.bucket]} 처리하지 못함")
    return row + len(mix.unserved) + 2
