from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from procurement.casefile.planning import NO_DEMAND
from procurement.models import Tender
from procurement.selectors.drafting import progress_of, written_in
from tests.procurement.web.plan_given import DEMAND, typed

AIMS = {"objective": "cheapest", "utilisation": "0.8", "spares": "1", "budget": "900000000", "legal_basis": "none"}


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


@pytest.fixture
def url(tender: Tender) -> str:
    return f"/tenders/{tender.pk}/sizing/"


def seen(tender: Tender) -> dict[str, str]:
    return {"seen": written_in(tender).digest}


def test_the_question_is_taken_away_and_asked_anew(officer: Client, tender: Tender, url: str) -> None:
    assert "합성 학습데이터" in officer.get(url).content.decode()
    assert officer.post(f"{url}remove/", seen(tender)).status_code == 302
    assert "sizing" not in written_in(tender).values
    assert officer.get(f"{url}demand/new/").status_code == 302
    assert officer.post(url, AIMS | seen(tender)).status_code == 302
    sizing = written_in(tender).table("sizing")
    assert (sizing["spares"], sizing["limits"]["budget"], str(sizing["utilisation"])) == (1, 900_000_000, "0.8")
    assert progress_of(tender).open == (NO_DEMAND,)
    assert "수요가 없으면 공고할 수 없습니다" in officer.get(url).content.decode()
    assert officer.post(f"{url}demand/new/", typed(DEMAND) | seen(tender)).status_code == 302
    assert progress_of(tender).open == ()
    assert "일괄 생성" in officer.get(url).content.decode()


def test_a_demand_is_changed_in_its_place_and_taken_out(officer: Client, tender: Tender, url: str) -> None:
    page = f"{url}demand/drafts/"
    assert officer.get(page).status_code == 200
    assert officer.post(page, typed(DEMAND, rate=20) | seen(tender)).status_code == 302
    found = written_in(tender).table("sizing")["demand"]
    assert [(one["id"], one["rate"]) for one in found] == [("synthetic", 30), ("drafts", 20)]
    assert officer.post(f"{page}remove/", seen(tender)).status_code == 302
    assert [one["id"] for one in written_in(tender).table("sizing")["demand"]] == ["synthetic"]
    assert officer.post(f"{page}remove/", seen(tender)).status_code == 404
    assert officer.post(f"{url}demand/synthetic/remove/", seen(tender)).status_code == 302
    assert progress_of(tender).open == (NO_DEMAND,)


def test_what_is_wrong_or_was_changed_since_is_not_taken(officer: Client, tender: Tender, url: str) -> None:
    before = written_in(tender)
    assert officer.post(url, AIMS | {"utilisation": "8"} | seen(tender)).status_code == 422
    assert officer.post(url, AIMS | {"seen": "0" * 64}).status_code == 422
    assert officer.post(f"{url}demand/new/", typed(DEMAND, isl="") | seen(tender)).status_code == 422
    assert officer.post(f"{url}remove/", {"seen": "0" * 64}).status_code == 302
    assert written_in(tender) == before
