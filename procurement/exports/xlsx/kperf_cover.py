"""표지·기준값 of the K-Perf workbook: what it is and is not, the dated limits as cells, and what the columns mean."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation

from benchmarks.findings.tolerances import tolerance
from benchmarks.metrics import METRICS
from benchmarks.slo_thresholds import Thresholds
from procurement.exports.xlsx.book import Book, Page, korean
from procurement.exports.xlsx.kperf_results import Results

COVER = "표지·기준값"
TITLE = "K-Perf 성능 측정표"
UNOFFICIAL = (
    "비공식 배치: K-Perf 공식 엑셀 서식은 공개되지 않음 / unofficial layout: the official K-Perf workbook is not public"
)
NOT_STATED_MODEL = "모델 미기재"
TTFT_LIMIT = "TTFT한도"
FEWEST_SAMPLES = "표본하한"
_NOTES = (
    "이 측정값은 K-Perf 인증 결과가 아니다. 측정 도구가 남긴 결과 파일을 그대로 옮긴 것이다.",
    "미측정은 0이 아니라 값이 없다는 뜻이다. 측정하지 않은 지점을 보간하거나 추정하지 않는다.",
    "TPOT는 첫 토큰을 뺀 값, NTPOT는 첫 토큰을 포함한 값(GuideLLM·K-Perf 도구의 TPOT)이다. 둘을 바꾸어 쓰지 않는다.",
    "사용자당 출력 속도는 출력 처리량 ÷ 동시 요청 수이다. K-Perf 도구의 tps_per_user_tok_s(시스템 전체 값)가 아니다.",
    "등급: TTFT P90과 TPOT(또는 NTPOT) P90이 모두 한도 이하이면 O, 하나라도 넘으면 X, 판단할 값이 없으면 미측정.",
    "부하를 처리하지 못한(포화) 지점의 등급도 미측정이고, 부합하지 않거나 철회된 측정값에는 등급을 매기지 않는다.",
    "전력당 처리량은 전력의 측정 범위가 적힌 값만 계산한다. 범위가 다른 값은 서로 비교하지 않는다.",
    "바탕색이 있는 한도 칸을 바꾸면 등급과 그래프의 한도선이 따라 바뀐다(검산에는 바뀐 만큼 불일치로 나온다).",
)


def tpot_limit(grade: int) -> str:
    """What formulas call the TPOT limit of a grade, from 1."""
    return f"TPOT한도{grade}"


def write_kperf_cover(book: Book, *, results: Results, limits: Thresholds, sheets: tuple[tuple[str, str], ...]) -> None:
    """Write 표지·기준값; `sheets` names each model and the sheets that hold it. Source: kperf.md §1.2, §1.4."""
    page = book.page(COVER, widths=(30, 34, 34, 70))
    page.text(1, 1, TITLE, look="title")
    row = page.paragraph(2, 1, UNOFFICIAL) + 1
    for note in _NOTES:
        row = page.paragraph(row, 1, f"· {note}") + 1
    row = _amounts(page, row + 1, results)
    row = _limits(page, row + 1, limits)
    row = _models(page, row + 1, sheets)
    _definitions(page, row + 1)


def _amounts(page: Page, row: int, results: Results) -> int:
    every = results.every
    rejected = sum(1 for result in every if result.state in {"부적합", "철회"})
    lines = (
        ("읽은 파일", len(results.files)),
        ("읽지 못한 파일", len(results.refused)),
        ("측정점", len(every)),
        ("부적합·철회 측정점", rejected),
    )
    for label, value in lines:
        page.text(row, 1, label, look="header")
        page.number(row, 2, value, look="count")
        row += 1
    page.text(row, 1, "프로그램", look="header")
    page.text(row, 2, results.program)
    return row + 1


def _limits(page: Page, row: int, limits: Thresholds) -> int:
    page.text(row, 1, "등급 기준값", look="heading")
    told = f"{korean(limits.title)}. {limits.since.isoformat()}부터. 출처: {limits.source}. {korean(limits.confidence)}"
    row = page.paragraph(row + 1, 1, told) + 1
    page.texts(row, ("기준", "한도(ms)", "이름"), look="header")
    named = [("TTFT P90", limits.ttft_ms, TTFT_LIMIT)]
    named += [(f"TPOT P90, {n}등급", ms, tpot_limit(n)) for n, ms in enumerate(limits.tpot_ms, 1)]
    for here, (label, value, name) in enumerate(named, row + 1):
        page.text(here, 1, label)
        page.number(here, 2, value, look="entry")
        page.text(here, 3, name)
        page.book.define(name, place=page.ref(here, 2))
    last = row + len(named)
    rule = DataValidation(type="decimal", operator="greaterThan", formula1="0", allow_blank=False)
    rule.error = "0보다 큰 수(ms)를 넣으십시오."
    page.validate(rule, spans=[((row + 1, 2), (last, 2))])
    _fewest(page, last + 1)
    return last + 2


def _fewest(page: Page, row: int) -> None:
    """How many answered requests a P90 rests on, with what that is taken from."""
    needed = tolerance("V22 p90")
    page.text(row, 1, "등급에 필요한 표본 (V22)")
    page.number(row, 2, needed.low or 0, look="count")
    page.text(row, 3, FEWEST_SAMPLES)
    page.text(row, 4, f"이보다 적은 응답에서 낸 등급에 (표본 n)을 붙임. {needed.day.isoformat()}, {needed.source}")
    page.book.define(FEWEST_SAMPLES, place=page.ref(row, 2))


def _models(page: Page, row: int, sheets: tuple[tuple[str, str], ...]) -> int:
    page.text(row, 1, "모델과 시트", look="heading")
    page.texts(row + 1, ("시트", "모델"), look="header")
    for here, (model, titles) in enumerate(sheets, row + 2):
        page.texts(here, (titles, model or NOT_STATED_MODEL))
    return row + 2 + len(sheets)


def _definitions(page: Page, row: int) -> None:
    page.text(row, 1, "지표의 정의", look="heading")
    page.texts(row + 1, ("지표", "단위", "이름", "정의"), look="header")
    for here, metric in enumerate(METRICS, row + 2):
        page.texts(here, (metric.id, metric.unit, metric.korean, metric.definition))
