from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from procurement.verification import CHECKLIST, Level
from tests.procurement.api.client import api_of, problem
from tests.procurement.exchange import ANSWERED, cast, checked, other_run, submitted

pytestmark = pytest.mark.django_db


def test_two_verifiers_verify_and_the_owner_withdraws() -> None:
    people = cast()
    own = f"releases/{submitted(people.maker, level=Level.PUBLIC).pk}"
    first, second = api_of(people.first), api_of(people.second)
    some = first.post(f"{own}/check", {"answered": list(CHECKLIST)[:1]})
    assert some.status_code == 422
    assert first.post(f"{own}/check", {"answered": list(CHECKLIST)}).json()["state"] == "checked"
    proof = {"how": "certified", "certificate": "TTA-2026-001"}
    assert problem(first.post(f"{own}/verification", proof))["status"] == 403
    assert second.post(f"{own}/verification", {"how": "certified"}).status_code == 422
    assert second.post(f"{own}/verification", proof).json()["state"] == "verified"
    assert api_of(people.rival).post(f"{own}/withdrawal", {"reason": "x"}).status_code == 404
    assert api_of(people.maker).post(f"{own}/withdrawal", {"reason": "다시 쟀습니다"}).json()["state"] == "withdrawn"
    steps = first.get(own).json()["steps"]
    assert [one["after"] for one in steps] == ["submitted", "checked", "verified", "withdrawn"]


def test_a_remeasurement_is_held_to_its_tolerance() -> None:
    people = cast()
    given = replace(ANSWERED, isl=Decimal(128), osl=Decimal(64))
    release = checked(submitted(people.maker, level=Level.PUBLIC, name="vllm_c4.json", given=given), people)
    again = submitted(people.first, level=Level.PUBLIC, name="aiperf_c4.json", given=given)
    own, second = f"releases/{release.pk}/verification", api_of(people.second)
    proof = {"how": "reproduced", "remeasured": again.pk}
    assert "tolerance" in problem(second.post(own, proof))["detail"]
    whole = proof | {"tolerance": "5", "source": "시험 절차서 4.2"}
    assert second.post(own, whole | {"remeasured": 999}).status_code == 404
    assert "허용오차를 벗어났습니다" in problem(second.post(own, whole | {"tolerance": "0"}))["detail"]
    assert second.post(own, whole | {"tolerance": "50"}).json()["state"] == "verified"


def test_a_verifier_rejects_with_a_reason() -> None:
    people = cast()
    own = f"releases/{submitted(people.maker, level=Level.PUBLIC).pk}/rejection"
    assert api_of(people.officer).post(own, {"reason": "x"}).status_code == 403
    assert api_of(people.first).post(own, {"reason": "기록이 없습니다"}).json()["state"] == "rejected"


def test_results_are_asked_for_and_suppliers_answer() -> None:
    people = cast()
    officer, maker, rival = api_of(people.officer), api_of(people.maker), api_of(people.rival)
    asked = officer.post("requests", {"model": "EXAONE-3.5-32B", "isl": 1024})
    assert asked.status_code == 201
    own = f"requests/{asked.json()['id']}/replies"
    assert maker.get("requests").json()["count"] == 1
    assert api_of(people.outsider).get("requests").json()["count"] == 0
    assert api_of(people.outsider).get(own).status_code == 404
    assert maker.post(own, {}).status_code == 422
    hidden = submitted(people.maker)
    assert maker.post(own, {"release": hidden.pk}).status_code == 422
    assert rival.post(own, {"release": hidden.pk}).status_code == 404
    shown = submitted(people.maker, level=Level.PUBLIC, data=other_run())
    assert maker.post(own, {"release": shown.pk}).status_code == 201
    assert rival.post(own, {"reason": "재지 않은 모델입니다"}).status_code == 201
    assert [one["release"] for one in officer.get(own).json()] == [shown.pk, None]
    assert [one["organisation"]["name"] for one in maker.get(own).json()] == ["가상반도체"]
    assert rival.post("requests", {"model": "x"}).status_code == 403
