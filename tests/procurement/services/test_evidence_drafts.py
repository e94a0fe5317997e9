from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.answers import Answers
from procurement.models import AuditEntry, Release
from procurement.models.evidence import FIRST_PREVIOUS
from procurement.selectors.evidence import answers_of, open_questions
from procurement.services import _evidence
from procurement.services.evidence_drafts import add_files, answer, discard, remove_file, start_release, submit
from procurement.services.evidence_review import withdraw
from procurement.services.record import NotAllowed, Unusable
from procurement.verification import Level, State
from procurement.workflow import NotYet
from tests.procurement.actors import AT, OPERATOR, acting
from tests.procurement.exchange import ANSWERED, GUIDELLM, at, cast, content, draft, newer, other_run, submitted

pytestmark = pytest.mark.django_db
RESULTS = Path(__file__).parents[4] / "shared" / "results"


def test_files_of_several_tools_are_read_at_once_and_every_check_is_kept() -> None:
    people = cast()
    made = start_release(people.own, title=" 1분기 ", by=acting(people.maker), at=AT)
    names = [GUIDELLM, "vllm_c4.json", "aiperf_c4.json", "kperf_result.json"]
    files = add_files(made, files={name: content(name) for name in names}, by=acting(people.maker), at=AT)
    assert (made.title, str(made)) == ("1분기", "가상반도체 1분기")
    assert sorted((one.name, one.measured.count()) for one in files) == [
        ("aiperf_c4.json", 1), ("guidellm_v2.json", 3), ("kperf_result.json", 3), ("vllm_c4.json", 1),
    ]  # fmt: skip
    row = made.measured.filter(file__name="vllm_c4.json").get()
    assert (row.output_tps, row.concurrency, row.device) == (Decimal("370.401694"), Decimal(4), "")
    assert '"370.40169417845465"' in row.canonical
    assert {f"V{n:02}" for n in range(1, 17)} <= {one.rule for one in row.findings.all()}
    assert all(one.place and one.allowed for one in row.findings.all())
    assert AuditEntry.objects.get(act="release.files_added").subject == f"release:{made.pk}"


def test_the_same_bytes_twice_are_one_file() -> None:
    """C.5-26"""
    people = cast()
    made = draft(people.maker)
    (again,) = add_files(made, files={"다른 이름.json": content()}, by=acting(people.maker), at=AT)
    assert (again.name, made.files.count(), made.measured.count()) == (GUIDELLM, 1, 3)


def test_refused_files_are_named_with_their_place_and_nothing_is_half_kept() -> None:
    people = cast()
    made = start_release(people.own, title="x", by=acting(people.maker), at=AT)
    files = {GUIDELLM: content(), "깨진.json": b'{"a": NaN}', "../x.json": b"{}", "표.txt": "안녕".encode()}
    with pytest.raises(Unusable) as refusal:
        add_files(made, files=files, by=acting(people.maker), at=AT)
    assert "깨진.json line 1: NaN은(는) JSON의 수가 아닙니다" in str(refusal.value)
    assert "'../x.json': 받을 수 없는 이름입니다" in str(refusal.value)
    assert "표.txt line 1: 인식하지 못한 형식입니다" in str(refusal.value)
    assert made.files.count() == 0


def test_too_large_too_many_and_another_file_of_the_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast()
    made = draft(people.maker)
    with pytest.raises(Unusable, match="같은 이름의 다른 파일"):
        add_files(made, files={GUIDELLM: other_run()}, by=acting(people.maker), at=AT)
    monkeypatch.setattr(_evidence, "MOST_FILES", 1)
    with pytest.raises(Unusable, match="1개까지입니다"):
        add_files(made, files={"b.json": other_run()}, by=acting(people.maker), at=AT)
    monkeypatch.setattr(_evidence, "MOST_BYTES", 10)
    with pytest.raises(Unusable, match="10바이트를 넘습니다"):
        add_files(made, files={"b.json": other_run()}, by=acting(people.maker), at=AT)


def test_what_a_file_does_not_say_is_asked_and_answered_and_a_contradiction_is_refused() -> None:
    people = cast()
    made = start_release(people.own, title="x", by=acting(people.maker), at=AT)
    add_files(made, files={"vllm_c4.json": content("vllm_c4.json")}, by=acting(people.maker), at=AT)
    assert {one.name for _, one in open_questions(made)} == {
        "accelerator", "used", "weight_precision", "engine", "engine_version", "measurer", "measurer_role", "isl",
        "osl", "power_scope",
    }  # fmt: skip
    by, names = acting(people.maker), ["vllm_c4.json"]
    with pytest.raises(Unusable, match=r"vllm_c4\.json .*답한 model '다른 모델'"):
        answer(made, given=replace(ANSWERED, model="다른 모델"), names=names, by=by, at=AT)
    with pytest.raises(Unusable, match="검증 수준은 검증자가 정합니다"):
        answer(made, given=replace(ANSWERED, verification="certified"), names=names, by=by, at=AT)
    with pytest.raises(Unusable, match="없는 파일입니다"):
        answer(made, given=ANSWERED, names=["없음.json"], by=by, at=AT)
    with pytest.raises(Unusable, match=r"- vllm_c4\.json: 가속기 제품명"):
        submit(made, level=Level.PRIVATE, by=by, at=AT)
    given = replace(ANSWERED, isl=Decimal(128), osl=Decimal(64))
    answer(made, given=given, names=names, by=by, at=AT)
    row = made.measured.get()
    assert open_questions(made) == ()
    assert (row.device, row.maker, row.domestic, row.used) == ("RNGD", "FuriosaAI", True, 4)
    assert answers_of(made.files.get()) == given


def test_a_submitted_release_is_chained_and_says_who_when_and_to_whom() -> None:
    people = cast()
    first = submitted(people.maker)
    second = submitted(people.maker, data=other_run(), level=Level.NAMED, named=(at(people.officer),))
    assert (first.number, first.previous, first.state) == (1, FIRST_PREVIOUS, State.SUBMITTED)
    assert (second.number, second.previous) == (2, first.digest)
    assert second.computed() == second.digest
    assert Release.objects.get(pk=second.pk).computed() == second.digest
    assert [(str(one), one.by) for one in second.steps.all()] == [(f"{second.pk} draft>submitted", people.maker)]
    assert [[str(to) for to in one.named.all()] for one in second.disclosures.all()] == [["가상시청"]]
    rival = submitted(people.rival)  # another owner's chain, and the same bytes are no secret told
    assert (rival.number, rival.previous) == (1, FIRST_PREVIOUS)


def test_what_is_submitted_stays_and_only_a_draft_is_discarded() -> None:
    people = cast()
    made = submitted(people.maker)
    by = acting(people.maker)
    for act in (
        lambda: add_files(made, files={"b.json": other_run()}, by=by, at=AT),
        lambda: remove_file(made, name=GUIDELLM, by=by, at=AT),
        lambda: answer(made, given=Answers(), names=[], by=by, at=AT),
        lambda: discard(made, by=by, at=AT),
        lambda: submit(made, level=Level.PUBLIC, by=by, at=AT),
    ):
        with pytest.raises(NotYet, match="제출한 자료는 고칠 수 없습니다"):
            act()
    other = draft(people.maker, data=other_run())
    remove_file(other, name=GUIDELLM, by=by, at=AT)
    assert (other.files.count(), other.measured.count()) == (0, 0)
    with pytest.raises(Unusable, match="쓸 수 있는 측정이 하나도 없습니다"):
        submit(other, level=Level.PRIVATE, by=by, at=AT)
    discard(other, by=by, at=AT)
    assert list(Release.objects.all()) == [made]


def test_only_the_owners_people_hand_in_its_results() -> None:
    people = cast()
    made = draft(people.maker)
    for by in (acting(people.rival), acting(people.administrator), OPERATOR):
        with pytest.raises(NotAllowed, match="자료 담당자만"):
            start_release(people.own, title="x", by=by, at=AT)
        with pytest.raises(NotAllowed, match="자료 담당자만"):
            submit(made, level=Level.PUBLIC, by=by, at=AT)
    bought = draft(people.officer)  # a buyer who measured
    assert str(bought.owner) == "가상시청"


def test_bytes_that_stand_in_a_release_come_again_only_to_supersede_it_and_only_once() -> None:
    people = cast()
    first = submitted(people.maker)
    with pytest.raises(Unusable, match="이미 자료 1번으로 제출한 파일"):
        draft(people.maker)
    second, third = (draft(people.maker, before=first, given=newer(version)) for version in ("2", "3"))
    submit(second, level=Level.PRIVATE, by=acting(people.maker), at=AT)
    with pytest.raises(Unusable, match="이미 다른 자료로 대체된"):
        submit(third, level=Level.PRIVATE, by=acting(people.maker), at=AT)
    withdraw(second, reason="오류", by=acting(people.maker), at=AT)
    submit(third, level=Level.PRIVATE, by=acting(people.maker), at=AT)
    with pytest.raises(Unusable, match="같은 기관이 제출한 것"):
        start_release(at(people.rival), title="x", supersedes=first, by=acting(people.rival), at=AT)


def test_a_disclosure_names_organisations_exactly_where_its_level_says_so() -> None:
    people = cast()
    made = draft(people.maker)
    for level, named in ((Level.NAMED, ()), (Level.PUBLIC, (at(people.officer),))):
        with pytest.raises(Unusable, match="지정 기관 공개에는"):
            submit(made, level=level, named=named, by=acting(people.maker), at=AT)
    assert Release.objects.get().state == State.DRAFT


@pytest.mark.skipif(not RESULTS.is_dir(), reason="the collected result files are not here")
def test_real_files_are_read_and_bad_ones_are_refused_or_rejected() -> None:
    people = cast()
    made = start_release(people.own, title="실제 파일", by=acting(people.maker), at=AT)
    folder = RESULTS / "format-fixtures"
    good = [folder / "guidellm/benchmarks.json", folder / "aiperf/c4/profile_export_aiperf.json",
            folder / "vllm_benchmark_serving_client/infx_c4.json"]  # fmt: skip
    add_files(made, files={path.name: path.read_bytes() for path in good}, by=acting(people.maker), at=AT)
    assert made.measured.count() >= 3
    for path in sorted((RESULTS / "inference-perf").rglob("*.json"))[:3]:
        try:
            add_files(made, files={path.name: path.read_bytes()}, by=acting(people.maker), at=AT)
        except Unusable as refusal:
            assert path.name in str(refusal)  # noqa: PT017 -- either it is refused by name or it is checked
    with pytest.raises(Unusable, match=r"console\.txt line 1"):
        add_files(
            made, files={"console.txt": (folder / "guidellm/console.txt").read_bytes()}, by=acting(people.maker), at=AT
        )
