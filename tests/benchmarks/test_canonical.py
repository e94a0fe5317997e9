from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from benchmarks import metrics
from benchmarks.canonical import Answers, ContradictedAnswer, measurements
from benchmarks.measurement import Counts, Latency, Measurement, Parallelism, Power, Throughput
from benchmarks.report import Cell, Fact, Report, Row
from benchmarks.units import UnknownUnit

KOREA = timezone(timedelta(hours=9))
SHA = "ab" * 32


def report(*cells: Cell, facts: tuple[Fact, ...] = (), where: str = "/0") -> Report:
    return Report("test", "tool", "1.2", "file.json", SHA, 7, (Row(where, cells, facts),), ())


def one(*cells: Cell, facts: tuple[Fact, ...] = (), answers: Answers | None = None, where: str = "/0") -> Measurement:
    (found,) = measurements(report(*cells, facts=facts, where=where), answers=answers or Answers())
    return found


def value(quantity: str, amount: str, unit: str = "") -> Cell:
    return Cell(quantity, "value", Decimal(amount), unit, "", f"/0/{quantity}")


def test_units_become_ours_without_rounding() -> None:
    found = one(
        Cell("e2e", "mean", Decimal("0.68508089130575"), "s", "d", "/0/a"),
        Cell("ttft", "p99", Decimal(596238777), "ns", "d", "/0/b"),
        value("output_tps", "352.0", "tok/s"),
        value("rps", "5.5", "samples/s"),
        value("power", "6.1529844351733", "kW"),
    )
    assert found.latency.e2e == Latency(mean=Decimal("685.08089130575"), definition="d")
    assert found.latency.ttft == Latency(p99=Decimal("596.238777"), definition="d")
    assert found.throughput == Throughput(Decimal("352.0"), None, None, Decimal("5.5"))
    assert found.power.average_w == Decimal("6152.9844351733")


def test_a_sample_size_is_no_time() -> None:
    found = one(Cell("e2e", "mean", Decimal(2), "s", "d", "/0/a"), Cell("e2e", "n", Decimal(44), "s", "d", "/0/b"))
    assert found.latency.e2e == Latency(mean=Decimal(2000), n=44, definition="d")


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(UnknownUnit):
        one(Cell("ttft", "mean", Decimal(1), "fortnights", "", "/0"))


def test_a_latency_of_zero_was_not_measured() -> None:
    zeros = (Cell("ttft", "mean", Decimal(0), "ms", "", "/0"), Cell("ttft", "std", Decimal(0), "ms", "", "/0"))
    kept = (Cell("e2e", "p50", Decimal(5), "ms", "", "/0"), Cell("e2e", "std", Decimal(0), "ms", "", "/0"))
    found = one(*zeros, *kept).latency
    assert found.ttft is None
    assert found.e2e == Latency(p50=Decimal(5), std=Decimal(0))


def test_an_itl_per_request_is_also_the_tpot_and_one_per_chunk_is_not() -> None:
    per_request = one(Cell("itl", "p90", Decimal(10), "ms", metrics.ITL_PER_REQUEST, "/0")).latency
    assert per_request.tpot == Latency(p90=Decimal(10), definition=metrics.ITL_PER_REQUEST)
    assert per_request.tpot == per_request.itl
    assert one(Cell("itl", "p90", Decimal(10), "ms", metrics.ITL_PER_CHUNK, "/0")).latency.tpot is None


def test_an_itl_does_not_replace_a_tpot_of_the_file() -> None:
    found = one(
        Cell("itl", "p90", Decimal(10), "ms", metrics.ITL_PER_REQUEST, "/0"),
        Cell("tpot", "p90", Decimal(11), "ms", metrics.TPOT, "/0"),
    )
    assert found.latency.tpot == Latency(p90=Decimal(11), definition=metrics.TPOT)


def test_mean_lengths_come_from_the_totals_of_answered_requests() -> None:
    found = one(value("input_tokens", "5120"), value("output_tokens", "2560"), value("ok", "40")).scenario
    assert (found.isl_mean, found.osl_mean) == (Decimal(128), Decimal(64))
    unanswered = one(value("input_tokens", "5120"), value("ok", "0")).scenario
    assert (unanswered.isl_mean, unanswered.osl_mean) == (None, None)


def test_counts_and_load_are_kept() -> None:
    cells = [value(name, str(n)) for n, name in enumerate(("sent", "ok", "failed", "incomplete", "zero_output"), 1)]
    facts = (Fact("load", "closed_loop", "/0"), Fact("fixed_length", "false", "/0"), Fact("verdict", "INVALID", "/0"))
    found = one(*cells, value("concurrency", "8"), value("duration", "7.5"), facts=facts)
    assert found.counts == Counts(1, 2, 3, 4, 5)
    assert (found.scenario.load, found.scenario.fixed_length, found.verdict) == ("closed_loop", False, "INVALID")
    assert (found.scenario.concurrency, found.scenario.duration_s) == (Decimal(8), Decimal("7.5"))


def test_the_id_follows_from_the_file_and_the_place() -> None:
    assert one(where="/0").id == hashlib.sha256(f"{SHA}/0".encode()).hexdigest()[:16]
    assert one(where="/0").id != one(where="/1").id
    assert one(where="").source.where == "/"


ANSWERED = Answers(
    accelerator="furiosa-rngd",
    vendor="FuriosaAI",
    system_name="server",
    used=4,
    nodes=1,
    model="Llama-3.1-8B",
    weight_precision="fp8",
    engine="furiosa-llm",
    engine_version="2026.3",
    sdk_version="2026.3.0",
    measurer="시험소",
    measurer_role="third_party_lab",
    measured_at=datetime(2026, 11, 22, 11, 2, 11, tzinfo=KOREA),
    suite="K-Perf",
    public_url="published",
    verification="witnessed",
    isl=Decimal(128),
    osl=Decimal(4096),
    power_scope="node_wall",
    average_w=Decimal(3000),
    power_method="1 Hz wall meter",
)


def test_answers_fill_what_the_file_does_not_say() -> None:
    found = one(answers=ANSWERED)
    assert (found.system.accelerator, found.system.vendor, found.system.name) == ("furiosa-rngd", "FuriosaAI", "server")
    assert (found.system.used, found.system.nodes) == (4, 1)
    assert (found.model.name, found.model.weight_precision) == ("Llama-3.1-8B", "fp8")
    software = found.software
    assert (software.engine, software.engine_version, software.sdk_version) == ("furiosa-llm", "2026.3", "2026.3.0")
    provenance = found.provenance
    assert (provenance.measurer, provenance.measurer_role) == ("시험소", "third_party_lab")
    assert (provenance.measured_at, provenance.tz_known) == (ANSWERED.measured_at, True)
    assert (provenance.suite, provenance.public_url, provenance.verification) == ("K-Perf", "published", "witnessed")
    assert (found.scenario.isl_target, found.scenario.osl_target) == (Decimal(128), Decimal(4096))
    assert found.power == Power("node_wall", Decimal(3000), "1 Hz wall meter")


def test_without_answers_nothing_is_made_up() -> None:
    found = one()
    assert (found.provenance.measured_at, found.provenance.tz_known) == (None, False)
    assert (found.provenance.suite, found.provenance.verification) == ("", "schema_valid")
    assert (found.power.scope, found.power.average_w, found.verdict) == (None, None, None)
    assert (found.scenario.load, found.scenario.fixed_length) == (None, None)


IN_FILE = (
    Fact("model", "Llama-3.1-8B", "/0/model"),
    Fact("accelerator", "furiosa-rngd", "/0/accelerator"),
    Fact("weight_precision", "FP8", "/0/precision"),
    Fact("power_scope", "node_wall", "/0/power"),
)


def test_an_answer_that_says_what_the_file_says_is_no_contradiction() -> None:
    found = one(
        value("used", "4"), value("isl_target", "128"), value("power", "3000", "W"), facts=IN_FILE, answers=ANSWERED
    )
    assert (found.model.weight_precision, found.system.used, found.power.average_w) == ("FP8", 4, Decimal(3000))


@pytest.mark.parametrize(
    ("cell", "fact", "name", "where"),
    [
        (None, Fact("model", "Llama-3.3-70B", "/0/model"), "model", "/0/model"),
        (None, Fact("accelerator", "h100", "/0/x"), "accelerator", "/0/x"),
        (value("used", "8"), None, "used", "/0/used"),
        (value("osl_target", "128"), None, "osl_target", "/0/osl_target"),
        (value("power", "2999", "W"), None, "power", "/0/power"),
        (None, Fact("date_local", "20261122-110212", "/0/date"), "measured_at", "/0/date"),
    ],
)
def test_an_answer_against_the_file_is_refused(cell: Cell | None, fact: Fact | None, name: str, where: str) -> None:
    with pytest.raises(ContradictedAnswer) as refused:
        one(*((cell,) if cell else ()), facts=(fact,) if fact else (), answers=ANSWERED)
    assert (refused.value.name, refused.value.where) == (name, where)


def test_the_refusal_names_both_values() -> None:
    with pytest.raises(ContradictedAnswer) as refused:
        one(facts=(Fact("model", "B", "/0/model"),), answers=Answers(model="A"))
    assert str(refused.value) == (
        "/0/model: 답한 model 'A'이(가) 파일의 'B'와 다릅니다. 답을 고치거나 파일을 확인하십시오."
        " / The answer for model, 'A', differs from the file's 'B'. Correct one of them."
    )


@pytest.mark.parametrize("text", ["20261122-110211", "2026-11-22T11:02:11", "2026-11-22T11:02:11.622873"])
def test_a_date_without_a_zone_is_carried_as_korean_time_and_said(text: str) -> None:
    found = one(facts=(Fact("date_local", text, "/0/date"),)).provenance
    assert (found.measured_at, found.tz_known) == (datetime(2026, 11, 22, 11, 2, 11, tzinfo=KOREA), False)


def test_an_answer_settles_the_zone_of_the_files_date() -> None:
    at = datetime(2026, 11, 22, 11, 2, 11, tzinfo=UTC)
    found = one(facts=(Fact("date_local", "20261122-110211", "/0/date"),), answers=Answers(measured_at=at)).provenance
    assert (found.measured_at, found.tz_known) == (at, True)


def test_an_epoch_is_a_known_moment() -> None:
    found = one(facts=(Fact("epoch_s", "1795345235.777683", "/0"),)).provenance
    assert (found.measured_at, found.tz_known) == (datetime(2026, 11, 22, 11, 0, 35, 777683, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "fact",
    [Fact("date_local", "yesterday", "/0"), Fact("date_local", "20261322-110211", "/0"), Fact("epoch_s", "1E18", "/0")],
)
def test_an_impossible_date_is_unknown(fact: Fact) -> None:
    assert one(facts=(fact,)).provenance.measured_at is None


def test_a_date_with_a_zone_is_a_known_moment_and_one_without_is_none() -> None:
    zoned = one(value("rps", "1", "req/s"), facts=(Fact("date_iso", "2026-11-22T02:00:00Z", "/0/t"),)).provenance
    assert (zoned.measured_at, zoned.tz_known) == (datetime(2026, 11, 22, 2, tzinfo=UTC), True)
    for text in ("2026-11-22T02:00:00", "yesterday"):
        unknown = one(value("rps", "1", "req/s"), facts=(Fact("date_iso", text, "/0/t"),)).provenance
        assert (unknown.measured_at, unknown.tz_known) == (None, False)


def test_power_keeps_its_window_and_what_the_tool_said_of_it() -> None:
    found = one(
        value("power", "700", "W"),
        value("energy", "1.5", "kWh"),
        value("energy_per_output_token", "350", "mJ"),
        value("power_samples", "601", "count"),
        value("power_gap", "1.02", "s"),
        facts=(Fact("power_scope", "accelerator_board", "/0/p"), Fact("power_valid", "false", "/0/v")),
    ).power
    assert found == Power(
        "accelerator_board",
        Decimal(700),
        "",
        energy_j=Decimal(5_400_000),
        joules_per_output_token=Decimal("0.35"),
        samples=601,
        longest_gap_s=Decimal("1.02"),
        valid=False,
    )
    assert one(value("power", "700", "W")).power.valid is None


def test_goodput_and_parallelism_are_kept() -> None:
    found = one(value("goodput_rps", "4.5", "req/s"), value("tp", "4", "count"), value("ep", "2", "count"))
    assert found.throughput.goodput_rps == Decimal("4.5")
    assert found.parallelism == Parallelism(tp=4, ep=2)
