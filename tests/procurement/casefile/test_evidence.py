from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.table import Table, TableError, read_table
from procurement.casefile.evidence import Examined, NotScorable, examined, inside
from tests.procurement.casefile.folder import FILES, bid, small_case

RNGD = "rngd-llama31-8b-fp8-128-4096"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_case(tmp_path / "case")


def evidence(key: str = "B", old: str = "", new: str = "") -> Table:
    text = bid(key)
    assert old in text
    return read_table(text.replace(old, new).encode(), filename=f"bids/{key}.toml").tables("evidence")[0]


def read(folder: Path, table: Table, accelerator: str = "npu-b") -> tuple[Examined, ...]:
    return examined(table, folder=folder, accelerator=accelerator)


def refused(folder: Path, table: Table, accelerator: str = "npu-b") -> str:
    with pytest.raises((TableError, NotScorable)) as caught:
        read(folder, table, accelerator)
    return str(caught.value)


def test_a_file_is_read_with_its_answers_under_its_path_in_the_case(folder: Path) -> None:
    (found,) = read(folder, evidence())
    measured = found.measurement
    assert measured.source.filename == "evidence/b/result.json"
    assert (measured.system.accelerator, measured.system.used, measured.software.engine) == ("npu-b", 2, "시험 엔진")
    assert (measured.scenario.isl_target, measured.scenario.osl_target) == (Decimal(128), Decimal(64))
    assert (found.usable, found.rejected, found.renamed) == (True, (), ())


def test_a_published_figure_needs_no_answers(folder: Path) -> None:
    (found,) = read(folder, Table("bids/A.toml.evidence[0]", {"published": RNGD}), "furiosa-rngd")
    assert found.measurement.throughput.output_tps == Decimal("3935.25")


def test_only_the_rows_that_are_named_are_read(folder: Path) -> None:
    table = evidence("A", "[evidence.answers]", 'rows = ["/benchmarks/2", "/benchmarks/0"]\n[evidence.answers]')
    found = read(folder, table, "npu-a")
    assert [one.measurement.source.where for one in found] == ["/benchmarks/2", "/benchmarks/0"]


def test_names_of_the_file_are_read_as_the_tenders_where_the_bid_says_so(folder: Path) -> None:
    aliases = '[evidence.aliases]\n"mock-model" = "시험 모델"\n"npu-b" = "catalogue-b"\n[officer.credit]'
    (found,) = read(folder, evidence("B", "[officer.credit]", aliases), "catalogue-b")
    assert (found.measurement.model.name, found.measurement.system.accelerator) == ("시험 모델", "catalogue-b")
    assert found.renamed == (("npu-b", "catalogue-b"), ("mock-model", "시험 모델"))


def test_what_is_rejected_or_withdrawn_is_kept_and_needs_no_answers(folder: Path) -> None:
    table = Table("bids/C.toml.evidence[0]", {"file": "../evidence/c/result.json"})
    (found,) = read(folder, table, "npu-c")
    assert (found.rejected, found.usable) == (("V03", "V04", "V08"), False)
    withdrawn = {"file": "../evidence/b/result.json", "answers": {"verification": "withdrawn"}}
    (found,) = read(folder, Table("bids/B.toml.evidence[0]", withdrawn))
    assert (found.rejected, found.usable) == ((), False)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("../evidence/b/result.json", "../evidence/b/other.json", "other.json: 파일이 없습니다. bids 폴더에서 본"),
        ("../evidence/b/result.json", "../evidence/b", "../evidence/b: 파일이 없습니다"),
        ("../evidence/b/result.json", "../../outside.json", "../../outside.json: 사업 폴더 밖의 파일입니다"),
        ("../evidence/b/result.json", "/etc/hostname", "/etc/hostname: 사업 폴더 밖의 파일입니다"),
        ("../evidence/b/result.json", "x" * 300, "cannot be a file's name"),
        ("../evidence/b/result.json", "../marks.csv", "marks.csv, line 1: 인식하지 못한 형식입니다"),
        ("../evidence/b/result.json", "../evidence/b/link.json", "link.json: 사업 폴더 밖의 파일입니다"),
        ("../evidence/b/result.json", "../evidence/b/loop.json", "loop.json"),
        ('file = "../evidence/b/result.json"', 'published = "rngd"', "unknown key 'answers'; known: published"),
        ('file = "../evidence/b/result.json"', "", "'file' is missing"),
        ("used = 2", "used = 0", "used = 0: 1 이상"),
        (
            "used = 2",
            'used = 2\nmodel = "other"',
            "The answer for model, 'other', differs from the file's 'mock-model'",
        ),
        ("used = 2", "used = 2\nmeasured_at = 2026-11-02T10:00:00", "measured_at: 시간대가 있는 일시여야 합니다"),
        ("used = 2", 'used = 2\nmeasured_at = "어제"', "measured_at: 시간대가 있는 일시여야 합니다"),
        ("third_party_lab", "friend", "measurer_role = 'friend': 다음 중"),
        ("isl = 128", "isl = 2048", "isl = 2048: 파일의 실제 평균 128.0과 맞지 않습니다"),
        ("osl = 64", "osl = 81", "osl = 81: 파일의 실제 평균 64.0과 맞지 않습니다"),
        ("used = 2", "used = 2\ncards = 2", "unknown key 'cards'"),
        ("[evidence.answers]", 'rows = ["/1"]\n[evidence.answers]', "rows: '/1': 파일에 없습니다 / is not in the file"),
        ("[officer.credit]", '[evidence.aliases]\n"x" = "y"\n[officer.credit]', "aliases: 'x': 파일에 없습니다"),
        ('accelerator = "npu-b"\nused', 'accelerator = "npu-z"\nused', "'npu-z' = 'npu-b'로 적고"),
    ],
)
def test_wrong_evidence_is_refused_with_its_place(folder: Path, old: str, new: str, says: str) -> None:
    outside = folder.parent / "outside.json"
    outside.write_bytes((FILES / "vllm_c4.json").read_bytes())
    (folder / "evidence" / "b" / "link.json").symlink_to(outside)
    (folder / "evidence" / "b" / "loop.json").symlink_to("loop.json")
    message = refused(folder, evidence("B", old, new))
    assert message.startswith("bids/B.toml.evidence[0]"), message
    assert says in message


def test_an_unknown_published_id_lists_those_there_are(folder: Path) -> None:
    message = refused(folder, Table("bids/A.toml.evidence[0]", {"published": "rngd"}), "furiosa-rngd")
    assert message.startswith("bids/A.toml.evidence[0]: ")
    assert RNGD in message


def test_a_published_figure_of_another_product_is_refused(folder: Path) -> None:
    message = refused(folder, Table("bids/A.toml.evidence[0]", {"published": RNGD}), "nvidia-l40s")
    assert f"published.toml {RNGD}: 'furiosa-rngd'의 측정값인데 offer.accelerator는 'nvidia-l40s'입니다" in message


def test_an_unreadable_file_is_named_with_its_line(folder: Path) -> None:
    path = folder / "evidence" / "b" / "result.json"
    path.write_bytes(path.read_bytes()[:-100])
    message = refused(folder, evidence())
    assert message.startswith("bids/B.toml.evidence[0]: evidence/b/result.json, line 1, column ")
    assert "파일이 중간에 끊겼습니다" in message


def test_what_the_file_never_says_is_asked_by_name(folder: Path) -> None:
    message = refused(folder, Table("bids/B.toml.evidence[0]", {"file": "../evidence/b/result.json"}))
    asked = [line.split(":")[0].strip() for line in message.splitlines()[1:]]
    assert message.startswith("bids/B.toml.evidence[0]: evidence/b/result.json /: 파일에 없어 답해야 하는 항목입니다.")
    assert asked == [
        "accelerator", "used", "weight_precision", "engine", "engine_version", "measurer", "measurer_role",
        "power_scope", "isl", "osl",
    ]  # fmt: skip
    assert "isl: 파일에는 실제 평균 128만 있으니 정한 길이를 적으십시오" in message


def test_a_length_the_file_states_is_not_asked_and_may_differ_from_the_mean(folder: Path) -> None:
    found = read(folder, evidence("A"), "npu-a")
    assert [one.measurement.scenario.isl_target for one in found] == [Decimal(128)] * 3


def test_a_file_of_the_case_may_be_named_from_bids(folder: Path) -> None:
    place = inside(folder, "../evidence/a/../b/result.json", Table("x", {}))
    assert place == (folder / "evidence" / "b" / "result.json").resolve()


OVERRIDE = """
[[evidence.override]]
rule = "V05"
where = "/"
reason = "시간은 예열을 포함한 값임을 기록으로 확인함"
by = "홍길동"
on = 2026-11-20
[officer.credit]"""


def longer(folder: Path) -> None:
    """B's file with a duration that does not fit its rate and its answers."""
    path = folder / "evidence" / "b" / "result.json"
    path.write_bytes(path.read_bytes().replace(b'"duration": 6.', b'"duration": 9.'))


def test_a_rejecting_check_is_set_aside_by_name_and_stays_in_sight(folder: Path) -> None:
    longer(folder)
    (before,) = read(folder, evidence())
    assert (before.rejected, before.usable) == (("V05",), False)
    (after,) = read(folder, evidence("B", "[officer.credit]", OVERRIDE))
    assert (after.rejected, after.usable) == ((), True)
    (shown,) = (finding for finding in after.findings if finding.level == "overridden")
    assert shown.override == "시간은 예열을 포함한 값임을 기록으로 확인함 (홍길동, 2026-11-20)"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('rule = "V05"', 'rule = "V03"', "override[0]: V03: 이 측정값을 부적합으로 한 규칙이 아닙니다"),
        ('where = "/"', 'where = "/1"', "override[0]: where: '/1': 파일에 없습니다"),
        ("시간은 예열을 포함한 값임을 기록으로 확인함", "확인함", "override[0]: V05: 사유를 10자 이상"),
        ('by = "홍길동"', "", "override[0]: 'by' 값이 없음"),
        ("on = 2026-11-20", "", "override[0]: 'on' 값이 없음"),
        ("on = 2026-11-20", 'on = 2026-11-20\nbecause = "x"', "override[0]: 알 수 없는 키 'because'"),
        ("[officer.credit]", OVERRIDE, "override[1]: V05 /: 중복"),
    ],
)
def test_an_override_without_all_it_needs_is_refused(folder: Path, old: str, new: str, says: str) -> None:
    longer(folder)
    assert old in OVERRIDE
    assert says in refused(folder, evidence("B", "[officer.credit]", OVERRIDE.replace(old, new)))


def test_what_was_overridden_still_needs_its_answers(folder: Path) -> None:
    longer(folder)
    entry = {
        "rule": "V05",
        "where": "/",
        "reason": "예열을 포함한 값임을 확인함",
        "by": "홍길동",
        "on": date(2026, 11, 20),
    }
    table = Table("bids/B.toml.evidence[0]", {"file": "../evidence/b/result.json", "override": [entry]})
    assert "파일에 없어 답해야 하는 항목입니다" in refused(folder, table)


def test_requests_that_contradict_the_summary_reject_it(folder: Path) -> None:
    path = folder / "evidence" / "b" / "result.json"
    path.write_bytes(path.read_bytes().replace(b'"total_input_tokens": 5120', b'"total_input_tokens": 5000'))
    (found,) = read(folder, evidence())
    assert found.rejected == ("V03", "D01")
