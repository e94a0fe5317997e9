"""The evaluation workbook: every sheet in the order of the forms, as bytes that are the same every time."""

from __future__ import annotations

from dataclasses import dataclass

from procurement.exports.dossier import Dossier
from procurement.exports.edges import edge_notes
from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Book, korean
from procurement.exports.xlsx.cards import write_cards
from procurement.exports.xlsx.checks import write_checks
from procurement.exports.xlsx.cover import write_cover
from procurement.exports.xlsx.differential import write_differential
from procurement.exports.xlsx.evidence import write_evidence
from procurement.exports.xlsx.evidence_curves import write_curves
from procurement.exports.xlsx.freeze import frozen
from procurement.exports.xlsx.items import Items, Sources, write_items
from procurement.exports.xlsx.mix import write_mix
from procurement.exports.xlsx.mix_vendors import Sold
from procurement.exports.xlsx.panel import write_panel
from procurement.exports.xlsx.pictures import write_pictures
from procurement.exports.xlsx.points import write_points
from procurement.exports.xlsx.prices import within_cells, write_prices
from procurement.exports.xlsx.quantitative import write_quantitative
from procurement.exports.xlsx.ranking import Parts, raw_cells, verdict_cells, write_ranking
from procurement.exports.xlsx.requirements import write_requirements
from procurement.exports.xlsx.robustness import write_robustness
from procurement.exports.xlsx.scenarios import write_scenarios
from procurement.exports.xlsx.tiebreak import LevelSources

_LATER = (
    ("서약·제척", "없음: 파일로 계산한 평가에는 위원 서약 기록이 없음"),
    ("공개용 결과", "없음: 이 판에서 만들지 않음"),
)


@dataclass(frozen=True, slots=True)
class Sheets:
    """The workbook's bytes and how many formula pairs its 검산 lists."""

    content: bytes
    pairs: int


def evaluation_workbook(dossier: Dossier) -> Sheets:
    """Everything of one evaluation as .xlsx bytes; equal dossiers give equal bytes (workbook.md)."""
    example = " (예시: 가격·점수·수요는 지어낸 값)" if dossier.tender.example else ""
    book = Book(heading=f"{dossier.tender.title}{example}", label="[예시] " if dossier.tender.example else "")
    items, absent = _scores(book, dossier)
    absent += [*_annexes(book, dossier, items), *_LATER]
    pairs = write_checks(book)
    write_cover(book, dossier=dossier, absent=tuple(absent))
    book.workbook.move_sheet(forms.COVER, 1 - len(book.workbook.worksheets))
    book.workbook.active = 0
    book.finish()
    stamp = f"{dossier.tender.rules_day.isoformat()}T00:00:00Z"
    return Sheets(content=frozen(book.workbook, cached=book.cached, stamp=stamp), pairs=pairs)


def _scores(book: Book, dossier: Dossier) -> tuple[Items | None, list[tuple[str, str]]]:
    evaluation = dossier.evaluation
    points = write_points(book, scheme=evaluation.scheme)
    cards = write_cards(book, evaluation=evaluation, points=points)
    panel = write_panel(book, evaluation=evaluation, totals=cards.totals, reopened=dossier.reopened)
    edges = {(check.bid, check.subject): "\n".join(map(korean, edge_notes(check))) for check in dossier.edges}
    quantities = write_quantitative(book, evaluation=evaluation, points=points, edges=edges)
    makers = dict(dossier.manufacturers)
    gates = write_requirements(book, evaluation=evaluation, manufacturers=makers, edges=edges)
    price = write_prices(book, evaluation=evaluation, eligible=verdict_cells(evaluation))
    technical, absent = _differential(book, dossier)
    parts = Parts(
        panel=panel.means,
        quantitative=quantities.sums,
        gates=gates,
        technical=technical,
        within=within_cells(evaluation),
        price=price,
        levels=LevelSources(table=points, cards=cards.levels, items=quantities.items),
    )
    write_ranking(book, evaluation=evaluation, parts=parts)
    if evaluation.answers.differential_step is not None:
        return None, [*absent, (forms.ITEMS, "없음: 차등점수는 세부항목 점수의 합이 아님")]
    sources = Sources(table=points, cards=cards, panel=panel, measured=quantities.items)
    return write_items(book, evaluation=evaluation, sources=sources), absent


def _differential(book: Book, dossier: Dossier) -> tuple[dict[str, str], list[tuple[str, str]]]:
    evaluation = dossier.evaluation
    if evaluation.answers.differential_step is None:
        return {}, [(forms.DIFFERENTIAL, "없음: 차등점수제를 적용하지 않음")]
    cells = write_differential(book, evaluation=evaluation, raw=raw_cells(evaluation), pool=verdict_cells(evaluation))
    return cells, []


def _annexes(book: Book, dossier: Dossier, items: Items | None) -> list[tuple[str, str]]:
    absent = []
    sold: tuple[Sold, ...] = ()
    place = len(book.workbook.worksheets)
    if dossier.sized is None:
        absent.append((forms.MIX, "없음: 수요를 입력하지 않음"))
    else:
        sold = write_mix(book, sized=dossier.sized)
        absent.append((forms.FRONTIER, "없음: 구성을 더 찾아보지 않음 (manage.py size --frontier)"))
    absent += _evidence(book, dossier)
    write_pictures(book, evaluation=dossier.evaluation, items=items, sold=sold)
    book.workbook.move_sheet(forms.PICTURES, place + 1 - len(book.workbook.worksheets))
    return [*absent, *_robustness(book, dossier)]


def _evidence(book: Book, dossier: Dossier) -> list[tuple[str, str]]:
    if not dossier.evidence:
        why = "없음: 성능 근거를 제출한 업체가 없음"
        return [(forms.EVIDENCE, why), (forms.CURVES, why)]
    write_evidence(book, evidence=dossier.evidence)
    if write_curves(book, evidence=dossier.evidence, levels=dossier.levels):
        return []
    return [(forms.CURVES, "없음: 한 조건을 여러 동시 요청 수로 잰 성능 근거가 없음")]


def _robustness(book: Book, dossier: Dossier) -> list[tuple[str, str]]:
    if dossier.robust is None:
        why = "없음: 강건성 분석을 요청하지 않음 (--robustness)"
        return [(forms.SCENARIOS, why), (forms.ROBUSTNESS, why)]
    write_scenarios(book, robust=dossier.robust, evaluation=dossier.evaluation)
    write_robustness(book, robust=dossier.robust, evaluation=dossier.evaluation)
    return []
