"""표지·기준전사표: what was decided, by which clause, and the constants that every other sheet names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from openpyxl.worksheet.datavalidation import DataValidation

from procurement.exports.dossier import Dossier
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, Page, korean
from procurement.exports.xlsx.verdicts import after_deductions
from scoring.eligibility import eligibility_on
from scoring.result import Answers, Evaluation
from scoring.rules.loading import NOTICE, known, rule
from scoring.rules.schema import Rules

_CONFIDENCE = {"read": "원문 확인", "second-hand": "2차 자료", "assumed": "미확인"}


@dataclass(frozen=True, slots=True)
class Constant:
    """One line of 기준전사표. `name` is what formulas call the value; `key` finds where the notice says it.

    A text may be changed only to one of its `choices`, a number of the notice to one not below `least`.
    """

    name: str
    label: str
    value: Fraction | int | str
    clause: str
    key: str = ""
    judgement: str = ""
    choices: tuple[str, ...] = ()
    least: int = 0


def write_cover(book: Book, *, dossier: Dossier, absent: tuple[tuple[str, str], ...]) -> None:
    """Write the cover; `absent` names the sheets left out and why (workbook.md, promises 1 and 4)."""
    page = book.page(forms.COVER, widths=(24, 38, 18, 24, 36, 12))
    page.text(1, 1, "제안서 평가 결과", look="title")
    row = _identity(page, dossier)
    row = _standards(page, row + 2, dossier)
    row = _notes(page, row + 2, dossier.evaluation)
    row = _sheets(page, row + 2, book, absent)
    for offset, who in enumerate(("작성자", "검토자", "계약담당공무원")):
        page.text(row + 2 + offset, 1, f"{who}:                       (서명)", look="plain")


def _identity(page: Page, dossier: Dossier) -> int:
    tender, evaluation = dossier.tender, dossier.evaluation
    lines = (
        ("공고번호", tender.id),
        ("공고명", tender.title),
        ("수요기관", tender.agency),
        ("적용 규정 기준일", tender.rules_day.isoformat()),
        ("배점 조정 사유", tender.weight_reason),
        *((f"규정 요약값 {r.id}", f"sha256 {r.digest}") for r in evaluation.rules),
        ("입력 요약값", f"sha256 {evaluation.input_digest}"),
        ("감사기록 머리값", "해당 없음 (파일로 계산함)"),
        ("프로그램", dossier.program),
        *((("예시 표시", tender.example_note),) if tender.example else ()),
    )
    row = 3
    for label, value in lines:
        page.text(row, 1, label, look="header")
        row = page.paragraph(row, 2, value) + 1
    return row - 1


def _standards(page: Page, row: int, dossier: Dossier) -> int:
    places = dict(dossier.tender.places)
    page.text(row, 1, "기준전사표", look="heading")
    page.texts(row + 1, forms.STANDARDS_HEADER, look="header")
    row += 2
    for line in constants(dossier.evaluation):
        page.text(row, 1, line.label)
        page.text(row, 2, places.get(line.key, ""))
        write_value(page, row, line)
        page.texts(row, (line.judgement, line.clause), column=4)
        page.text(row, 6, "", look="entry_text")
        page.book.define(line.name, place=page.ref(row, 3))
        row += 1
    return row - 1


def write_value(page: Page, row: int, line: Constant) -> None:
    """The value of a line, unlocked where the notice gives it, with the choices or the least it may be changed to."""
    if isinstance(line.value, str):
        page.text(row, 3, line.value, look="entry_text" if line.choices else "centre")
    else:
        page.number(row, 3, line.value, look="bid_won" if line.least else "entry" if line.key else "points")
    if line.choices:
        rule = DataValidation(type="list", formula1=f'"{",".join(line.choices)}"', allow_blank=False)
        rule.error = "목록에서 고르십시오."
    elif line.key and not isinstance(line.value, str):
        rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1=str(line.least))
        rule.error = f"{line.least} 이상의 수를 넣으십시오."
    else:
        return
    rule.errorTitle = "기준전사표"
    page.validate(rule, spans=[((row, 3), (row, 3))])


def constants(evaluation: Evaluation) -> Iterator[Constant]:
    """Every constant of 기준전사표, from the answers and from the rules in force."""
    found = known(evaluation.rules, key="ceiling")
    yield from _answered(evaluation.answers, ceiling=str(found.reference) if found else "공고로 정함")
    yield from _lawful(evaluation)


def _answered(given: Answers, *, ceiling: str) -> Iterator[Constant]:
    clause = "공고로 정함 (조문이 정하지 않음)"
    kind = f"{forms.E_KIND[given.e_kind]}, {forms.VAT[given.e_vat]}"
    pool, choices = forms.POOL[given.l_pool], tuple(forms.POOL.values())
    floored, capped = (forms.YES if answer else forms.NO for answer in (given.floor_l, given.cap_at_pmax))
    either = (forms.YES, forms.NO)
    yield Constant("기준금액", "기준금액 E(원)", given.e_amount, clause, "E_kind", kind, least=1)
    yield Constant("적격상한", "입찰가격 상한(원)", given.ceiling, ceiling, "ceiling", least=1)
    yield Constant("입찰부가세", "입찰가격의 부가가치세", forms.VAT[given.bid_vat], clause, "bid_vat")
    yield Constant("최저가대상", "최저가 L을 찾는 범위", pool, clause, "L_pool", choices=choices)
    if given.price_formula.startswith("two_slope"):
        yield Constant("하한적용", "최저가 L의 하한 적용", floored, clause, "floor_L", choices=either)
    yield Constant("배점상한적용", "가격점수의 배점 상한 적용", capped, clause, "cap_at_pmax", choices=either)
    yield Constant("절사수", "제외하는 최고·최저점 수(각각)", given.trim_k, clause, "trim_k")
    if given.differential_step is not None:
        yield from _differential(given, given.differential_step, clause)


def _differential(given: Answers, step: Fraction, clause: str) -> Iterator[Constant]:
    tested, pool = forms.TESTED[given.differential_threshold_on], forms.RANKED[given.differential_pool]
    choices = tuple(forms.RANKED.values()) if given.differential_threshold_on == "raw" else ()
    yield Constant("차등점수차", "차등점수제 순위 간 점수차", step, clause, "differential_step")
    yield Constant("차등대상", "차등점수 순위를 매기는 범위", pool, clause, "differential_pool", choices=choices)
    yield Constant("적격판정점수", "협상적격을 판정하는 기술점수", tested, clause, "differential_threshold_on")


def _lawful(evaluation: Evaluation) -> Iterator[Constant]:
    rules, formula = evaluation.rules, evaluation.answers.price_formula
    law = partial(of_law, rules)
    yield from _threshold(evaluation)
    yield law("평균자리", "정성 평균의 소수 자릿수", "panel_places")
    yield law("가격자리", "가격점수의 소수 자릿수", "price_places")
    yield Constant("가격산식", "가격점수 산식", formula, "아래 상수의 조문")
    if formula.startswith("two_slope"):
        yield law("구간상한율", "비례 구간의 하한(E의 %)", f"{formula}.upper_limit", scale=100)
        yield law("구간하한율", "하위 구간의 경계(E의 %)", f"{formula}.lower_limit", scale=100)
        yield law("구간계수", "구간 가산 점수", f"{formula}.slope_points")
    if formula == "deviation_from_reserve":
        yield law("기준율", "기준율(%)", f"{formula}.base_rate", scale=100)
        yield law("퍼센트당감점", "1%당 감점", f"{formula}.points_per_percent")
        yield law("비율자리", "투찰률의 소수 자릿수", f"{formula}.ratio_places")
    if formula == "linear_fixed_ceiling":
        yield law("산식상한", "산식의 상한 B(원)", f"{formula}.ceiling")
        yield law("산식하한", "산식의 하한 F(원)", f"{formula}.floor")
    if formula == "two_slope_2026":
        yield law("저가점수율", "하위 구간의 점수(배점의 %)", f"{formula}.low_price_share", scale=100)


def _threshold(evaluation: Evaluation) -> Iterator[Constant]:
    rules = evaluation.rules
    match eligibility_on(rules):
        case "technical":
            yield of_law(rules, "적격비율", "협상적격 기술점수 비율(%)", "eligibility_share", scale=100)
        case "technical_points":
            yield of_law(rules, "적격기술점수", "협상적격 기술점수(점)", "eligibility_technical_points")
        case "total":
            yield of_law(rules, "적격합산점수", "협상적격 합산점수(기술 + 가격, 점)", "eligibility_total_points")
            counted = after_deductions(evaluation)
            said = forms.NOT_DECIDED if counted is None else forms.YES if counted else forms.NO
            clause = "공고로 정함 (감점이 있을 때만 물음)"
            yield Constant("감점후판정", "감점한 합산점수로 적격 판정", said, clause)


def of_law(rules: tuple[Rules, ...], name: str, label: str, key: str, *, scale: int = 1) -> Constant:
    """A numeric rule in force as a line of 기준전사표, with its clause and how far it is known. Raises RuleError."""
    found = rule(rules, key=key)
    if isinstance(found.value, str):
        raise TypeError(f"{found.key}: {found.value}")
    source = f"{found.reference} ({_provenance(rules, key)}, {found.since.isoformat()}부터)"
    return Constant(name, label, Fraction(found.value) * scale, source, judgement=found.note)


def _provenance(rules: tuple[Rules, ...], key: str) -> str:
    """How far a value is confirmed; what the notice's own rule file gives is the notice's word."""
    text = next(text for text in rules if known((text,), key=key))
    return "공고문" if text.id.startswith(NOTICE) else _CONFIDENCE[rule((text,), key=key).confidence]


def _notes(page: Page, row: int, evaluation: Evaluation) -> int:
    page.text(row, 1, "주의", look="heading")
    page.texts(row + 1, ("구분", "내용", "근거"), look="header")
    lines = [(forms.NOTE[note.code], korean(note.text), note.clause) for note in evaluation.notes]
    lines += [
        ("조문 미확보", f"{parameter.description}: 조문을 확보하지 못해 공고의 값을 씀", rules.title)
        for rules in evaluation.rules
        for parameter in rules.not_obtained
    ]
    for here, line in enumerate(lines, row + 2):
        page.texts(here, line)
    return row + 1 + len(lines)


def _sheets(page: Page, row: int, book: Book, absent: tuple[tuple[str, str], ...]) -> int:
    page.text(row, 1, "이 파일의 시트", look="heading")
    page.texts(row + 1, ("시트", "상태"), look="header")
    present = [(sheet.title, "있음") for sheet in book.workbook.worksheets if sheet is not page.sheet]
    for offset, line in enumerate((*present, *absent), row + 2):
        page.texts(offset, line)
    return row + 1 + len(present) + len(absent)
