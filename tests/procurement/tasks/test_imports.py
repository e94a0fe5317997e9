from __future__ import annotations

import pytest
from pytest_django import Settings

from procurement.models import Job, JobState, Release, ReleaseFile
from procurement.services.evidence_drafts import discard, start_release
from procurement.services.jobs import ask_import
from procurement.tasks import imports, sharing
from procurement.tasks.running import run_waiting
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import GUIDELLM, Cast, cast, content, other_run
from tests.procurement.tasks.test_sharing import Helpful

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def draft(people: Cast) -> Release:
    return start_release(people.own, title="넷째 분기", by=acting(people.maker), at=AT)


def done(release: Release, files: dict[str, bytes], people: Cast) -> Job:
    job = ask_import(release, files=files, by=acting(people.maker), at=AT)
    run_waiting()
    job.refresh_from_db()
    return job


def test_many_files_go_into_the_draft_together_in_the_name_of_who_asked(people: Cast) -> None:
    release = draft(people)
    files = {f"{number:02}.json": other_run(number) for number in range(12)}
    assert done(release, files, people).state == JobState.DONE
    assert sorted(release.files.values_list("name", flat=True)) == sorted(files)
    assert release.measured.count() == 12 * release.files.first().measured.count() > 0  # type: ignore[union-attr]  # there are twelve


def test_one_bad_file_keeps_all_out_and_is_named(people: Cast) -> None:
    release = draft(people)
    job = done(release, {GUIDELLM: content(), "틀린.json": b"["}, people)
    assert (job.state, release.files.count()) == (JobState.REFUSED, 0)
    assert "틀린.json" in job.told


def test_a_draft_that_changed_meanwhile_is_not_touched(people: Cast) -> None:
    gone, handed_in = draft(people), draft(people)
    first = ask_import(gone, files={GUIDELLM: content()}, by=acting(people.maker), at=AT)
    discard(gone, by=acting(people.maker), at=AT)
    assert done(handed_in, {GUIDELLM: content()}, people).state == JobState.DONE
    first.refresh_from_db()
    assert (first.state, "지워졌습니다" in first.told) == (JobState.REFUSED, True)


def test_other_workers_read_the_same(people: Cast, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.JOBS = "broker"
    monkeypatch.setattr(sharing, "group", Helpful)
    monkeypatch.setattr(imports, "BATCH", 1)
    release = draft(people)
    job = done(release, {GUIDELLM: content(), "둘.json": other_run()}, people)
    assert (job.state, ReleaseFile.objects.count()) == (JobState.DONE, 2), job.told
