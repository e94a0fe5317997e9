from __future__ import annotations

from dataclasses import replace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from procurement.models import Look, User
from procurement.services.evidence_drafts import start_release
from procurement.verification import Level
from procurement.web.exchange_release import checkpoints, lines_of
from tests.procurement.actors import AT, acting
from tests.procurement.exchange import (
    ANSWERED,
    GUIDELLM,
    Cast,
    at,
    cast,
    content,
    draft,
    newer,
    other_run,
    run_of_2031,
    submitted,
    verified,
)
from tests.procurement.web.conftest import SECRET as TOTP_SECRET
from tests.procurement.web.pages import Page, faults

SECRET = replace(
    ANSWERED, accelerator="비밀칩-X9", vendor="비밀제조", engine="비밀엔진", engine_version="0.0.9",
    weight_precision="INT3",
)  # fmt: skip


def entering(user: User) -> Client:
    """A browser in which the person has signed in, with a second factor."""
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, TOTP_SECRET)
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def people(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    return cast()


def test_a_release_shows_its_values_findings_steps_and_who_looked(people: Cast) -> None:
    made = verified(submitted(people.maker, level=Level.NAMED, named=(at(people.officer),)), people)
    text = entering(people.officer).get(f"/results/{made.pk}/").content.decode()
    assert faults(Page("", "officer", text)) == []
    for said in (made.digest, "RNGD × 4", "mock-model", "128 / 64", "704", "TTA-2026-001", "검증됨", "지정 기관"):
        assert said in text
    assert at(people.officer).name not in text.partition("<main")[2]  # to whom it is shown is its owner's
    assert "누가 보았나" not in text
    own = entering(people.maker).get(f"/results/{made.pk}/").content.decode()
    assert "누가 보았나" in own
    assert f"지정 기관: {at(people.officer).name}" in own
    assert [one.what for one in Look.objects.all()] == ["opened"]


def test_what_one_may_not_see_does_not_exist(people: Cast, client: Client) -> None:
    """C.4-19: page, file and error of a private release are those of one that is not there."""
    made = submitted(people.rival, given=SECRET, title="비밀 자료", data=run_of_2031())
    for one in (client, entering(people.maker), entering(people.officer), entering(people.administrator)):
        for path in ("", f"files/{GUIDELLM}", "files/"):
            there, never = (one.get(f"/results/{number}/{path}") for number in (made.pk, 99999))
            assert there.status_code == never.status_code
            assert there.status_code in {302, 404}
            same = there.content.decode().replace(str(made.pk), "")
            assert "비밀 자료" not in same
            assert len(there.content) - len(never.content) in range(-60, 60)
    assert Look.objects.count() == 0


def test_a_raw_file_leaves_as_it_came_and_its_owner_sees_who_took_it(people: Cast) -> None:
    made = submitted(people.maker, level=Level.PUBLIC)
    given = entering(people.officer).get(f"/results/{made.pk}/files/{GUIDELLM}")
    assert given.content == content()
    assert given.headers["Content-Disposition"] == f'attachment; filename="{GUIDELLM}"'
    assert [one.what for one in Look.objects.all()] == ["downloaded"]
    assert entering(people.officer).get(f"/results/{made.pk}/files/none.json").status_code == 404
    assert "내려받음" in entering(people.maker).get(f"/results/{made.pk}/").content.decode()


def test_a_draft_says_what_is_open_and_what_replaced_a_release_is_said(people: Cast) -> None:
    empty = start_release(people.own, title="빈 자료", by=acting(people.maker), at=AT)
    assert "아직 파일이 없습니다" in entering(people.maker).get(f"/results/{empty.pk}/").content.decode()
    open_ = draft(people.maker, given=ANSWERED.__class__(), data=other_run(4))
    text = entering(people.maker).get(f"/results/{open_.pk}/").content.decode()
    assert "제출하기 전에 답할 것" in text
    assert f"{GUIDELLM}: 가속기 제품명(SKU)" in text
    first = submitted(people.maker, level=Level.PUBLIC)
    later = submitted(people.maker, level=Level.PUBLIC, before=first, given=newer(), title="새 자료")
    assert f'<a href="/results/{later.pk}/">새 자료</a>' in Client().get(f"/results/{first.pk}/").content.decode()


def test_the_lines_of_a_re_measurement_and_the_checklist_are_read() -> None:
    assert lines_of("") == []
    assert lines_of('[["output_tps", "value", "1", "2", "3", "적합"]]')[0][5] == "적합"
    assert len(checkpoints()) == 6
    assert "/" not in checkpoints()[0][1]
