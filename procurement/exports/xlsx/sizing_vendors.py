"""What each vendor gets of a plan's money, how many vendors there are, and the domestic part, by formula."""

from __future__ import annotations

from fractions import Fraction

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.book import Page
from procurement.exports.xlsx.sizing_layout import PlanRows
from procurement.sizing.mix import Mix

_HEADER = ("업체", "사용", "금액(원)", "금액 비중")


def write_vendors(page: Page, rows: PlanRows, *, mix: Mix) -> None:
    """Write each vendor's amount and share, the domestic ones', their sum and the number of vendors used."""
    first, last = min(rows.vendors.values()), max(rows.vendors.values())
    amounts, sellers, home = (rows.ordered(letter) for letter in "GBC")
    page.text(first - 2, 1, "업체별 금액과 국산 비중", look="heading")
    page.texts(first - 1, _HEADER, look="header")
    shares = {one.vendor: one.share for one in mix.vendor_shares}
    for name, row in rows.vendors.items():
        share = shares.get(name, Fraction(0))
        used = forms.YES if share else forms.NO
        page.text(row, 1, name)
        page.formula(row, 2, f'=IF(C{row}>0,"{forms.YES}","{forms.NO}")', used, look="centre")
        page.formula(row, 3, f"=SUMPRODUCT(--EXACT({sellers},A{row}),{amounts})", share * mix.cost, look="won")
        _part(page, row, share, total=last + 2)
    page.texts(last + 1, ("국산 구성", ""), look="header")
    domestic = f'=SUMPRODUCT(--EXACT({home},"{forms.YES}"),{amounts})'
    page.formula(last + 1, 3, domestic, mix.domestic_share * mix.cost, look="won", what="국산 구성 금액")
    _part(page, last + 1, mix.domestic_share, total=last + 2)
    page.texts(last + 2, ("계", ""), look="header")
    page.formula(last + 2, 3, f"=SUM(C{first}:C{last})", mix.cost, look="won", what="업체별 금액 계")
    page.texts(last + 3, ("사용한 업체 수", ""), look="header")
    page.formula(last + 3, 3, f'=COUNTIF(C{first}:C{last},">0")', len(shares), look="count", what="사용한 업체 수")


def vendors_used(rows: PlanRows) -> str:
    """The cell that counts the vendors that get any money."""
    return f"$C${max(rows.vendors.values()) + 3}"


def _part(page: Page, row: int, share: Fraction, *, total: int) -> None:
    page.formula(row, 4, f"=IF($C${total}=0,0,C{row}/$C${total})", share, look="share")
