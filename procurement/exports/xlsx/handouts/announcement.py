"""What is announced with the notice: 배점표 and 규격서; and, for the agency alone, which makers can meet it."""

from __future__ import annotations

from procurement.exports.handout import (
    DIGEST_NAME,
    FORM_VERSION,
    TENDER_NAME,
    WHO_NAME,
    Form,
    Judged,
    Notice,
    Product,
    Requirement,
)
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page, at
from procurement.exports.xlsx.handouts.paper import HEADER, Paper, Stamp
from procurement.exports.xlsx.points import write_points
from scoring.digest import canonical, sha256_of

FEWEST_MAKERS = 2
POINTS_FILE, SPECIFICATION_FILE, MAKERS_FILE = "배점표.xlsx", "규격서_성능요구.xlsx", "규격_충족확인_내부용.xlsx"
ANNEX, INTERNAL = "공고 첨부", "내부용: 공고에 싣지 않음"
"""Whom the papers are for that nobody fills in."""
TOO_FEW = "2곳 미만: 특정 규격 지정이 되지 않는지 살피고, 그대로 두려면 정당한 사유를 적으십시오."
_NOTHING = "측정으로 확인하는 요구가 없어 제조사를 세지 않음"
_NO_RESULT = "견줄 측정 결과가 없음(미측정)"
_ANY = "상표·규격·모델을 지정하지 않으며, 요구값을 충족하는 제품은 동등 이상으로 모두 인정한다."
_CLAUSE = "근거: (계약예규) 정부 입찰·계약 집행기준 제5조④5호. 공고 전에 현행 조문을 확인할 것."
_SPECIFICATION = ("번호", "요구 성능", "요구값", "측정 조건", "확인 방법")
_MAKERS = ("제조사", "제품", "요구", "비교", "요구값", "단위", "측정값", "판정", "출처")


def points_table(notice: Notice) -> Form:
    """배점표 with 정량 환산 기준, as it is annexed to the notice: nothing on it can be filled in."""
    paper = Paper(Stamp(notice, "notice", "", ANNEX, _digest(notice, "points")))
    book = paper.book
    book.looks["entry"] = book.looks["points"]
    write_points(book, scheme=notice.scheme)
    page = book.pages[0]
    page.lines[1] = 2
    told = ((1, TENDER_NAME, notice.tender_id), (2, WHO_NAME, ANNEX), (5, DIGEST_NAME, paper.stamp.digest))
    for column, name, text in told:
        page.text(2, column, text, look="plain")
        book.define(name, place=page.ref(2, column))
    return paper.form(POINTS_FILE)


def specification(notice: Notice) -> Form:
    """규격서: what has to be performed and how it is measured, and no maker's name."""
    paper = Paper(Stamp(notice, "notice", "", ANNEX, _digest(notice, "specification")))
    how = f"{_ANY} {_CLAUSE}"
    widths = (14, 74, 20, 60, 34)
    page = paper.sheet("규격서", widths=widths, heading="규격서 (성능 요구)", header=_SPECIFICATION, how=how)
    row = _requirements(page, HEADER + 1, notice.requirements, "필수") + 1
    if notice.scored:
        page.text(row + 1, 1, "점수로 평가하는 성능 (필수 아님)", look="heading")
        row = _requirements(page, row + 2, notice.scored, "평가") + 1
    page.text(row + 1, 1, "공통 조건", look="heading")
    row += 2
    for note in notice.notes:
        row = page.paragraph(row, 1, f"· {note}") + 1
    return paper.form(SPECIFICATION_FILE)


def _digest(notice: Notice, kind: str) -> str:
    told = (notice.tender_id, notice.title, notice.scheme, notice.requirements, notice.scored, notice.notes)
    return sha256_of(kind, str(FORM_VERSION), canonical(told))


def _requirements(page: Page, row: int, requirements: tuple[Requirement, ...], label: str) -> int:
    """The requirements from `row` on; returns the last row."""
    if not requirements:
        page.texts(row, ("—", "공고에 성능 요구가 없음", "", "", ""))
        return row
    for line, one in enumerate(requirements, row):
        page.texts(line, (f"{label} {line - row + 1}", one.sentence, one.value, one.conditions, one.checked))
    return row + len(requirements) - 1


def makers_check(notice: Notice, *, products: tuple[Product, ...], measured: bool) -> Form:
    """규격 충족 확인, not for publication: each product against each measured requirement, and how many makers pass.

    `measured` says whether the tender has requirements that measuring can check.
    """
    paper = Paper(Stamp(notice, "notice", "", INTERNAL, _digest(notice, "makers")))
    widths = (22, 34, 46, 8, 14, 12, 16, 12, 60)
    how = "측정한 값만 견주며, 없는 값은 미측정이고 충족으로 세지 않습니다."
    page = paper.sheet("규격 충족 확인", widths=widths, heading="규격 충족 확인 (내부용)", header=_MAKERS, how=how)
    row, first = HEADER + 1, HEADER + 1
    if not measured or not products:
        page.text(row, 1, _NO_RESULT if measured else _NOTHING, look="plain")
        row += 1
    for product in products:
        for one in product.judged:
            _judged(page, row, product, one)
            row += 1
    if measured:
        _count(page, row + 1, first, products)
    return paper.form(MAKERS_FILE)


def makers(products: tuple[Product, ...]) -> frozenset[str]:
    """The makers that are named and of which a product meets every requirement by measurement."""
    return frozenset(one.maker for one in products if one.passes and one.maker != forms.NOT_STATED)


def _judged(page: Page, row: int, product: Product, one: Judged) -> None:
    page.texts(row, (product.maker, product.name, one.title))
    page.text(row, 4, "이상" if one.comparison == ">=" else "이하", look="centre")
    page.number(row, 5, one.limit, look="measured")
    page.text(row, 6, one.unit, look="centre")
    if one.value is None:
        page.text(row, 7, forms.NOT_MEASURED, look="centre")
    else:
        page.number(row, 7, one.value, look="measured")
    formula = f'=IF(ISNUMBER(G{row}),IF(G{row}{one.comparison}E{row},"{forms.MET}","{forms.NOT_MET}"),'
    value = forms.NOT_MEASURED if one.value is None else forms.MET if one.met else forms.NOT_MET
    page.formula(row, 8, f'{formula}"{forms.NOT_MEASURED}")', value, look="verdict")
    page.text(row, 9, one.trace)


def _verdict(product: Product) -> str:
    """충족 by every requirement, 미충족 by any that was measured and missed, else 미측정."""
    if product.passes:
        return forms.MET
    missed = any(one.value is not None and not one.met for one in product.judged)
    return forms.NOT_MET if missed else forms.NOT_MEASURED


def _count(page: Page, row: int, first: int, products: tuple[Product, ...]) -> None:
    """Each product's verdict over all its lines, each maker counted once, and the warning below two."""
    page.texts(row, ("제조사", "제품", "모두 충족", "집계"), look="header")
    start, counted, line, passing = row + 1, set[str](), first, makers(products)
    for here, product in enumerate(products, start):
        page.texts(here, (product.maker, product.name))
        last = line + len(product.judged) - 1
        judged = f"{at(line, 8)}:{at(last, 8)}"
        other = f'IF(COUNTIF({judged},"{forms.NOT_MET}")>0,"{forms.NOT_MET}","{forms.NOT_MEASURED}")'
        formula = f'=IF(COUNTIF({judged},"{forms.MET}")=ROWS({judged}),"{forms.MET}",{other})'
        page.formula(here, 3, formula, _verdict(product), look="verdict")
        same = f'SUMPRODUCT(EXACT(A${start}:A{here},A{here})*(C${start}:C{here}="{forms.MET}"))=1'
        formula = f'=IF(AND(C{here}="{forms.MET}",A{here}<>"{forms.NOT_STATED}",{same}),1,0)'
        page.formula(here, 4, formula, int(product.maker in passing - counted and product.passes), look="count")
        counted |= {product.maker} if product.passes else set()
        line = last + 1
    end = start + max(len(products), 1) - 1
    if not products:
        page.texts(start, ("—", "—", forms.NOT_MEASURED, ""), look="centre")
    page.texts(end + 2, ("모든 요구를 충족하는 제조사 수", "", ""), look="header")
    page.formula(end + 2, 4, f"=SUM(D{start}:D{end})", len(passing), look="rank")
    few = TOO_FEW if len(passing) < FEWEST_MAKERS else ""
    page.formula(end + 3, 1, f'=IF(D{end + 2}<{FEWEST_MAKERS},"{TOO_FEW}","")', few, look="plain")
    page.text(end + 4, 1, "정당한 사유 (2곳 미만일 때)")
    page.blank(end + 4, 2, look="entry_words")
    page.lines[end + 4] = 4
