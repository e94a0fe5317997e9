"""수요·처리능력: who serves which part of the demand in which year, by measured rates, and how full servers are."""

from __future__ import annotations

from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.exports.sizing_json import servers_in_service
from procurement.exports.sizing_words import names_of, year_title
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, at, korean
from procurement.exports.xlsx.mix import capacity_for
from procurement.sizing.choice import Share
from procurement.sizing.demand import rate_in
from procurement.sizing.mix import Mix
from procurement.sizing.problem import plan_years

SHEET = "수요·처리능력"
_WIDTHS = (12, 30, 22, 14, 9, 32, 13, 14, 11, 13, 12, 34)
_HEADER = (
    "연도", "수요", "모델·길이", "요청(req/s)", "배수", "구성", "배분(풀이 결과)", "서버당 처리(req/s)", "계획 사용률",
    "필요 서버(대)", "측정 번호", "처리 능력의 근거",
)  # fmt: skip
_LOADS = ("연도", "구성", "", "가동(대)", "", "", "부하(대)", "남음(대)", "예비(대)", "판정")
_FIRST = 4


def write_serving(book: Book, *, sized: Sized) -> None:
    """Write 수요·처리능력; needed servers and loads are formulas over shares and measured rates."""
    page = book.page(SHEET, widths=_WIDTHS, header_row=_FIRST - 1)
    page.text(1, 1, SHEET, look="title")
    mix = sized.mix
    if mix is None:
        page.paragraph(3, 1, korean(sized.no_mix))
        return
    page.texts(_FIRST - 1, _HEADER, look="header")
    for row, share in enumerate(mix.shares, _FIRST):
        _share(page, row, share, sized, mix)
    last = _FIRST + len(mix.shares) - 1
    row = _unserved(page, last + 2, sized, mix)
    _loads(page, row + 1, sized, mix)


def _share(page: Page, row: int, share: Share, sized: Sized, mix: Mix) -> None:
    bucket = next(b for b in sized.problem.buckets if b.id == share.bucket)
    capacity, names = capacity_for(sized, share), names_of(sized)
    lengths = f"{bucket.model} {bucket.isl}/{bucket.osl}"
    page.texts(row, (year_title(sized, share.year), names[bucket.id], lengths))
    page.number(row, 4, rate_in(bucket, year=share.year), look="measured")
    page.number(row, 5, mix.scale, look="points")
    page.text(row, 6, names[share.configuration])
    page.number(row, 7, share.share, look="entry")
    page.number(row, 8, capacity.rate, look="measured")
    page.number(row, 9, capacity.utilisation, look="entry")
    need = f"=D{row}*E{row}*G{row}/(H{row}*I{row})"
    page.formula(row, 10, need, _need(share, sized, mix), look="measured", what=f"{bucket.title} 필요 서버")
    page.text(row, 11, capacity.measurement)
    page.text(row, 12, korean(capacity.basis))


def _need(share: Share, sized: Sized, mix: Mix) -> Fraction:
    bucket = next(b for b in sized.problem.buckets if b.id == share.bucket)
    capacity = capacity_for(sized, share)
    asked = rate_in(bucket, year=share.year) * Fraction(mix.scale) * Fraction(share.share)
    return asked / (capacity.rate * Fraction(capacity.utilisation))


def _unserved(page: Page, row: int, sized: Sized, mix: Mix) -> int:
    if not mix.unserved:
        return row
    page.text(row, 1, "처리하지 못하는 수요", look="heading")
    names = names_of(sized)
    for here, lost in enumerate(mix.unserved, row + 1):
        page.texts(here, (year_title(sized, lost.year), names[lost.bucket]))
        page.number(here, 3, lost.share, look="share")
    return row + len(mix.unserved) + 2


def _loads(page: Page, row: int, sized: Sized, mix: Mix) -> None:
    page.text(row, 1, "서버의 부하", look="heading")
    page.texts(row + 1, _LOADS, look="header")
    pairs = [(y, c.id) for y in range(plan_years(sized.problem)) for c in sized.problem.configurations]
    for here, (year, name) in enumerate(pairs, row + 2):
        page.texts(here, (year_title(sized, year), names_of(sized)[name]))
        mine = [(_FIRST + n, s) for n, s in enumerate(mix.shares) if (s.year, s.configuration) == (year, name)]
        load = sum((_need(share, sized, mix) for _, share in mine), Fraction(0))
        page.formula(here, 7, "=" + ("+".join(at(r, 10) for r, _ in mine) or "0"), load, look="measured")
        _room(page, here, servers_in_service(sized.problem, mix, name, year), load, spares=sized.problem.spares)


def _room(page: Page, row: int, there: int, load: Fraction, *, spares: int) -> None:
    """What is in service less the load, and whether the spares remain; spares are kept where anything is carried."""
    page.number(row, 4, there, look="count")
    page.formula(row, 8, f"=D{row}-G{row}", there - load, look="measured")
    page.number(row, 9, spares if load else 0, look="count")
    test = f"ROUND(H{row}-I{row},5)>=0"
    page.formula(row, 10, f'=IF({test},"{forms.KEPT}","{forms.BROKEN}")', forms.KEPT, look="verdict")
