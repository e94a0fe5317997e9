from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from benchmarks.slo import Slo
from benchmarks.table import Table, TableError, read_table
from procurement.casefile.scheme import Announced, Measure, announced, service_level
from scoring.criteria import Gate, Grades, Ladder, Linear, Piecewise, Ratio, ValueFunction
from tests.procurement.casefile.folder import TENDER


def scheme(old: str = "", new: str = "") -> Announced:
    assert old in TENDER
    return announced(read_table(TENDER.replace(old, new).encode(), filename="tender.toml"))


def test_gates_criteria_and_points_are_as_announced() -> None:
    found = scheme().scheme
    assert found.gates == (
        Gate("first_token", "첫 토큰 지연시간 P90", "ms", "<=", Fraction(60)),
        Gate("server_power", "서버 전력", "W", "<=", Fraction(5000)),
    )
    assert [(c.id, c.kind, c.points, c.missing_share) for c in found.criteria] == [
        ("plan", "qualitative", Fraction(70), None),
        ("throughput", "quantitative", Fraction(10), Fraction(1, 2)),
        ("per_token", "quantitative", Fraction(5), Fraction(1, 2)),
        ("credit", "quantitative", Fraction(5), None),
    ]
    assert [c.value for c in found.criteria] == [
        None,
        Linear(Fraction(0), Fraction(400), 4),
        Ladder(
            (
                (Fraction("10.02"), Fraction(1)),
                (Fraction("10.05"), Fraction("0.9")),
                (Fraction(99), Fraction("0.8")),
            ),
            "lower",
        ),
        Grades((("A0", Fraction(1)), ("BBB0", Fraction("0.8")))),
    ]
    assert found.price_points == 10


def test_every_value_has_one_source() -> None:
    found = scheme()
    common = {"model": "mock-model", "isl": Decimal(128), "osl": Decimal(64), "concurrency": None}
    assert found.measures == (
        Measure(subject="first_token", metric="ttft", statistic="p90", slo=Slo(), **common),  # type: ignore[arg-type]  # one dict of several types
        Measure(
            subject="throughput",
            metric="output_tps",
            statistic="value",
            slo=Slo(ttft_p90_ms=Decimal(60)),
            **common,  # type: ignore[arg-type]  # one dict of several types
        ),
        Measure(subject="per_token", metric="tpot", statistic="p90", slo=Slo(), **common),  # type: ignore[arg-type]  # one dict of several types
    )
    assert found.offered == (("server_power", "power_w"),)
    assert found.officer == ("credit",)


def test_a_service_level_takes_the_limits_it_knows() -> None:
    assert service_level(Table("x", {"tpot_p90_ms": 50})) == Slo(tpot_p90_ms=Decimal(50))
    with pytest.raises(TableError, match="unknown key 'tpot_p80_ms'"):
        service_level(Table("x", {"tpot_p80_ms": 50}))


GATE, POWER, PLAN = "tender.toml.gates[0]:", "tender.toml.gates[1]:", "tender.toml.criteria[0]:"
THROUGHPUT, CREDIT = "tender.toml.criteria[1]:", "tender.toml.criteria[3]:"
VALUE = "tender.toml.criteria[1].value:"
LINE = 'kind = "linear", floor = 0, target = 400, places = 4'


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ('offer = "power_w"\n', "", POWER, "give either measure or offer"),
        ("limit = 60\n", 'limit = 60\noffer = "power_w"\n', GATE, "give either measure or offer"),
        ('offer = "power_w"', 'offer = "weight"', POWER, "must be one of power_w, rack_units"),
        ('unit = "W"', 'unit = "kW"', POWER, "power_w is in 'W', give the unit and the limits in it"),
        ('unit = "ms"\ncomparison', 'unit = "s"\ncomparison', GATE, "ttft is in 'ms', give the unit and the limits"),
        ('unit = "tokens/s"\n', "", THROUGHPUT, "output_tps is in 'tokens/s'"),
        ('comparison = "<="\nlimit = 60', 'comparison = ">="\nlimit = 60', GATE, "ttft: 작을수록 좋은 값인데"),
        ('comparison = "<="', 'comparison = "<"', GATE, "must be one of >=, <="),
        ("floor = 0, target = 400", "floor = 400, target = 0", THROUGHPUT, "output_tps: 클수록"),
        ('better = "lower"', 'better = "higher"', "tender.toml.criteria[2]:", "tpot: 작을수록"),
        ("officer = true", "", CREDIT, "is fed by either measure or officer = true"),
        ("officer = true", "officer = false", CREDIT, "is fed by either measure or officer = true"),
        (
            "officer = true",
            'measure = { metric = "rps", statistic = "value", model = "m", isl = 1, osl = 1 }',
            CREDIT,
            "rps is in 'requests/s'",
        ),
        ("points = 70", "points = 70\nofficer = true", PLAN, "unknown key 'officer'"),
        ("points = 70", "points = 70\nmissing_share = 0", PLAN, "unknown key 'missing_share'"),
        ('kind = "qualitative"', 'kind = "other"', PLAN, "must be one of qualitative, quantitative"),
        ('kind = "linear"', 'kind = "curve"', VALUE, "must be one of linear, ratio, piecewise, ladder, grades"),
        (
            LINE,
            'kind = "ratio", floor = 0, target = 4, places = 4',
            VALUE,
            "floor and target must be above 0 and differ",
        ),
        (LINE, 'kind = "ratio", floor = 4, target = 4, places = 4', VALUE, "floor, target 은 0보다 크고 서로 달라야"),
        (LINE, 'kind = "ratio", floor = 2, target = 4, places = 7', VALUE, "places 는 0에서 6까지"),
        (LINE, 'kind = "ratio", floor = 2, target = 4', VALUE, "'places' is missing"),
        (LINE, 'kind = "ratio", floor = 2, target = 4, places = 4, base = 2', VALUE, "unknown key 'base'"),
        (LINE, 'kind = "ratio", floor = 400, target = 100, places = 4', THROUGHPUT, "output_tps: 클수록"),
        (LINE, 'kind = "piecewise", knots = [[1, 0]], places = 4', VALUE, "two knots or more, of rising values"),
        (LINE, 'kind = "piecewise", knots = [], places = 4', VALUE, "꺾이는 점은 둘 이상"),
        (LINE, 'kind = "piecewise", knots = [[1, 0], [2, 1.5]], places = 4', VALUE, "between 0 and 1"),
        (LINE, 'kind = "piecewise", knots = [[1, 0], [2, 1, 3]], places = 4', VALUE, "a list of pairs of numbers"),
        (LINE, 'kind = "piecewise", knots = [[1, 0], [2, 1]], floor = 1, places = 4', VALUE, "unknown key 'floor'"),
        (LINE, 'kind = "piecewise", knots = [[1, 1], [2, 0]], places = 4', THROUGHPUT, "floor and target, or knots"),
        (LINE, 'kind = "piecewise", knots = [[1, 1], [2, 1]], places = 4', THROUGHPUT, "floor and target, or knots"),
        ("places = 4", "places = 0.5", "tender.toml.criteria[1].value:", "places = 0.5: 0 이상의 정수"),
        ('statistic = "value"', 'statistic = "p90"', "tender.toml.criteria[1].measure:", "must be one of value"),
        ('"ttft", statistic = "p90"', '"ttft", statistic = "p80"', "tender.toml.gates[0].measure:", "mean, min, p50"),
        ('metric = "ttft"', 'metric = "itl"', "tender.toml.gates[0].measure:", "metric = 'itl': 다음 중"),
        ("slo = { ttft_p90_ms = 60 }\n\n[[c", "slo = { x = 1 }\n\n[[c", "tender.toml.criteria[1].measure.slo:", "'x'"),
        ("[price]", "[prices]", "tender.toml:", "'price' is missing"),
    ],
)
def test_a_wrong_points_table_is_refused_with_its_place(old: str, new: str, place: str, says: str) -> None:
    with pytest.raises(TableError) as caught:
        scheme(old, new)
    assert str(caught.value).startswith(place), str(caught.value)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "index", "expected"),
    [
        (
            LINE,
            'kind = "ratio", floor = 88, target = 704, places = 3',
            1,
            Ratio(floor=Fraction(88), target=Fraction(704), places=3),
        ),
        (
            LINE,
            'kind = "piecewise", knots = [[88, 0], [352, 0.75], [704, 1]], places = 2',
            1,
            Piecewise(
                ((Fraction(88), Fraction(0)), (Fraction(352), Fraction(3, 4)), (Fraction(704), Fraction(1))), places=2
            ),
        ),
        (
            'kind = "ladder", better = "lower", steps = [[10.02, 1.0], [10.05, 0.9], [99, 0.8]]',
            'kind = "ratio", floor = 99, target = 10.02, places = 0',
            2,
            Ratio(floor=Fraction(99), target=Fraction("10.02"), places=0),
        ),
        (
            'kind = "ladder", better = "lower", steps = [[10.02, 1.0], [10.05, 0.9], [99, 0.8]]',
            'kind = "piecewise", knots = [[10, 1], [99, 0.2]], places = 4',
            2,
            Piecewise(((Fraction(10), Fraction(1)), (Fraction(99), Fraction("0.2"))), places=4),
        ),
    ],
)
def test_ratios_and_knots_are_announced_in_either_direction(
    old: str, new: str, index: int, expected: ValueFunction
) -> None:
    assert scheme(old, new).scheme.criteria[index].value == expected


def test_grades_are_never_measured() -> None:
    wanted = 'unit = "requests/s"\nvalue = { kind = "grades", shares = { "A0" = 1.0 } }\n'
    measured = 'measure = { metric = "rps", statistic = "value", model = "m", isl = 1, osl = 1 }\n'
    old = TENDER.partition('title = "신용등급"')[2].partition("[evaluators]")[0]
    new = f'\ngroup = "정량"\nkind = "quantitative"\npoints = 5\n{wanted}{measured}\n'
    with pytest.raises(TableError, match=r"criteria\[3\]: rps: 클수록"):
        scheme(old, new)
