from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from procurement.casefile import REFUSALS, in_words, read_case
from procurement.casefile.draft import QUESTION, draft_toml, questions_in, quoted
from procurement.exports.ocds.draft import Draft, draft_of
from scoring.criteria import Linear, Piecewise, Ratio
from tests.procurement.casefile.folder import TENDER, change, small_case
from tests.procurement.exports.evaluations import evaluated
from tests.procurement.exports.ocds.foreign import bytes_of, foreign
from tests.procurement.exports.ocds.published import packed

ANSWERED = tomllib.loads(TENDER)
EVIL = 'x"\n[rules]\nprofiles = ["a"]\\'


def answered(text: str, *, but: int | None = None) -> str:
    """The draft of the small case with its questions answered, all but one; questions count from 0."""
    answers = iter(_answers())
    lines, number = [], -1
    for line in text.splitlines():
        if line.startswith(QUESTION):
            number += 1
            answer = next(answers)
            lines.append(line if number == but else answer)
        else:
            lines.append(line)
    assert list(answers) == []
    return "\n".join(lines)


def _answers() -> list[str]:
    lines = TENDER.splitlines()

    def said(key: str, after: str) -> str:
        start = lines.index(after)
        return next(line for line in lines[start:] if line.startswith(f"{key} = "))

    keys = re.findall(r"^(\w+) = ", TENDER.partition("[rules.answers]")[2].partition("[rules.where]")[0], re.MULTILINE)
    order = (
        "E_kind", "E_vat", "E_amount", "bid_vat", "ceiling", "L_pool", "floor_L", "cap_at_pmax", "trim_k",
        "price_formula", "differential_step", "differential_threshold_on", "differential_pool",
    )  # fmt: skip
    assert set(order) == set(keys)
    inline = lines[lines.index("[criteria.measure]") + 1 : lines.index("[criteria.measure]") + 7]
    return [
        *(said(key, "[tender]") for key in ("rules_day", "example", "procedure")),
        said("profiles", "[rules]"),
        *(said(key, "[rules.answers]") for key in order),
        said("weight_reason", "[price]"),
        said("measure", 'id = "first_token"'),
        said("offer", 'id = "server_power"'),
        "measure = { " + ", ".join(inline) + " }",
        said("measure", 'id = "per_token"'),
        said("officer", 'id = "credit"'),
        said("ids", "[evaluators]"),
    ]


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> str:
    evaluation = read_case(small_case(tmp_path_factory.mktemp("case"))).evaluation
    return draft_toml(draft_of(packed(evaluation), filename="r.json", lot=None))


def test_answered_it_evaluates_to_the_same_result(draft: str, tmp_path: Path) -> None:
    folder = small_case(tmp_path)
    before = read_case(folder).evaluation
    (folder / "tender.toml").write_text(answered(draft), encoding="utf-8")
    after = read_case(folder).evaluation
    assert after.scheme == before.scheme
    assert after == before


def test_every_question_left_open_is_refused_by_its_name(draft: str, tmp_path: Path) -> None:
    folder = small_case(tmp_path)
    questions = questions_in(draft)
    assert len(questions) == 24
    for number, question in enumerate(questions):
        (folder / "tender.toml").write_text(answered(draft, but=number), encoding="utf-8")
        key = question.partition("] ")[2].partition(" =")[0]
        with pytest.raises(REFUSALS) as caught:
            read_case(folder)
        assert re.search(rf"\b{key}\b", in_words(caught.value)), question


def test_what_another_publisher_does_not_say_is_asked_and_his_shares_are_shown() -> None:
    text = draft_toml(draft_of(bytes_of(foreign()), filename="r.json", lot=None))
    values = tomllib.loads(text)
    assert values["tender"] == {"id": "17", "title": "Servers", "agency": "Stadt"}
    assert values["criteria"] == [
        {"id": "criterion_1", "title": "Service", "points": 60},
        {"id": "criterion_2", "title": "Plan"},
        {"id": "criterion_3"},
    ]
    asked = questions_in(text)
    assert "[[criteria]] points =  # 배점 / points, 공개된 비율 / published share 25 %" in asked
    assert "[price] points =  # 배점 / points, 공개된 비율 / published share 15 %" in asked
    assert [one.partition(" =")[0] for one in asked].count("[[criteria]] kind") == 3
    assert [gate["id"] for gate in values["gates"]] == ["ram_minValue", "ram_maxValue"]
    assert '#   "iso" "ISO 27001"' in text


def sample() -> Draft:
    return draft_of(packed(evaluated()), filename="r.json", lot=None)


def test_without_one_price_its_points_are_asked() -> None:
    asked = questions_in(draft_toml(replace(sample(), price=None)))
    assert any(one.startswith("[price] points =  # 가격 배점") for one in asked)


def test_a_value_that_nobody_converts_is_asked() -> None:
    first = sample().items[3]
    text = draft_toml(replace(sample(), items=(replace(first, value=None),)))
    assert any(one.startswith("[[criteria]] value =") for one in questions_in(text))


@pytest.mark.parametrize(
    "value",
    [
        Linear(Fraction(0), Fraction("99.5"), 4),
        Ratio(Fraction(1), Fraction(10), 2),
        Piecewise(((Fraction(1), Fraction(0)), (Fraction(2), Fraction(1))), 3),
    ],
)
def test_value_functions_are_written_as_they_are_read(value: Linear | Ratio | Piecewise, tmp_path: Path) -> None:
    folder = small_case(tmp_path)
    text = draft_toml(replace(sample(), items=(replace(sample().items[3], value=value),)))
    line = next(one for one in text.splitlines() if one.startswith("value = "))
    change(folder / "tender.toml", 'value = { kind = "linear", floor = 0, target = 400, places = 4 }', line)
    if value == Linear(Fraction(0), Fraction("99.5"), 4):
        assert read_case(folder).evaluation.scheme.criteria[1].value == value
    assert tomllib.loads(line)["value"]["places"] == value.places


def test_texts_of_others_cannot_write_a_table_of_their_own() -> None:
    first = sample().items[0]
    demand = replace(sample().demands[0], id=EVIL, title=EVIL, limit=None)
    evil = replace(
        sample(), ocid=EVIL, lot=EVIL, title=EVIL, items=(replace(first, title=EVIL),), demands=(demand,),
        thresholds=((EVIL, Fraction(1)),),
    )  # fmt: skip
    values = tomllib.loads(draft_toml(evil))
    assert values["rules"] == {"answers": {}, "where": {}}
    assert (values["tender"]["title"], values["criteria"][0]["title"]) == (EVIL, EVIL)


def test_a_quoted_text_is_toml_on_one_line() -> None:
    assert quoted('a\n"\x7f') == '"a\\n\\"\\u007f"'
