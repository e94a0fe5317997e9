from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.casefile.beginning import Beginning, first_files
from procurement.casefile.collecting.toml_sections import with_section
from procurement.casefile.handouts.brands import BrandNamed
from procurement.casefile.planning import NO_DEMAND
from procurement.casefile.readiness import (
    NO_CRITERIA,
    NO_EVALUATORS,
    NO_POINTS,
    NO_RULES,
    NO_WEIGHT_REASON,
    Draft,
    Part,
    draft_of,
)
from tests.procurement.casefile.folder import TENDER

FIRST = first_files(Beginning("2026-7", "서버 구매", "가상시청", date(2026, 11, 2), "negotiation_national"))


def drafted(folder: Path, text: str) -> Draft:
    (folder / "tender.toml").write_text(text, encoding="utf-8")
    return draft_of(folder)


def part(draft: Draft, key: str) -> Part:
    return next(one for one in draft.parts if one.key == key)


def test_a_notice_just_begun_lists_every_question_and_part(tmp_path: Path) -> None:
    draft = drafted(tmp_path, FIRST["tender.toml"].decode())
    assert (draft.tender_id, draft.title) == ("2026-7", "서버 구매")
    assert [(one.key, one.there, len(one.open), one.optional) for one in draft.parts] == [
        ("rules", True, 0, False),
        ("answers", False, 13, False),
        ("gates", False, 0, True),
        ("criteria", False, 1, False),
        ("price", False, 2, False),
        ("evaluators", False, 1, False),
        ("sizing", False, 0, True),
    ]
    assert draft.open[-4:] == (NO_CRITERIA, NO_POINTS, NO_WEIGHT_REASON, NO_EVALUATORS)


def test_a_whole_notice_has_nothing_open(tmp_path: Path) -> None:
    draft = drafted(tmp_path, TENDER)
    assert draft.open == ()
    assert all(one.there for one in draft.parts if not one.optional)


def test_without_rule_texts_they_are_asked_for_first(tmp_path: Path) -> None:
    draft = drafted(tmp_path, with_section(TENDER, section="rules", value=None))
    assert draft.open == (NO_RULES,)


def test_answers_that_are_there_are_held_to_their_kind(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="E_kind"):
        drafted(tmp_path, FIRST["tender.toml"].decode() + '\n[rules.answers]\nE_kind = "plenty"\n')


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("points = 10\nweight", "points = 20\nweight", "criteria", "합이 100점"),
        ('E_vat = "incl"', 'E_vat = "excl"', "answers", "부가가치세 기준이 다릅니다"),
        ('price_formula = "two_slope_2026"', 'price_formula = "guess"', "answers", "guess"),
        (', "kr.pps.panel"', "", "answers", "panel_places"),
    ],
)
def test_what_does_not_fit_together_yet_is_open_not_wrong(
    tmp_path: Path, old: str, new: str, key: str, said: str
) -> None:
    assert old in TENDER
    lines = part(drafted(tmp_path, TENDER.replace(old, new, 1)), key).open
    assert [said in line for line in lines] == [True]


def test_a_maker_in_a_title_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(BrandNamed, match="퓨리오사"):
        drafted(tmp_path, TENDER.replace('title = "시험 사업"', 'title = "퓨리오사AI 서버"'))


def test_a_folder_without_a_notice_and_an_unknown_section_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"tender\.toml"):
        draft_of(tmp_path)
    with pytest.raises(TableError, match="wishes"):
        drafted(tmp_path, TENDER + "\n[wishes]\na = 1\n")


def test_a_question_about_hardware_has_a_demand_and_is_right(tmp_path: Path) -> None:
    aims = {"objective": "cheapest", "utilisation": Decimal("0.8"), "spares": 0, "limits": {}}
    asked = with_section(TENDER, section="sizing", value=aims)
    assert drafted(tmp_path, asked).open == (NO_DEMAND,)
    demand = {"id": "a", "title": "가", "model": "Llama 3.1 8B", "isl": 128, "osl": 4096, "rate": 1}
    whole = with_section(TENDER, section="sizing", value=aims | {"demand": [demand]})
    assert drafted(tmp_path, whole).open == ()
    for wrong in (aims | {"limits": {"budget": "x"}}, aims | {"demand": [demand | {"rate": "x"}]}):
        with pytest.raises(TableError, match="sizing"):
            drafted(tmp_path, with_section(TENDER, section="sizing", value=wrong))
