"""Each sample of TOML in the README is read by what reads it in a case folder."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from benchmarks.table import Table, read_table
from procurement.casefile.procedure import rules_of
from procurement.casefile.records import lots_of, sitting_of
from procurement.casefile.scheme import announced
from scoring.criteria import Piecewise, Ratio
from scoring.result import Lot
from scoring.sitting import Absence, Reason

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
CRITERION = (
    '[price]\npoints = 10\n[[criteria]]\nid = "a"\ntitle = "a"\ngroup = "a"\nkind = "quantitative"\npoints = 5\n'
)


def block(sign: str) -> str:
    (found,) = [text for text in BLOCKS if sign in text]
    return str(found)


def table(text: str) -> Table:
    return read_table(text.encode(), filename="tender.toml")


def test_the_notice_gives_its_value(tmp_path: Path) -> None:
    (tmp_path / "notice.toml").write_text(block("notice.example"), encoding="utf-8")
    tender = table('[tender]\nprocedure = "negotiation_local"\n' + block("profiles ="))
    notice = rules_of(tender, day=date(2026, 11, 22), folder=tmp_path)[-1]
    assert [(one.key, one.value) for one in notice.rules] == [("price_places", 4)]


def test_lots_absences_and_reasons_are_read(tmp_path: Path) -> None:
    (tmp_path / "lots.toml").write_text(block("[[lot]]"), encoding="utf-8")
    (tmp_path / "marks.toml").write_text(block("[[excused]]"), encoding="utf-8")
    sitting = sitting_of(tmp_path, tender=table('[tender]\n[evaluators]\nids = ["위원1", "위원2"]'))
    assert lots_of(tmp_path) == (Lot(("B", "A"), date(2026, 11, 20), "감사담당관실", "추첨조서 1호"),)
    assert sitting is not None
    assert sitting.absences == (Absence("위원1", "A", "recused", "입찰자와 이해관계", ""),)
    assert sitting.reasons == (Reason("위원2", "B", "유사 사업 실적이 없어 낮게 평가함"),)


def test_an_override_has_every_key_that_is_read() -> None:
    (entry,) = table("[[evidence]]\n" + block("[[evidence.override]]")).tables("evidence")[0].tables("override")
    assert tuple(entry.values) == ("rule", "where", "reason", "by", "on")
    assert (entry.day("on"), len(entry.text("reason")) >= 10) == (date(2026, 11, 20), True)


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ('kind = "ratio"', Ratio(Fraction(2500), Fraction(10000), 4)),
        (
            'kind = "piecewise"',
            Piecewise(
                (
                    (Fraction(2500), Fraction(7, 10)),
                    (Fraction(5000), Fraction(9, 10)),
                    (Fraction(10000), Fraction(1)),
                ),
                4,
            ),
        ),
    ],
)
def test_a_value_function_is_read(sign: str, expected: Ratio | Piecewise) -> None:
    scheme = announced(table(CRITERION + "officer = true\n" + block(sign))).scheme
    assert [one.value for one in scheme.criteria] == [expected]


def test_every_command_it_names_on_an_example_finds_the_example() -> None:
    paths = re.findall(r"run\.py \w+ (docs/examples/\S+)", TEXT)
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert {"docs/examples/assess-mas", "docs/examples/weigh-ahp/weigh.toml"} <= set(paths)
