from __future__ import annotations

from collections.abc import Callable

import pytest

from procurement.models import AuditEntry, Finding, Measured, Release, ReleaseFile, ReviewStep
from procurement.selectors.evidence_chain import releases_whole
from tests.procurement.exchange import Cast, cast, draft, other_run, submitted, unguarded, verified

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    """Two releases of one owner and one of another, and an attacker who may do anything to the tables."""
    made = cast()
    submitted(made.maker)
    verified(submitted(made.maker, data=other_run()), made)
    submitted(made.rival, data=other_run(2))
    draft(made.rival, data=other_run(3))
    unguarded()
    return made


def first_fault() -> str:
    return releases_whole().broken or ""


@pytest.mark.usefixtures("people")
def test_releases_as_submitted_are_whole_and_drafts_do_not_count() -> None:
    assert (releases_whole().releases, releases_whole().broken) == (3, None)


@pytest.mark.usefixtures("people")
def test_a_tampered_raw_file_is_named() -> None:
    ReleaseFile.objects.filter(release__number=2).update(content=b"{}")
    assert "2번" in first_fault()
    assert "guidellm_v2.json: 원본 파일이 바뀌었습니다 / the raw file was changed" in first_fault()


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("what", ["answers", "canonical", "finding", "title", "place"])
def test_changed_content_is_named(what: str) -> None:
    last = Release.objects.filter(number=2)
    acts: dict[str, Callable[[], object]] = {
        "answers": lambda: ReleaseFile.objects.filter(release__number=2).update(answers=""),
        "canonical": lambda: Measured.objects.filter(release__number=2).update(canonical="{}"),
        "finding": lambda: Finding.objects.filter(measured__release__number=2).update(level="pass", observed="1"),
        "title": lambda: last.update(title="다른 제목"),
        "place": lambda: Measured.objects.filter(release__number=2).first().delete(),  # type: ignore[union-attr]  # there are three
    }
    acts[what]()
    assert first_fault().endswith("내용이 바뀌었습니다 / its content was changed")


@pytest.mark.usefixtures("people")
def test_a_listed_figure_that_was_not_measured_is_named() -> None:
    Measured.objects.filter(release__number=2).update(output_tps=9999)
    assert "output_tps: 목록의 값이 측정값과 다릅니다" in first_fault()


def test_a_cut_chain_a_cut_tail_and_a_replaced_release_are_found(people: Cast) -> None:
    second = Release.objects.get(number=2)
    key = second.pk
    second.title = "바꿔친 자료"
    second.digest = second.computed()
    second.save()
    assert f"release:{second.pk} (2번): 제출한 것과 다른 자료입니다" in first_fault()
    ReviewStep.objects.filter(release=second).delete()
    second.disclosures.all().delete()
    second.delete()  # a tail: nothing follows it
    assert f"release:{key} (2번): 기록에 있는데 없습니다" in first_fault()
    AuditEntry.objects.filter(subject=f"release:{key}").delete()  # the chain of the record tells that
    assert first_fault() == ""
    first = Release.objects.get(owner=people.own, number=1)
    Release.objects.filter(pk=first.pk).update(number=3)
    assert "앞 자료와 이어지지 않습니다" in first_fault()


def test_a_release_that_was_put_in_and_a_state_without_a_step_are_found(people: Cast) -> None:
    Release.objects.filter(owner=people.own, number=1).update(state="verified")
    assert "상태가 검토 기록과 다릅니다" in first_fault()
    Release.objects.filter(state="draft").update(
        state="submitted", number=2, digest="0" * 64, submitted_at="2026-01-01T00:00Z"
    )
    assert "제출 기록이 없습니다 / was never submitted" in first_fault()


def test_a_stored_value_that_is_signed_anew_but_is_none_is_named(people: Cast) -> None:
    made = Release.objects.get(owner__name=str(people.rival.organisation), number=1)
    made.measured.update(canonical="{}")
    Release.objects.filter(pk=made.pk).update(digest=made.computed())
    AuditEntry.objects.filter(subject=f"release:{made.pk}", act="release.submitted").update(
        details=f'{{"digest": "{made.computed()}", "number": 1}}'
    )
    assert "Measurement: 저장된 값이 아닙니다" in first_fault()
