from __future__ import annotations

import pytest

from tests.procurement.api.client import api_of, problem
from tests.procurement.exchange import cast, submitted
from tests.procurement.rounds import begun, example_bids, published, with_bids

pytestmark = pytest.mark.django_db


def test_a_bid_is_entered_without_its_price_read_and_withdrawn() -> None:
    made = published()
    officer, own = api_of(made.officer), f"tenders/{made.tender.pk}/bids"
    content = example_bids()["A"][0]
    entered = officer.post_zip(own, {"bid.toml": content})
    assert (entered.status_code, entered.json()["id"]) == (201, "A")
    offer = officer.client.get(entered.headers["Location"]).json()
    assert offer["pieces"]
    priced = officer.post_zip(own, {"bid.toml": content + b"\nprice = 1\n"})
    assert priced.status_code == 422
    assert "ZIP" in problem(officer.post_zip(own, {"other.toml": content}))["detail"]
    assert officer.post(f"{own}/A/withdrawal", {"reason": "잘못 냈습니다"}).status_code == 204
    assert officer.get(own).json() == []
    assert officer.get(f"{own}/A").status_code == 404


def test_nobody_but_an_officer_enters_bids() -> None:
    made = with_bids()
    own = f"tenders/{made.tender.pk}/bids"
    refused = api_of(made.approver).post_zip(own, {"bid.toml": example_bids()["A"][0]})
    assert problem(refused)["status"] == 403
    assert len(api_of(made.approver).get(own).json()) == 4
    assert api_of(made.members[0]).get(own).status_code == 404


def test_a_release_is_cited_with_its_digest() -> None:
    made, people = begun("가상구청"), cast()
    release = submitted(people.maker)
    officer, own = api_of(made.officer), f"tenders/{made.tender.pk}/evidence"
    hidden = officer.post(own, {"release": release.pk})
    assert hidden.status_code == 404
    release.level = "public"
    release.save()
    (cited,) = officer.post(own, {"release": release.pk}).json()
    assert (cited["digest"], cited["purpose"], cited["unchanged"]) == (release.digest, "market", True)
    assert officer.get(own).json() == [cited]
