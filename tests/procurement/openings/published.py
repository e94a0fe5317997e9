"""Made-up openings of 나라장터: amounts drawn, official scores computed from a known setting."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from procurement.openings.opened import Opening, read_openings
from procurement.openings.reconciling import Reconciled, reconcile
from procurement.openings.setting import Contestant, Setting, computed, lowest_of, stated
from procurement.openings.terms import Terms, read_terms

HEAD = """
[reconcile]
title = "시험 구매"
procedure = "negotiation_national"
rules_day = 2026-03-02
bidNtceNo = "R26BK00000001"
[points]
technical = 80
price = 20
[amounts]
budget = 1000000000
[answers]
E_kind = "budget"
E_vat = "incl"
bid_vat = "incl"
ceiling = 1000000000
L_pool = "valid_all"
floor_L = true
cap_at_pmax = false
price_formula = "two_slope_2026"
threshold_on = "techEvlVal"
"""


@dataclass(frozen=True, slots=True)
class Bidder:
    amount: int
    technical: Decimal
    remark: str = "정상"


def terms(*changes: tuple[str, str], more: str = "") -> Terms:
    text = HEAD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return read_terms((text + more).encode(), filename="reconcile.toml")


def row(**fields: Any) -> dict[str, Any]:
    plain = {
        "opengRsltDivNm": "개찰완료", "bidNtceNo": "R26BK00000001", "bidNtceOrd": "000", "bidClsfcNo": "0",
        "rbidNo": "000", "opengRank": "", "prcbdrBizno": "1", "prcbdrNm": "가", "prcbdrCeoNm": "", "bidprcAmt": "900",
        "bidprcrt": "", "rmrk": "정상", "bidPrceEvlVal": "", "techEvlVal": "", "techEvlNaturVal": "",
        "totalEvlAmtVal": "",
    }  # fmt: skip
    return {**plain, **fields}


def response(items: Any, *, total: Any = None, code: Any = "00", message: str = "정상") -> bytes:
    body = {"items": items, "numOfRows": 10, "pageNo": 1, "totalCount": len(items) if total is None else total}
    return json.dumps(
        {"response": {"header": {"resultCode": code, "resultMsg": message}, "body": body}}, ensure_ascii=False
    ).encode()


def read(items: Any, **more: Any) -> tuple[Opening, ...]:
    return read_openings(response(items, **more), filename="opening.json")


def rows(bidders: Sequence[Bidder]) -> list[dict[str, Any]]:
    """The rows without any official price score or total."""
    return [
        row(
            prcbdrNm=f"업체{number}",
            prcbdrBizno=f"{number:010}",
            bidprcAmt=str(one.amount),
            techEvlVal=str(one.technical),
            rmrk=one.remark,
        )
        for number, one in enumerate(bidders)
    ]


def official(bidders: Sequence[Bidder], setting: Setting, given: Terms) -> list[dict[str, Any]]:
    """The rows with what somebody would publish who computed by this setting; totals add the rounded parts."""
    plain = rows(bidders)
    lines = reconcile(read(plain), terms=given).lines
    contestants: tuple[Contestant, ...] = tuple(line.contestant for line in lines)
    lowest = lowest_of(contestants, setting=setting)
    for fields, one in zip(plain, contestants, strict=True):
        score = computed(one, setting=setting, lowest=lowest)
        if score is not None:
            fields["bidPrceEvlVal"] = f"{score.points:f}"
            fields["totalEvlAmtVal"] = f"{score.points + Decimal(fields['techEvlVal']):f}"
    return plain


def reconciled(bidders: Sequence[Bidder], given: Terms, **changes: Any) -> Reconciled:
    """The reconciliation of an opening whose official scores were computed with these changes of the stated setting."""
    items = official(bidders, replace(stated(given), **changes), given)
    return reconcile(read(items), terms=given)
