from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from scoring.price import FORMULAS
from scoring.rules.loading import (
    NotObtained,
    RuleError,
    load,
    number,
    on,
    places,
    rule,
    shipped,
    shipped_rule,
    unanswered,
    value,
)

CASES = Path(__file__).parents[2] / "cases"
GOOD = (CASES / "good_rules" / "share.toml").read_text(encoding="utf-8")
BAD = sorted((CASES / "bad_rules").glob("*.toml"))
TODAY = date(2026, 11, 22)
NATIONAL = "kr.negotiation.national"


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_a_bad_rule_file_is_refused_with_its_place(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    expected = text.splitlines()[0].removeprefix("# expect: ")
    with pytest.raises(RuleError) as error:
        load(text, source=file.name)
    assert str(error.value).startswith(f"{file.name}: ")
    assert expected in str(error.value)


def test_a_value_holds_from_its_day_to_the_day_before_the_next() -> None:
    file = load(GOOD, source="good")
    found = {day: on(file, day=day) for day in (date(2020, 1, 1), date(2023, 12, 31), date(2024, 1, 1))}
    assert [value(rules, key="share") for rules in found.values()] == [Decimal("0.85"), Decimal("0.85"), Decimal("0.9")]


def test_before_the_first_day_a_value_is_not_obtained() -> None:
    rules = on(load(GOOD, source="good"), day=date(2019, 12, 31))
    assert rules.rules == ()
    with pytest.raises(NotObtained, match=r"share .*2019-12-31.*\(2020-01-01 이전"):
        value(rules, key="share")


def test_a_text_that_was_not_obtained_is_refused_with_its_clause() -> None:
    rules = on(shipped_rule(NATIONAL), day=date(2019, 3, 5))
    with pytest.raises(NotObtained, match=r"price_formula.*2019-03-05.*별표"):
        rule((rules,), key="price_formula")


@pytest.mark.parametrize(
    ("day", "formula"),
    [
        (date(2003, 12, 29), "two_slope_legacy"),
        (date(2019, 3, 4), "two_slope_legacy"),
        (date(2026, 1, 2), "two_slope_2026"),
    ],
)
def test_the_price_formula_of_the_day(day: date, formula: str) -> None:
    assert value(on(shipped_rule(NATIONAL), day=day), key="price_formula") == formula


@pytest.mark.parametrize(("day", "points"), [(date(2024, 9, 12), 10), (date(2024, 9, 13), 20)])
def test_the_weight_range_of_the_day(day: date, points: int) -> None:
    assert value(on(shipped_rule(NATIONAL), day=day), key="weight_range") == points


def test_an_unknown_key_names_the_texts_that_were_asked() -> None:
    rules = on(load(GOOD, source="good"), day=TODAY)
    with pytest.raises(RuleError, match=r"lunch: .*is in none of the rule texts: xx.test \(2026-11-22\)"):
        rule((rules,), key="lunch")


def test_a_key_in_two_texts_is_refused() -> None:
    rules = on(load(GOOD, source="good"), day=TODAY)
    with pytest.raises(RuleError, match=r"share: .*is given twice"):
        rule((rules, rules), key="share")


def test_a_text_that_has_the_key_answers_for_one_that_did_not_obtain_it() -> None:
    file = load(GOOD, source="good")
    found = rule((on(file, day=date(2019, 1, 1)), on(file, day=TODAY)), key="share")
    assert found.value == Decimal("0.9")


def test_a_number_is_exact_and_text_is_no_number() -> None:
    rules = (on(shipped_rule(NATIONAL), day=TODAY),)
    assert number(rules, key="eligibility_share") == Fraction(85, 100)
    with pytest.raises(RuleError, match=r"tie_order .*is not a number"):
        number(rules, key="tie_order")


def test_places_need_the_mode_this_program_knows() -> None:
    rules = on(shipped_rule(NATIONAL), day=TODAY)
    assert places((rules,), step="price") == 4
    text = GOOD.replace('key = "share"', 'key = "share_rounding"').replace("value = 0.9", 'value = "half_even"')
    with pytest.raises(RuleError, match=r"share_rounding .*unknown rounding mode: 'half_even'"):
        places((on(load(text, source="x"), day=TODAY),), step="share")


def test_places_must_be_whole() -> None:
    mode = on(load(GOOD.replace('"share"', '"x_rounding"').replace("0.9", '"half_up"'), source="a"), day=TODAY)
    half = on(load(GOOD.replace('"share"', '"x_places"'), source="b"), day=TODAY)
    with pytest.raises(RuleError, match=r"x_places: .*is not a number of places: 9/10"):
        places((mode, half), step="x")


def test_the_digest_is_that_of_what_was_found() -> None:
    file = load(GOOD, source="good")
    first, later, next_value = (on(file, day=date(*day)) for day in ((2020, 1, 1), (2023, 1, 1), (2024, 1, 1)))
    assert first.digest == later.digest
    assert len({first.digest, next_value.digest, on(file, day=date(2019, 1, 1)).digest}) == 3


def test_a_changed_clause_changes_the_digest() -> None:
    changed = GOOD.replace('value = 0.9\nconfidence = "second-hand"', 'value = 0.9\nconfidence = "read"')
    assert on(load(changed, source="good"), day=TODAY).digest != on(load(GOOD, source="good"), day=TODAY).digest


def test_the_order_of_the_file_changes_nothing() -> None:
    head, first, second, questions = _blocks()
    one, other = (
        load("".join(parts), source="x")
        for parts in ((head, first, second, questions), (head, second, first, questions))
    )
    assert one == other
    assert on(one, day=TODAY).digest == on(other, day=TODAY).digest
    assert [p.key for p in one.parameters] == ["another", "share"]


def _blocks() -> tuple[str, str, str, str]:
    head, rest = GOOD.split("[[parameters]]")
    parameter, questions = rest.split("[[questions]]")
    first = "[[parameters]]" + parameter
    return head, first, first.replace('"share"', '"another"'), "[[questions]]" + questions


def test_open_questions_are_those_not_answered() -> None:
    rules = (on(load(GOOD, source="good"), day=TODAY),)
    assert [q.key for q in unanswered(rules, given=frozenset())] == ["basis"]
    assert unanswered(rules, given=frozenset({"basis"})) == ()


def test_shipped_files_are_found_by_id() -> None:
    korean = ["kr.differential", "kr.goods.qualification", "kr.mas.two.stage", "kr.negotiation.local"]
    korean += ["kr.negotiation.national", "kr.open.call", "kr.pps.committee", "kr.pps.panel", "kr.qualification.forms"]
    korean += ["kr.reserve.price", "kr.software.bonus", "kr.two.stage"]
    assert [file.id for file in shipped()] == [*korean, "intl.price.formulas", "intl.ufab", "intl.world.bank"]
    with pytest.raises(RuleError, match=r"kr.none: .*no such rule file; there are: kr.differential, "):
        shipped_rule("kr.none")


@pytest.mark.parametrize("rule_id", ["kr.negotiation.national", "kr.negotiation.local"])
def test_every_shipped_question_of_a_negotiation_is_asked_once(rule_id: str) -> None:
    rules = tuple(on(shipped_rule(name), day=TODAY) for name in (rule_id, "kr.pps.panel", "kr.differential"))
    keys = [question.key for question in unanswered(rules, given=frozenset())]
    assert sorted(keys) == sorted(
        [
            *("E_kind", "E_vat", "bid_vat", "L_pool", "floor_L", "cap_at_pmax", "trim_k"),
            *("differential_step", "differential_threshold_on", "differential_pool"),
        ]
    )


def test_every_formula_of_a_shipped_rule_exists_with_its_constants() -> None:
    file = shipped_rule(NATIONAL)
    history = next(p for p in file.parameters if p.key == "price_formula").history
    for dated in history:
        if dated.value is not None:
            name = str(dated.value)
            rules = (on(file, day=dated.since),)
            assert all(number(rules, key=f"{name}.{key}") > 0 for key in FORMULAS[name].constants)


def test_second_hand_values_say_so() -> None:
    rules = on(shipped_rule(NATIONAL), day=TODAY)
    second_hand = {found.key for found in rules.rules if found.confidence == "second-hand"}
    assert {"price_formula", "two_slope_2026.lower_limit", "technical_points_base"} <= second_hand
    assert {found.key for found in rules.rules if found.confidence == "assumed"} == set()
