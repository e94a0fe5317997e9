from __future__ import annotations

import pytest

from procurement.models import DataRequest, Reply
from procurement.verification import Level
from tests.procurement.exchange import Cast, at, cast, other_run, submitted
from tests.procurement.web.pages import Page, faults
from tests.procurement.web.test_exchange_release import entering

WANTED = {"model": "EXAONE-3.5-32B", "precision": "FP8", "isl": "2048", "osl": "256", "service_level": "TTFT P90 2초"}


@pytest.fixture
def people(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    return cast()


def test_a_buyer_asks_and_suppliers_answer_with_a_release_or_a_reason(people: Cast) -> None:
    officer, maker, rival = (entering(one) for one in (people.officer, people.maker, people.rival))
    asked = officer.post("/results/requests/", WANTED, follow=True).content.decode()
    own = f"/results/requests/{DataRequest.objects.get().pk}/"
    assert "요청했습니다." in asked
    assert "아직 답이 없습니다" in asked
    made = submitted(people.maker)
    hidden = maker.post(f"{own}reply/", {"release": made.pk})
    assert hidden.status_code == 422
    assert "먼저 공개 범위를 정하세요" in hidden.content.decode()
    maker.post(f"/results/{made.pk}/disclose/", {"level": "named", "named": [at(people.officer).pk]})
    assert "답했습니다." in maker.post(f"{own}reply/", {"release": made.pk}, follow=True).content.decode()
    rival.post(f"{own}refuse/", {"reason": "아직 재지 않음"})
    text = officer.get(own).content.decode()
    assert faults(Page("", "officer", text)) == []
    assert f'<a href="/results/{made.pk}/">' in text
    assert "아직 재지 않음" in text
    seen = rival.get(own).content.decode()
    assert "아직 재지 않음" in seen
    assert "가상반도체" not in seen


def test_lists_show_what_concerns_the_person(people: Cast) -> None:
    entering(people.officer).post("/results/requests/", WANTED)
    for user, shown in ((people.officer, True), (people.maker, True), (people.outsider, False)):
        text = entering(user).get("/results/requests/").content.decode()
        assert ("EXAONE" in text) is shown
        assert faults(Page("", "x", text)) == []
    asked = DataRequest.objects.get()
    assert entering(people.outsider).get(f"/results/requests/{asked.pk}/").status_code == 404
    assert entering(people.first).get("/results/requests/").status_code == 403


def test_nothing_of_another_is_offered_as_an_answer(people: Cast) -> None:
    entering(people.officer).post("/results/requests/", WANTED)
    own = f"/results/requests/{DataRequest.objects.get().pk}/"
    public = submitted(people.maker, level=Level.PUBLIC, data=other_run())
    assert entering(people.rival).post(f"{own}reply/", {"release": public.pk}).status_code == 422
    assert entering(people.rival).post(f"{own}refuse/", {"reason": ""}).status_code == 422
    assert entering(people.officer).post("/results/requests/", WANTED | {"isl": "0"}).status_code == 422
    assert not Reply.objects.exists()
