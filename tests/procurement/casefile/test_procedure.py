from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.table import Table, TableError, read_table
from procurement.casefile.procedure import check_complete, rules_of
from scoring.price import UnknownFormula
from scoring.rules.loading import RuleError
from scoring.rules.schema import Rules
from tests.procurement.casefile.folder import TENDER, write
from tests.scoring.local import LOCAL_ANSWERS, NOTICE

DAY = date(2026, 11, 22)
LOCAL = '"kr.negotiation.local", "kr.pps.panel", "kr.differential"'


def tender(procedure: str, profiles: str, *, notice: str = "") -> Table:
    start = TENDER.index("profiles")
    text = f"{TENDER[:start]}profiles = [{profiles}]\n{notice}\n" + TENDER[TENDER.index("[rules.answers]") :]
    return read_table(text.replace("negotiation_national", procedure, 1).encode(), filename="tender.toml")


def noticed(folder: Path, text: str = NOTICE, *, profiles: str = LOCAL) -> tuple[Rules, ...]:
    write(folder / "notice.toml", text)
    procedure = "negotiation_local" if "local" in profiles else "negotiation_national"
    return rules_of(tender(procedure, profiles, notice='notice = "notice.toml"'), day=DAY, folder=folder)


def test_the_notices_own_file_comes_after_the_law(tmp_path: Path) -> None:
    assert [text.id for text in noticed(tmp_path)] == [
        "kr.negotiation.local",
        "kr.pps.panel",
        "kr.differential",
        "notice.example",
    ]


@pytest.mark.parametrize(
    ("procedure", "profiles", "missing"),
    [
        ("negotiation_national", LOCAL, "kr.negotiation.national"),
        ("negotiation_local", '"kr.negotiation.national"', "kr.negotiation.local"),
        ("negotiation_pps", '"kr.negotiation.national", "kr.pps.panel"', "kr.pps.committee"),
        ("negotiation_international", '"kr.pps.panel"', "intl.price.formulas"),
    ],
)
def test_a_procedure_needs_its_own_law(procedure: str, profiles: str, missing: str) -> None:
    with pytest.raises(TableError, match=rf"procedure = '{procedure}': .* {missing}이\(가\) 있어야"):
        rules_of(tender(procedure, profiles), day=DAY)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('id = "notice.example"', 'id = "kr.local"', "id = 'kr.local': 'notice.'로 시작해야"),
        ('key = "price_places"', 'key = "price_place"', "price_place: 모르는 값입니다"),
        ('key = "price_places"', 'key = "total_points"', "total_points: 규정이 정한 값이라 공고로 바꿀 수 없습니다"),
        ('key = "price_places"', 'key = ""', "notice.toml"),
    ],
)
def test_a_notice_cannot_say_what_the_law_says(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises((TableError, RuleError), match=says):
        noticed(tmp_path, NOTICE.replace(old, new))


def test_a_notice_cannot_move_the_national_threshold(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"eligibility_on: 협상적격 기준은 규정이 정합니다 \(\(계약예규\)"):
        noticed(tmp_path, profiles='"kr.negotiation.national", "kr.pps.panel"')


@pytest.mark.parametrize("name", ["../notice.toml", "other.toml"])
def test_a_notice_stands_in_the_folder(tmp_path: Path, name: str) -> None:
    write(tmp_path / "case" / "tender.toml", "")
    write(tmp_path / "notice.toml", NOTICE)
    with pytest.raises(TableError, match="must be a file in the case folder"):
        rules_of(tender("negotiation_local", LOCAL, notice=f'notice = "{name}"'), day=DAY, folder=tmp_path / "case")


def test_everything_that_nobody_gives_is_listed_at_once(tmp_path: Path) -> None:
    rules = rules_of(tender("negotiation_local", LOCAL), day=DAY)
    with pytest.raises(RuleError) as caught:
        check_complete(rules, answers=replace(LOCAL_ANSWERS, price_formula="two_slope_2026"))
    lines = str(caught.value).splitlines()
    keys = ["price_places", "price_rounding", "eligibility_on", "upper_limit", "lower_limit"]
    assert [key for key, line in zip(keys, lines, strict=False) if key not in line] == []
    assert len(lines) == 8
    assert lines[-1].endswith("values that a rule file must give")
    check_complete(noticed(tmp_path), answers=LOCAL_ANSWERS)


def test_one_missing_value_is_said_alone_and_a_formula_must_exist(tmp_path: Path) -> None:
    rules = noticed(tmp_path)
    with pytest.raises(RuleError, match=r"^linear_fixed_ceiling\.ceiling: 규정에 없습니다.*(?!\n)"):
        check_complete(rules, answers=replace(LOCAL_ANSWERS, price_formula="linear_fixed_ceiling"))
    with pytest.raises(UnknownFormula):
        check_complete(rules, answers=replace(LOCAL_ANSWERS, price_formula="cheapest"))
