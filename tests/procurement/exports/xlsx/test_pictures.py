from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.exports.dossier import Dossier
from procurement.exports.xlsx.pictures import shortened
from procurement.exports.xlsx.workbook import evaluation_workbook
from scoring.criteria import Scheme
from scoring.result import Evaluation
from tests.procurement.exports.cases import sizings, tied
from tests.procurement.exports.drawn import Drawn, charts_of, shown
from tests.procurement.exports.evaluations import dossier, evaluated, marks_of, panel_only, plain_bid, renamed
from tests.procurement.exports.reading import opened
from tests.scoring.tender import MARKS, A, B, C

STACK, PLOT, MIX = "업체별 종합점수 구성", "입찰가격과 기술점수", "공급사별 금액 비중"


def drawn(made: Dossier) -> tuple[dict[str, Drawn], bytes]:
    content = evaluation_workbook(made).content
    return {chart.words[0]: chart for chart in charts_of(content)}, content


def grouped() -> Evaluation:
    """Two groups of the panel; three evaluators of five count."""
    scheme = panel_only((30, 30, 20))
    groups = ("기술", "지원", "기술")
    criteria = tuple(replace(c, group=g) for c, g in zip(scheme.criteria, groups, strict=True))
    cards: dict[str, tuple[tuple[str, ...], ...]] = {
        "A": tuple((str(30 - n), "28", "20") for n in range(5)),
        "B": (("25", "30", "19"),) * 5,
    }
    grouped_scheme = Scheme(criteria, (), scheme.price_points)
    bids = (plain_bid("A", 900_000), plain_bid("B", 800_000))
    return evaluated(grouped_scheme, bids=bids, marks=marks_of(grouped_scheme, cards))


def test_totals_are_stacked_by_group_and_price_from_live_cells() -> None:
    charts, content = drawn(dossier(grouped()))
    chart = charts[STACK]
    assert chart.words == (STACK, "업체 (순위)", "점수 (점)")
    values, formulas = opened(content, values=True), opened(content)
    assert [shown(values, cell) for cell in chart.cells[::3]] == [["기술"], ["지원"], ["가격"]]
    assert shown(values, chart.cells[1]) == ["업체 A (2순위)", "업체 B (1순위)"]
    result = grouped().results[0]
    assert result.price is not None
    assert [shown(values, cell)[0] for cell in chart.cells[2::3]] == [48, 28, float(result.price.number.value)]
    assert all(str(value).startswith("=") for cell in chart.cells for value in shown(formulas, cell) if value != "가격")


def test_the_parts_of_a_bar_add_up_to_the_total_before_rounding() -> None:
    charts, content = drawn(dossier(evaluated()))
    values = opened(content, values=True)
    parts = [shown(values, cell) for cell in charts[STACK].cells[2::3]]
    totals = [result.total for result in evaluated().results]
    for number, total in enumerate(totals):
        given = [part[number] for part in parts]
        if total is not None:
            assert sum(float(str(value)) for value in given) == pytest.approx(float(total.value), abs=1e-4)


def test_differential_points_are_one_part_and_the_cover_says_why() -> None:
    charts, content = drawn(dossier(evaluated(differential_step=Fraction(3, 2))))
    values = opened(content, values=True)
    assert [shown(values, cell) for cell in charts[STACK].cells[::3]] == [["차등 기술점수"], ["가격"]]
    rows = {row[0].value: row[1].value for row in values["표지·기준전사표"].iter_rows()}
    assert rows["세부항목별 점수"] == "없음: 차등점수는 세부항목 점수의 합이 아님"


def test_price_is_drawn_against_technical_points_with_names_and_the_threshold() -> None:
    charts, content = drawn(dossier(evaluated()))
    chart, values = charts[PLOT], opened(content, values=True)
    assert chart.words == (PLOT, "입찰가격 (천 원)", "기술점수 (점)")
    assert [shown(values, cell) for cell in chart.cells[::3]] == [["업체 A"], ["업체 B"], ["업체 C"], ["적격 기준"]]
    results = evaluated().results
    assert [shown(values, cell) for cell in chart.cells[1:9:3]] == [
        [r.bid.price / 1000] for r in results if r.bid.price
    ]
    assert [shown(values, cell) for cell in chart.cells[2:9:3]] == [[float(r.technical.value)] for r in results]
    assert shown(values, chart.cells[11]) == [float(results[0].threshold.exact)] * 2


def test_names_of_one_price_stand_on_different_sides() -> None:
    charts, _ = drawn(dossier(tied(*((("45", "28", "9"),) * 3,) * 4)))
    sides = [part.partition('"')[2].partition('"')[0] for part in charts[PLOT].xml.split("<dLblPos")[1:]]
    assert sides == ["t", "b", "r", "l"]


def test_one_bid_has_no_plot_of_prices() -> None:
    charts, _ = drawn(dossier(evaluated(bids=(A,), marks=tuple(m for m in MARKS if m.bid == "A"))))
    assert list(charts) == [STACK]


@pytest.mark.parametrize("name", ["cheapest mix", "most performance"])
def test_the_mix_is_drawn_by_vendor_as_a_share_of_the_amount(name: str) -> None:
    answer = dict(sizings())[name]
    charts, content = drawn(dossier(evaluated(), sized=answer))
    values = opened(content, values=True)
    assert answer.mix is not None
    vendors = dict.fromkeys(c.vendor for c in answer.problem.configurations)
    shares = {one.vendor: one.share for one in answer.mix.vendor_shares}
    _, names, amounts = charts[MIX].cells
    assert shown(values, names) == list(vendors)
    assert shown(values, amounts) == pytest.approx([float(shares.get(v, Fraction(0)) * 100) for v in vendors])


def test_no_mix_is_not_drawn() -> None:
    charts, _ = drawn(dossier(evaluated(), sized=dict(sizings())["no mix"]))
    assert MIX not in charts


@pytest.mark.parametrize(
    ("name", "short"),
    [("가" * 18, "가" * 18), ("가" * 19, "가" * 17 + "…"), ("  주식회사\n 가나 ", "주식회사 가나"), ("", "")],
)
def test_a_long_name_is_cut_for_the_chart(name: str, short: str) -> None:
    assert shortened(name) == short


def test_a_name_like_a_formula_stays_text_in_the_charts_table() -> None:
    _, content = drawn(dossier(evaluated(bids=renamed((A, B, C), ("=1+1", "+2", "@a")))))
    sheet = opened(content)["도표"]
    assert [(sheet.cell(row, 1).value, sheet.cell(row, 1).data_type) for row in (6, 7, 8)] == [
        ("=1+1", "s"), ("+2", "s"), ("@a", "s"),
    ]  # fmt: skip
