from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.findings import Finding
from benchmarks.measurement import Source, Throughput
from procurement.exports.xlsx.kperf_results import Refused, Results
from procurement.resultfiles.telling import told_file, told_together
from tests.procurement.exports.kperf_cases import point, results_of

WARN = Finding("V22", "warn", "", "/0", "n = 11", "≥ 30")
ASIDE = Finding("V05", "overridden", "", "/0", "1.1", "≤ 1", override="이유 (홍길동, 2026-11-20)")
PASS = Finding("V01", "pass", "", "", "", "")


def told(results: Results) -> list[str]:
    (file,) = results.files
    return [line.strip() for line in told_file(file)]


def test_a_file_is_told_with_counts_findings_grades_and_what_is_open() -> None:
    power = "power_scope"
    assert told(results_of(point("1", ttft="2001", ntpot="10"), found=(WARN, PASS, ASIDE))) == [
        "a.json",
        "vllm, vllm 0.9, 측정점 1 / rows, sha256 000000000000",
        "고쳐 읽음 / repaired: 고침 / repaired",
        "검사 / checks: 통과 pass 1, 주의 warn 1, 예외 overridden 1",
        "V22 주의 warn /0: n = 11 (허용 / allowed ≥ 30)",
        "V05 예외 overridden /0: 1.1 (허용 / allowed ≤ 1) [이유 (홍길동, 2026-11-20)]",
        "등급 / grades / C=1: TPOT X X X, NTPOT X X X",
        f"채점 전에 답할 것 / to be answered before scoring: {power}",
    ]


def test_rows_without_a_grade_are_counted() -> None:
    lines = told(results_of(point("1", ttft=None, tpot=None), point(None)))
    assert "등급 / grades /: TPOT O O O, NTPOT 미측정 미측정 미측정" in lines
    assert "등급 없음(미측정·부적합) / not graded: 1" in lines


def test_a_rejected_row_is_not_graded() -> None:
    lines = told(results_of(point("1"), found=(replace(WARN, level="reject"),)))
    assert "등급 없음(미측정·부적합) / not graded: 1" in lines


def test_a_refused_file_says_why() -> None:
    assert list(told_file(Refused("b", "line 1: 이유 / reason"))) == [
        "b",
        "        거절 / refused: line 1: 이유 / reason",
    ]


def test_together_files_rules_duplicates_and_repeats_are_told() -> None:
    first = replace(point("1"), throughput=Throughput(Decimal(100), None, None, None))
    again = replace(
        first,
        source=Source("vllm", "0.9", "b.json", "1" * 64, 10, "/"),
        throughput=replace(first.throughput, output_tps=Decimal(110)),
    )
    made = results_of(
        first, first, again, found=(WARN,), refused=[Refused("c", "x", "고침"), Refused("d", "y", "고침")]
    )
    copy = Finding("V17", "warn", "", "b.json /", "= a.json /", "≠")
    assert list(told_together(replace(made, together=(copy,)))) == [
        "■ 파일 3개: 읽음 1, 거절 2; 측정점 3 / files: read, refused; rows",
        "  V17: 주의 warn 1",
        "  V22: 주의 warn 3",
        "■ 같은 내용 1건, 되풀이한 조건 1개 / duplicates, repeated conditions",
        "  npu llama fp8 128/64 C=1: 2회 / runs; output_tps value 100–110 (CV 6.7 %)",
        "  V17 주의 warn b.json /: = a.json / (허용 / allowed ≠)",
        "▶ 고침",
        "  c, d",
    ]


def test_a_rule_that_hits_many_rows_of_a_file_is_counted_and_its_first_places_shown() -> None:
    def hits(number: int) -> list[str]:
        found = tuple(replace(WARN, where=f"line {line}") for line in range(number))
        return [line for line in told(results_of(point("1"), found=(*found, ASIDE))) if line[0] == "V"]

    aside = "V05 예외 overridden /0: 1.1 (허용 / allowed ≤ 1) [이유 (홍길동, 2026-11-20)]"
    assert hits(10) == [*(f"V22 주의 warn line {line}: n = 11 (허용 / allowed ≥ 30)" for line in range(10)), aside]
    places = "line 0: n = 11; line 1: n = 11; line 2: n = 11; …"
    assert hits(1011) == [f"V22 주의 warn 1,011곳 / places: {places} (허용 / allowed ≥ 30)", aside]


def test_copies_are_counted_for_each_file() -> None:
    (file,) = results_of(point("1")).files
    files = tuple(replace(file, name=name) for name in ("a b.csv", "a"))
    copies = [
        Finding("V17", "warn", "", f"{name} line {line}", "= z line 1", "≠")
        for name, amount in (("a b.csv", 11), ("a", 1))
        for line in range(amount)
    ]
    results = Results(files, (), tuple(copies), "Jeoul")
    assert [line for line in told_together(results) if line.startswith("  V17 주의 warn")] == [
        (
            "  V17 주의 warn 11곳 / places: a b.csv line 0: = z line 1; a b.csv line 1: = z line 1; "
            "a b.csv line 2: = z line 1; … (허용 / allowed ≠)"
        ),
        "  V17 주의 warn a line 0: = z line 1 (허용 / allowed ≠)",
    ]


def test_a_remedy_names_the_first_files_it_is_for() -> None:
    refused = [Refused(name, "x", "고침") for name in "bcdef"]
    assert list(told_together(results_of(point("1"), refused=refused)))[-2:] == ["▶ 고침", "  b, c, d 외 / and 2"]


def test_repeats_without_a_common_figure_say_so() -> None:
    nothing = Throughput(None, None, None, None)
    one = replace(point("1"), throughput=nothing)
    two = replace(one, source=replace(one.source, where="/1"))
    assert "  npu llama fp8 128/64 C=1: 2회 / runs; 미측정" in list(told_together(results_of(one, two)))
