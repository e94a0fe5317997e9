"""A tender held while an act changes it, and the officer who may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from procurement.casefile import REFUSALS, in_words
from procurement.casefile.handouts.brands import BrandNamed
from procurement.casefile.handouts.reading import Asked, asked_of
from procurement.casefile.readiness import Draft, draft_of
from procurement.models import Organisation, Seat, Tender, User
from procurement.permissions import may_run_tender, may_sit
from procurement.selectors.cases import case_files
from procurement.selectors.tenders import files_of, folder_of
from procurement.services.record import Actor, NotAllowed, Unusable

Found = TypeVar("Found")


def held(tender: Tender) -> Tender:
    """The tender as it stands now, locked until the transaction ends."""
    return Tender.objects.select_for_update(of=("self",)).select_related("agency").get(pk=tender.pk)


def held_by_officer(tender: Tender, by: Actor) -> tuple[Tender, User]:
    """The tender, locked, and the officer of its agency who acts. Raises NotAllowed."""
    own = held(tender)
    return own, officer(by, own.agency)


def officer(by: Actor, agency: Organisation) -> User:
    """Who acts, as an officer of the agency. Raises NotAllowed."""
    if by.user is None or not may_run_tender(by.user.roles(), same_agency=same_agency(by.user, agency)):
        raise NotAllowed(
            f"{by.name}: {agency}의 계약담당자만 할 수 있습니다 / only an officer of the agency may do this"
        )
    return by.user


def same_agency(user: User, agency: Organisation) -> bool:
    """Whether the person belongs to the agency."""
    return user.organisation_id == agency.pk


def own_seat(seat: Seat, by: Actor) -> Seat:
    """The seat as it stands now, of the member who acts. Raises NotAllowed."""
    place = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if by.user is None or place.user_id != by.user.pk or not may_sit(by.user.roles()):
        raise NotAllowed(f"{by.name}: 자기 평가표만 다룰 수 있습니다 / only one's own card")
    return place


def asked_in(tender: Tender) -> Asked:
    """What the tender asks of its panel now, with its bids and recusals. Raises Unusable."""
    return asked(case_files(tender))


def notice_of(tender: Tender) -> Asked:
    """What the notice alone asks, whoever bids: cheap enough for every mark that is typed. Raises Unusable."""
    return asked(files_of(tender))


def asked(files: Mapping[str, bytes]) -> Asked:
    """What the files of a case folder ask for. Raises Unusable."""
    return _read(files, asked_of)


def drafted(files: Mapping[str, bytes]) -> Draft:
    """How far the files of a draft have come. Raises Unusable for what is there and wrong."""
    return _read(files, draft_of)


def _read(files: Mapping[str, bytes], reader: Callable[[Path], Found]) -> Found:
    with folder_of(files) as folder:
        try:
            return reader(folder)
        except BrandNamed as refusal:
            raise Unusable(str(refusal)) from refusal
        except REFUSALS as refusal:
            raise Unusable(in_words(refusal)) from refusal


def needed(text: str, *, what: str) -> str:
    """The text without its edges. Raises Unusable where nothing is left."""
    if not text.strip():
        raise Unusable(f"{what} / a reason is needed")
    return text.strip()
