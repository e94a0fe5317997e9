from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from procurement.casefile.handouts.makers import maker_of, offered, on_the_market
from procurement.casefile.handouts.reading import asked_of, submissions_if_any
from tests.procurement.casefile.folder import small_case


def test_bids_are_held_against_every_requirement(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path))
    products = offered(submissions_if_any(tmp_path, asked=asked), announced=asked.announced)
    assert [(one.maker, one.name, one.passes) for one in products] == [
        ("A사 제조", "A사 서버", True),
        ("B사 제조", "B사 서버", True),
        ("C사 제조", "C사 서버", False),
    ]
    assert [[judged.value for judged in one.judged][1] for one in products] == [3000, 3000, 3000]
    assert products[2].judged[0].value is None


def test_results_are_held_against_what_is_measured_product_by_product(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path))
    found = [one for s in submissions_if_any(tmp_path, asked=asked) for one in s.examined]
    products = on_the_market(found, announced=asked.announced)
    assert [(one.maker, one.name, len(one.judged)) for one in products] == [
        ("미기재", "npu-a (1장)", 1),
        ("미기재", "npu-b (2장)", 1),
        ("미기재", "npu-c (2장)", 1),
    ]
    assert [one.judged[0].met for one in products] == [True, True, False]
    assert products[0].judged[0].limit == Fraction(60)


def test_the_maker_is_the_catalogues_else_as_stated_else_unknown(tmp_path: Path) -> None:
    asked = asked_of(small_case(tmp_path))
    one = submissions_if_any(tmp_path, asked=asked)[0].examined[0].measurement
    systems = [
        replace(one.system, accelerator="furiosa-rngd", vendor="다른 곳"),
        replace(one.system, vendor="가나다"),
        replace(one.system, accelerator=None, vendor=None, name=None, used=None),
    ]
    assert [maker_of(replace(one, system=system)) for system in systems] == ["FuriosaAI", "가나다", "미기재"]
    unknown = replace(
        submissions_if_any(tmp_path, asked=asked)[0].examined[0], measurement=replace(one, system=systems[2])
    )
    assert [p.name for p in on_the_market([unknown], announced=asked.announced)] == ["미기재 (미기재)"]
