"""Collected results of real tools in a real browser: what is good, what is broken, what is no result; then by role."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from procurement.models import Measured, ReleaseFile
from tests.procurement.exchange import Cast, at, cast
from tests.procurement.web.test_exchange_release import entering
from tests.procurement.web.test_form_walk import pictured, wrong_with
from tests.procurement.web.walking import enter

NO_RESULTS = ("MANIFEST.md", "argonne-llm-inference-bench/README.md", "format-fixtures/guidellm/console.txt")
GOOD = (
    "format-fixtures/guidellm/benchmarks.json",
    "format-fixtures/kperf/kperf_result.json",
    "format-fixtures/aiperf/c4/profile_export_aiperf.csv",
    "llmperf-leaderboard/summary/groq_70b.json",
    "llm-d-benchmark/benchmark_report/br_v0_2_1_example.yaml",
    "mlperf/korea/furiosa-mlperf-log-parser/tests/data/mlperf_log_summary.txt",
)
BROKEN = (
    "vllm/dstack/8xH100SXM5-serving/nvidia-vllm-1000.0qps-Llama-3.1-405B-FP8-20241109-151112.json",
    "vllm/dstack/misc/amd-meta-vllm-no-rpc-1000.0qps-Llama-3.1-405B-FP8-20241116-152727.json",
)


@pytest.fixture
def people(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    return cast()


def upload(page: Page, folder: Path, names: tuple[str, ...]) -> None:
    page.get_by_label("측정 결과 파일").set_input_files([folder / name for name in names])
    page.get_by_role("button", name="올리고 검사").click()


def test_real_files_are_read_judged_or_refused_with_their_reason(
    page: Page, people: Cast, shared_results: Path, complaints: list[str]
) -> None:
    enter(page, entering(people.maker))
    page.goto("/results/new/")
    page.get_by_label("자료의 제목").fill("모은 결과 파일")
    page.get_by_role("button", name="시작").click()
    upload(page, shared_results, (*GOOD, *NO_RESULTS))
    refused = page.get_by_role("alert")
    expect(refused).to_contain_text("받을 수 없는 파일이 있습니다")
    for name in NO_RESULTS:
        expect(refused).to_contain_text(Path(name).name)
    complaints.clear()  # the browser's own word for 422
    found = {"refused": wrong_with(page, complaints)}
    assert not ReleaseFile.objects.exists()
    upload(page, shared_results, (*GOOD, *BROKEN))
    expect(page.get_by_role("status")).to_contain_text(f"파일 {len(GOOD) + len(BROKEN)}개를 읽었습니다.")
    rejected = Measured.objects.filter(worst="reject")
    assert {one.file.name for one in rejected} >= {Path(name).name for name in BROKEN}
    assert {one.rule for row in rejected for one in row.findings.filter(level="reject")} >= {"V10", "V11"}
    text = page.locator("main").inner_text()
    assert all(rule in text for rule in ("V10", "V11"))
    pictured(page, "results-real")
    found["judged"] = wrong_with(page, complaints)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_buyer_asks_in_the_browser_and_only_those_asked_answer(
    page: Page, people: Cast, complaints: list[str]
) -> None:
    enter(page, entering(people.officer))
    page.goto("/results/requests/")
    page.get_by_label("모델").fill("EXAONE-3.5-32B")
    page.get_by_label("정밀도").fill("FP8")
    page.get_by_role("button", name="요청").click()
    expect(page.get_by_role("status")).to_contain_text("요청했습니다.")
    asked = page.url
    found = {"asked": wrong_with(page, complaints)}
    enter(page, entering(people.rival))
    page.goto(asked)
    page.get_by_role("link", name="사유를 적고 거절하기").click()
    found["refuse"] = wrong_with(page, complaints)
    page.locator("textarea").fill("아직 재지 않음")
    page.locator("main form button.primary").click()
    enter(page, entering(people.officer))
    page.goto(asked)
    expect(page.locator("main")).to_contain_text("아직 재지 않음")
    expect(page.locator("main")).to_contain_text(str(at(people.rival)))
    pictured(page, "results-request-answered")
    found["answered"] = wrong_with(page, complaints)
    page.get_by_role("button", name="English").click()
    found["english"] = wrong_with(page, complaints)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
