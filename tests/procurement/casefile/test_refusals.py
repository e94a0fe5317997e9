from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procurement.casefile import REFUSALS, Case, dossier_of, in_words, read_case
from procurement.exports.xlsx.workbook import evaluation_workbook
from procurement.sizing.problem import check_problem
from tests.procurement.casefile.folder import TENDER, bid, change, small_case, write


def tried(folder: Path) -> Case:
    """The case read, with its sizing problem checked as the solver would."""
    case = read_case(folder)
    if case.purchase:
        check_problem(case.purchase.problem)
    return case


def refused(folder: Path) -> str:
    with pytest.raises(REFUSALS) as caught:
        tried(folder)
    return in_words(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("[tender]", "[tender", "tender.toml 1행", "not readable as TOML"),
        ('agency = "시험 기관"', 'agencies = "시험 기관"', "tender.toml.tender:", "unknown key 'agencies'; known: id,"),
        ('agency = "시험 기관"\n', "", "tender.toml.tender:", "'agency' is missing"),
        ('agency = "시험 기관"', "agency = 1", "tender.toml.tender:", "agency = 1: 문자열"),
        ("2026-11-02", '"2026-11-02"', "tender.toml.tender:", "expected a day (2026-11-02 without quotes)"),
        ("2026-11-02", "2026-13-02", "tender.toml 5행", "not readable as TOML"),
        ("2026-11-02", "1999-01-01", "tender.toml [rules] profiles, [tender] rules_day: kr.", "직접 정해야 합니다"),
        ("negotiation_national", "lowest_price", "tender.toml.tender:", "must be one of negotiation_national"),
        (
            "kr.pps.panel",
            "kr.none",
            "tender.toml [rules] profiles, [tender] rules_day: kr.none:",
            "there are: kr.differential,",
        ),
        (', "kr.pps.panel"', "", "tender.toml [rules] profiles, [tender] rules_day:", "is in none of the rule texts"),
        ("trim_k = 0\n", "", "tender.toml.rules.answers:", "trim_k:"),
        ("trim_k = 0", "trim_k = 0.5", "tender.toml.rules.answers:", "trim_k = 0.5: 0 이상의 정수"),
        ("trim_k = 0", "trim_k = 1", "tender.toml [evaluators] ids, [rules.answers] trim_k:", "too few to drop 1"),
        ('bid_vat = "incl"', 'bid_vat = "excl"', "tender.toml [rules.answers]:", "in different VAT bases"),
        (
            'E_kind = "budget"',
            'E_kind = "estimated"',
            "tender.toml [rules.answers]:",
            "an estimated price excludes VAT",
        ),
        ("two_slope_2026", "two_slope_3000", "tender.toml [rules.answers] price_formula:", "no such price formula"),
        ('step = "none"', 'step = "nothing"', "tender.toml.rules.answers:", "points (a number) or"),
        ("E_amount = 1000000000", 'E_amount = "10억"', "tender.toml.rules.answers:", "E_amount = '10억': 1 이상"),
        ('E_kind = "공고서 3"', "E_king = 1", "tender.toml.rules.where:", "unknown key 'E_king'"),
        (
            "points = 10\nweight",
            "points = 11\nweight",
            "tender.toml [[criteria]], [[gates]], [price]:",
            "must add up to 100",
        ),
        ("isl = 128\nosl = 64\nrate", "isl = 0\nosl = 64\nrate", "tender.toml.sizing.demand[0]:", "isl = 0"),
        ("rate = 20", "rate = 0", "tender.toml [[sizing.demand]]:", "must be greater than zero"),
        ("utilisation = 0.5", "utilisation = 2", "tender.toml [sizing]:", "utilisation above zero and at most one"),
        ("spares = 0", "spares = -1", "tender.toml.sizing:", "spares = -1"),
        (
            "[sizing.limits]",
            '[sizing.limits]\ndomestic_share = { share = 0.5, legal_basis = "below_threshold" }',
            "tender.toml [sizing.limits.domestic_share]:",
            "추정가격",
        ),
        ('ids = ["위원1", "위원2"]', 'ids = ["위원1", "위원1"]', "tender.toml.evaluators:", "texts without a repeat"),
        (
            'shares = { "A0" = 1.0',
            'shares = { "A\\u0001" = 1.0',
            "tender.toml.criteria[3].value.shares 키 / key 'A\\x01':",
            "control",
        ),
        ('title = "상담"', f'title = "{"가" * 2001}"', "tender.toml.sizing.demand[0].title:", "2000자를 넘음"),
        ("budget = 1000000000", f"budget = {'9' * 5000}", "tender.toml", "not readable as TOML"),
        ("budget = 1000000000", f"budget = {'9' * 30}", "tender.toml.sizing.limits:", "1 이상"),
        ("rate = 20", "rate = 1e-400", "tender.toml.sizing.demand[0]:", "a finite number >= 0 of sane size"),
        ("rate = 20", "rate = 1e99999999999999999999", "tender.toml", "not readable as TOML"),
        ("rate = 20", f"rate = {'[' * 5000}", "tender.toml", "not readable as TOML"),
    ],
)
def test_a_wrong_tender_is_refused_with_place_and_mend(
    tmp_path: Path, old: str, new: str, place: str, says: str
) -> None:
    folder = small_case(tmp_path)
    change(folder / "tender.toml", old, new)
    message = refused(folder)
    assert message.startswith(place), message
    assert says in message


def test_unanswered_rules_are_asked_with_their_text_and_clause(tmp_path: Path) -> None:
    folder = small_case(tmp_path)
    change(folder / "tender.toml", 'L_pool = "eligible_only"\nfloor_L = true\n', "")
    message = refused(folder)
    asked = re.findall(r"^  (\w+): .+ \(.+\)$", message, re.MULTILINE)
    assert message.startswith("tender.toml.rules.answers: 규정이 정하지 않아 답해야 하는 항목입니다")
    assert sorted(asked) == ["L_pool", "floor_L"]


def test_missing_points_for_a_missing_value_are_refused_with_bid_and_criterion(tmp_path: Path) -> None:
    folder = small_case(tmp_path)
    text = bid("B").partition("[officer.credit]")[0]
    write(folder / "bids" / "B.toml", text)
    message = refused(folder)
    assert message.startswith("bids/: B사: 신용등급: 미측정입니다")


def places(tree: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    below = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(found for key, value in below for found in places(value, (*path, key)))]


def written(value: object) -> str:
    """A value as inline TOML."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            letters = "".join(c if c >= " " and c not in '"\\\x7f' else f"\\u{ord(c):04x}" for c in value)
            return f'"{letters}"'
        case dict():
            return "{" + ", ".join(f"{written(str(key))} = {written(below)}" for key, below in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case date():
            return value.isoformat()
    return str(value)


def whole(tree: dict[str, Any]) -> str:
    return "".join(f"{written(key)} = {written(value)}\n" for key, value in tree.items())


ODD = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(["=1+1", "none", "../../x", "ttft", "", " ", "npu-a", "A0", "kr.pps.panel", "A", "B사"]),
    st.integers(-(10**40), 10**40),
    st.integers(-3, 3),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.just([]),
    st.just({}),
    st.just([[1, 2], [3, 4]]),
    st.just({"value": 1}),
)


@pytest.fixture(scope="module")
def mutated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_case(tmp_path_factory.mktemp("mutated"))


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_deleted_key_or_another_value_is_used_or_refused_never_a_crash(mutated: Path, data: st.DataObject) -> None:
    originals = {"tender.toml": TENDER, "bids/A.toml": bid("A")}
    name = data.draw(st.sampled_from(sorted(originals)))
    tree = tomllib.loads(originals[name])
    *above, last = data.draw(st.sampled_from(places(tree)[1:]))
    parent: Any = tree
    for key in above:
        parent = parent[key]
    if data.draw(st.booleans()):
        del parent[last]
    else:
        parent[last] = data.draw(ODD)
    for path, text in {**originals, name: whole(tree)}.items():
        write(mutated / path, text)
    try:
        case = tried(mutated)
        said = str(evaluation_workbook(dossier_of(case, sizing=None, program="Jeoul 시험")).pairs)
    except REFUSALS as refusal:
        said = in_words(refusal)
    assert said.isdecimal() or said.startswith(("tender.toml", "bids/", "marks.csv"))
