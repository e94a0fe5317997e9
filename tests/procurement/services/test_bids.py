from __future__ import annotations

import json

import pytest

from procurement.models import AuditEntry, Bid
from procurement.selectors.cases import case_files
from procurement.services.bids import enter_bid, withdraw_bid
from procurement.services.panel import begin_evaluation
from procurement.services.record import NotAllowed, Unusable
from procurement.workflow import NotYet
from tests.procurement.actors import AT, acting
from tests.procurement.rounds import Round, example_bids, published, with_bids

pytestmark = pytest.mark.django_db


def bid(key: str = "A") -> bytes:
    return example_bids()[key][0]


def entered(made: Round, content: bytes, evidence: dict[str, bytes] | None = None) -> Bid:
    return enter_bid(made.tender, content=content, evidence=evidence or {}, by=acting(made.officer), at=AT)


def test_a_bid_is_entered_replaced_and_withdrawn_with_a_reason() -> None:
    made = published()
    first = entered(made, bid())
    again = entered(
        made, bid().replace("가온누리솔루션".encode(), "가온솔루션".encode()), {"evidence/A/log.json": b"{}"}
    )
    assert (first.pk, again.name, again.manufacturer) == (again.pk, "가온솔루션 (가상 업체)", "FuriosaAI")
    assert case_files(made.tender)["evidence/A/log.json"] == b"{}"
    withdraw_bid(made.tender, key="A", reason=" 업체 요청 ", by=acting(made.officer), at=AT)
    assert not Bid.objects.exists()
    acts = AuditEntry.objects.filter(act__startswith="bid.")
    assert [one.act for one in acts] == ["bid.entered", "bid.entered", "bid.withdrawn"]
    assert json.loads(acts[2].details) == {"bid": "A", "reason": "업체 요청", "sha256": again.sha256}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bid() + b"price = 1\n", r"tender|price|officer"),
        (bid().replace(b"[offer]\n", b"[offer]\nprice = 175000000\n"), r"\[offer\] price: 가격은 기술평가를 마감한 뒤"),
        (bid().replace(b"[bid]\n", b"[bid]\nprice = 1465000000\n"), r"\[bid\] price: 가격은 기술평가를 마감한 뒤"),
        (bid().replace(b'id = "A"', b'id = "../A"'), "40자까지"),
        (bid().replace(b"furiosa-rngd", b"nothing-at-all"), "bids/A.toml"),
        (b"[bid", "bids/"),
        (b"[bid]\n", "bids/"),
        (b"\xff\xfe", "bids/"),
        (b"#" * 20_000_001, "너무 큽니다"),
    ],
)
def test_a_price_or_an_unreadable_bid_is_refused_whole(content: bytes, said: str) -> None:
    """C.1-1: no price enters before the technical evaluation is closed."""
    made = published()
    before = AuditEntry.objects.count()
    with pytest.raises(Unusable, match=said):
        entered(made, content)
    assert (Bid.objects.count(), AuditEntry.objects.count()) == (0, before)


@pytest.mark.parametrize("path", ["tender.toml", "evidence/../tender.toml", "/evidence/a", "evidence/", "bids/B.toml"])
def test_evidence_stands_below_its_own_folder(path: str) -> None:
    made = published()
    with pytest.raises(Unusable, match="증빙은 evidence/"):
        entered(made, bid(), {path: b""})
    with pytest.raises(Unusable, match="20,000,001"):
        entered(made, bid(), {"evidence/a.json": b"x" * 20_000_001})


def test_two_bids_do_not_share_a_name_and_an_unknown_one_is_not_withdrawn() -> None:
    made = published()
    entered(made, bid())
    with pytest.raises(Unusable, match="name"):
        entered(made, bid().replace(b'id = "A"', b'id = "E"'))
    with pytest.raises(Unusable, match="없는 입찰"):
        withdraw_bid(made.tender, key="Z", reason="까닭", by=acting(made.officer), at=AT)
    with pytest.raises(Unusable, match="철회 사유"):
        withdraw_bid(made.tender, key="A", reason=" ", by=acting(made.officer), at=AT)


def test_only_the_agencys_officers_and_only_while_it_is_open() -> None:
    made, other = with_bids(), published("가상도청")
    for user in (other.officer, made.chair, made.members[0]):
        with pytest.raises(NotAllowed):
            enter_bid(made.tender, content=bid(), evidence={}, by=acting(user), at=AT)
        with pytest.raises(NotAllowed):
            withdraw_bid(made.tender, key="A", reason="까닭", by=acting(user), at=AT)
    begin_evaluation(made.tender, by=acting(made.officer), at=AT)
    with pytest.raises(NotYet):
        entered(made, bid())
    with pytest.raises(NotYet):
        withdraw_bid(made.tender, key="A", reason="까닭", by=acting(made.officer), at=AT)
