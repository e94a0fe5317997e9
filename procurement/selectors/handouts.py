"""What goes out before a result: the notice's annexes, the bidders' forms, the panel's papers; made when asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.timezone import localtime

from procurement.casefile.archive import packed
from procurement.casefile.handouts.makers import offered
from procurement.casefile.handouts.reading import Asked, asked_of, submissions_if_any
from procurement.exports.handout import Form, Notice
from procurement.exports.hwpx.cards import card_forms
from procurement.exports.xlsx.handouts import announcement
from procurement.exports.xlsx.handouts.ballot import ballots
from procurement.exports.xlsx.handouts.bid_form import closed_bid_form, price_form
from procurement.exports.xlsx.handouts.pledge import Declared, declarations, pledges
from procurement.models import Declaration, Seat, Tender
from procurement.selectors.cases import case_files
from procurement.selectors.documents import program_and_head
from procurement.selectors.tenders import folder_of
from procurement.workflow import Stage

BEFORE_THE_PANEL = (Stage.DRAFT, Stage.PUBLISHED)
"""Where bids still come in, so that the panel's papers are specimens."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it is handed out."""

    filename: str
    content: bytes


def points_paper(tender: Tender) -> Paper:
    """배점표. Raises casefile's REFUSALS and BrandNamed, as every paper here."""
    return _one(announcement.points_table(asked_for(tender).notice))


def specification_paper(tender: Tender) -> Paper:
    """규격서."""
    return _one(announcement.specification(asked_for(tender).notice))


def makers_paper(tender: Tender) -> Paper:
    """규격 충족 확인: the bids that are there against the requirements, for the agency alone."""
    with folder_of(case_files(tender)) as folder:
        asked = asked_of(folder)
        products = offered(submissions_if_any(folder, asked=asked), announced=asked.announced)
    gates = {gate.id for gate in asked.announced.scheme.gates}
    measured = any(measure.subject in gates for measure in asked.announced.measures)
    return _one(announcement.makers_check(asked.notice, products=products, measured=measured or bool(products)))


def bid_paper(tender: Tender) -> Paper:
    """제안서식 without prices, which is read back."""
    return _one(closed_bid_form(asked_for(tender).notice))


def price_paper(tender: Tender) -> Paper:
    """가격입찰서 for the envelope."""
    return _one(price_form(asked_for(tender).notice))


def ballots_paper(tender: Tender) -> Paper:
    """Every evaluator's 평가표 as a ZIP; while bids come in one specimen."""
    return _many("평가표.zip", ballots(panel_notice(tender)))


def hancom_ballots_paper(tender: Tender) -> Paper:
    """The same to print for Hancom Office. Raises NoHwpx and NotSound too."""
    notice = panel_notice(tender)
    return _many("평가표_한글.zip", card_forms(notice, ballots=ballots(notice), program=program_and_head()))


def pledges_paper(tender: Tender) -> Paper:
    """Every evaluator's 서약서 as a ZIP; while bids come in one specimen."""
    return _many("서약서.zip", pledges(panel_notice(tender)))


def declarations_paper(tender: Tender) -> Paper:
    """서약·제척 기록 under the bidders' own names."""
    found = Declaration.objects.filter(seat__tender=tender).select_related("seat", "bid").order_by("seat_id", "bid_id")
    rows = [Declared(one.seat.name, one.bid.name, one.interest, f"{localtime(one.at):%Y-%m-%d %H:%M}") for one in found]
    return _one(declarations(asked_for(tender).notice, declared=rows, program=program_and_head()))


def ballot_of(seat: Seat) -> Form | None:
    """The member's own 평가표 as it goes out now; None where there is nothing for them to mark."""
    notice = panel_notice(seat.tender)
    return next((form for form in ballots(replace(notice, evaluators=(seat.name,)))), None)


def panel_notice(tender: Tender) -> Notice:
    """The notice as the panel's papers see it: no bidder before all bids are in."""
    notice = asked_for(tender).notice
    if Stage(tender.stage) in BEFORE_THE_PANEL:
        return replace(notice, bidders=(), excused=frozenset())
    return notice


def asked_for(tender: Tender) -> Asked:
    """What the tender asks now, with the bids and recusals that are there. Raises casefile's REFUSALS, BrandNamed."""
    with folder_of(case_files(tender)) as folder:
        return asked_of(folder)


def _one(form: Form) -> Paper:
    return Paper(form.filename, form.content)


def _many(name: str, forms: Iterable[Form]) -> Paper:
    return Paper(name, packed({form.filename: form.content for form in forms}))
