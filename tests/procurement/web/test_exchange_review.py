from __future__ import annotations

import pytest

from procurement.models import Release
from procurement.verification import CHECKLIST, Level, State
from tests.procurement.exchange import Cast, at, cast, checked, draft, submitted, verified
from tests.procurement.services.test_evidence_review import SET
from tests.procurement.web.pages import Page, faults
from tests.procurement.web.test_exchange_release import entering


@pytest.fixture
def people(db: None) -> Cast:  # noqa: ARG001 -- asks for the database
    return cast()


def test_two_people_check_and_verify(people: Cast) -> None:
    made = submitted(people.maker)
    own = f"/results/{made.pk}/"
    first, second = entering(people.first), entering(people.second)
    assert faults(Page("", "verifier", first.get(f"{own}check/").content.decode())) == []
    assert first.post(f"{own}check/", {"answered": list(CHECKLIST)[1:]}).status_code == 422
    assert (
        "같은 기관의 다른 사람이 검증합니다"
        in first.post(f"{own}check/", {"answered": list(CHECKLIST)}, follow=True).content.decode()
    )
    given = {"how": "certified", "certificate": "TTA-1"}
    assert first.post(f"{own}verify/", given).status_code == 403
    assert second.post(f"{own}verify/", {"how": "certified"}).status_code == 422
    assert faults(Page("", "verifier", second.get(f"{own}verify/").content.decode())) == []
    assert "검증했습니다." in second.post(f"{own}verify/", given, follow=True).content.decode()
    made.refresh_from_db()
    assert (made.state, made.verification) == (State.VERIFIED, "certified")
    assert second.get(f"{own}check/").status_code == 409


def test_a_re_measurement_needs_its_tolerance_and_is_shown_line_by_line(people: Cast) -> None:
    made = checked(submitted(people.maker, level=Level.PUBLIC, name="vllm_c4.json", given=SET), people)
    again = submitted(people.second, name="aiperf_c4.json", given=SET)
    own, second = f"/results/{made.pk}/", entering(people.second)
    given = {"how": "reproduced", "remeasured": str(again.pk)}
    assert second.post(f"{own}verify/", given).status_code == 422
    terms = given | {"source": "시험 절차서 4.2"}
    beyond = second.post(f"{own}verify/", terms | {"tolerance": "1"})
    assert beyond.status_code == 422
    assert "허용오차를 벗어났습니다" in beyond.content.decode()
    page = second.post(f"{own}verify/", terms | {"tolerance": "90"}, follow=True).content.decode()
    assert "output_tps value: 370.4" in page


def test_a_verifier_rejects_and_an_owner_withdraws_with_a_reason(people: Cast) -> None:
    made = submitted(people.maker)
    own = f"/results/{made.pk}/"
    first, maker = entering(people.first), entering(people.maker)
    assert first.post(f"{own}reject/", {"reason": " "}).status_code == 422
    assert "장비가 다름" in first.post(f"{own}reject/", {"reason": "장비가 다름"}, follow=True).content.decode()
    assert "잘못 잼" in maker.post(f"{own}withdraw/", {"reason": "잘못 잼"}, follow=True).content.decode()
    assert Release.objects.get().state == State.WITHDRAWN
    assert maker.get(f"{own}withdraw/").status_code == 409


def test_an_owner_shows_a_release_to_others_and_narrows_it_again(people: Cast) -> None:
    made = submitted(people.maker)
    own, maker, officer = f"/results/{made.pk}/", entering(people.maker), entering(people.officer)
    assert officer.get(own).status_code == 404
    maker.post(f"{own}disclose/", {"level": "named", "named": [at(people.officer).pk]})
    assert officer.get(own).status_code == 200
    assert maker.post(f"{own}disclose/", {"level": "named"}).status_code == 422
    maker.post(f"{own}disclose/", {"level": "private"})
    assert officer.get(own).status_code == 404
    assert made.disclosures.count() == 3


def test_who_may_not_review_is_told_so_or_sees_nothing(people: Cast) -> None:
    made = submitted(people.maker, level=Level.PUBLIC)
    own = f"/results/{made.pk}/"
    for act in ("check", "verify", "reject"):
        assert entering(people.officer).get(f"{own}{act}/").status_code == 403
        assert entering(people.maker).get(f"{own}{act}/").status_code == 403
    assert entering(people.officer).get(f"{own}withdraw/").status_code == 404
    assert entering(people.officer).get(f"{own}disclose/").status_code == 404
    assert (
        entering(people.maker).get(f"/results/{draft(people.maker, name='vllm_c4.json').pk}/disclose/").status_code
        == 409
    )
    assert entering(people.first).get(f"/results/{verified(made, people).pk}/reject/").status_code == 409
