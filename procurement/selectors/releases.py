"""The tender as an OCDS release package: what publication.toml answers, at the moments that the record knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.utils.timezone import localtime

from procurement import __version__
from procurement.casefile import dossier_of
from procurement.casefile.notice import notice_of
from procurement.casefile.publication import publication_of
from procurement.exports.ocds import publication as ocds
from procurement.exports.ocds.package import release_package
from procurement.models import AuditEntry, Decision, Result, Tender
from procurement.models.result import TECHNICAL
from procurement.selectors.cases import case_files, final_case, technical_case
from procurement.selectors.tenders import files_of, folder_of
from scoring.result import Evaluation


def release_of(tender: Tender, *, today: date) -> bytes:
    """The package with a release for each stage that is reached: the notice, the technical scores, the award.

    Before the technical close nothing of a bid is in it, before the decision no price. An award is pending until the
    standstill has ended. Raises casefile's REFUSALS, and NotPublishable where publication.toml is not there, or where
    the decision is none that a release can say.
    """
    with folder_of(files_of(tender)) as folder:
        given, notice = publication_of(folder), notice_of(folder)
    decision = Decision.objects.filter(tender=tender).select_related("bid").first()
    releases = tuple(_releases(tender, decision))
    told = replace(given, releases=releases, published=releases[-1].date, decision=_decided(decision, today))
    if len(releases) == 1:
        return release_package(notice, dossier=None, publication=told)
    case = final_case(tender) if decision else technical_case(tender)
    if decision:
        _check_first(case.evaluation, decision)
    dossier = dossier_of(case, sizing=None, program=f"Jeoul {__version__}")
    return release_package(notice, dossier=dossier, publication=told)


def has_publication(tender: Tender) -> bool:
    """Whether the folder answers what a release needs."""
    return "publication.toml" in case_files(tender)


def _releases(tender: Tender, decision: Decision | None) -> list[ocds.Release]:
    notice = AuditEntry.objects.get(act="tender.published", subject=f"tender:{tender.pk}")
    found = [ocds.Release("tender", _local(notice.at))]
    technical = Result.objects.filter(tender=tender, kind=TECHNICAL).first()
    if technical is not None:
        found.append(ocds.Release("technical", _local(technical.at)))
    if decision is not None:
        found.append(ocds.Release("award", _local(decision.at)))
    return found


def _decided(decision: Decision | None, today: date) -> ocds.Decision | None:
    if decision is None:
        return None
    if decision.bid is None:
        return ocds.Decision("cancelled", _local(decision.at))
    return ocds.Decision("active" if today > decision.standstill_until else "pending", _local(decision.at))


def _check_first(evaluation: Evaluation, decision: Decision) -> None:
    first = [one.bid.id for one in evaluation.results if one.rank == 1]
    if decision.bid is not None and first != [decision.bid.key]:
        raise ocds.NotPublishable(
            "결정한 업체가 1순위가 아니어서 award를 자동으로 만들 수 없습니다. 명령줄 release로 만드십시오 / "
            "the award did not go to the bid ranked first, make this release with the command line"
        )


def _local(moment: datetime) -> datetime:
    return localtime(moment).replace(microsecond=0)
