from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from benchmarks.answers import questions, scorable
from benchmarks.measurement import (
    Latencies,
    Measurement,
    Model,
    Power,
    PowerScope,
    Scenario,
    Software,
    System,
    Throughput,
)

NO_LENGTHS = Scenario(None, None, None, None, None, None, None, None, None)


def asked(measurement: Measurement) -> list[str]:
    return [question.name for question in questions(measurement)]


def test_a_complete_measurement_is_scorable(complete: Measurement) -> None:
    assert (asked(complete), scorable(complete)) == ([], True)


def test_everything_a_file_never_says_is_asked(complete: Measurement) -> None:
    bare = replace(
        complete,
        system=System(None, None, None, None, None),
        software=Software(None, None, None),
        model=Model(None, None),
        scenario=NO_LENGTHS,
        power=Power(None, None, ""),
        provenance=replace(complete.provenance, measurer=None, measurer_role=None),
    )
    assert asked(bare) == [
        "accelerator",
        "used",
        "model",
        "weight_precision",
        "engine",
        "engine_version",
        "measurer",
        "measurer_role",
        "isl",
        "osl",
        "power_scope",
    ]
    assert not scorable(bare)


@pytest.mark.parametrize(
    ("scope", "watts", "expected"),
    [
        (None, None, ["power_scope"]),
        (None, Decimal(5), ["power_scope"]),
        ("not_measured", None, []),
        ("node_wall", None, ["average_w"]),
        ("node_wall", Decimal(5), []),
    ],
)
def test_a_power_scope_needs_its_value(
    complete: Measurement, scope: PowerScope | None, watts: Decimal | None, expected: list[str]
) -> None:
    assert asked(replace(complete, power=Power(scope, watts, ""))) == expected


def test_lengths_may_be_targets_or_means(complete: Measurement) -> None:
    targets = replace(NO_LENGTHS, isl_target=Decimal(1), osl_target=Decimal(2))
    means = replace(NO_LENGTHS, isl_mean=Decimal(1), osl_mean=Decimal(2))
    assert [asked(replace(complete, scenario=s)) for s in (targets, means)] == [[], []]


def test_lengths_do_not_matter_where_no_tokens_are_counted(complete: Measurement) -> None:
    images = replace(
        complete,
        scenario=NO_LENGTHS,
        latency=Latencies(e2e=complete.latency.e2e),
        throughput=Throughput(None, None, None, Decimal(9)),
    )
    assert asked(images) == []


def test_a_question_says_why_in_both_languages(complete: Measurement) -> None:
    (question,) = questions(replace(complete, system=replace(complete.system, used=None)))
    assert (question.korean, question.english, question.why) == (
        "사용한 가속기 수",
        "Accelerators used",
        "가속기당 성능의 분모 / divides per-accelerator figures",
    )
