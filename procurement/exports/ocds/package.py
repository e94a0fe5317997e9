"""An OCDS 1.1.5 release package: the mapping of an evaluation to the standard stands here and beside, nowhere else."""

from __future__ import annotations

from benchmarks.writers.exact_json import Json, exact_json
from procurement.exports.dossier import Dossier
from procurement.exports.ocds.bids import bids_json, tenderer
from procurement.exports.ocds.publication import Notice, NotPublishable, Publication, Release
from procurement.exports.ocds.tender import BUYER, LOT, tender_json, won
from scoring.result import BidResult

_AT = "https://raw.githubusercontent.com/open-contracting-extensions"
EXTENSIONS = (
    f"{_AT}/ocds_lots_extension/v1.1.5/extension.json",
    f"{_AT}/ocds_bid_extension/master/extension.json",  # rank, relatedLots and relatedBids came after v1.1.5
    f"{_AT}/ocds_awardCriteria_extension/master/extension.json",
    f"{_AT}/ocds_requirements_extension/master/extension.json",
)


def release_package(notice: Notice, *, dossier: Dossier | None, publication: Publication) -> bytes:
    """The package with its releases in the given order; equal values give equal bytes.

    `dossier` may be None where no release is later than the tender stage. Raises NotPublishable where the publication
    does not answer what a release needs, NotExact for a number that no decimal writes.
    Source: OCDS 1.1.5, release-package-schema.json and release-schema.json.
    """
    releases: list[Json] = [_release(notice, dossier, publication, one) for one in publication.releases]
    return exact_json(
        {
            "uri": publication.uri,
            "version": "1.1",
            "extensions": [*EXTENSIONS, publication.scores_extension],
            "publishedDate": publication.published.isoformat(),
            "publisher": {"name": publication.publisher},
            **({} if publication.license is None else {"license": publication.license}),
            "releases": releases,
        }
    )


def ocid_of(notice: Notice, *, publication: Publication) -> str:
    """The open contracting id: the publisher's registered prefix and the number of the notice."""
    return f"{publication.ocid_prefix}-{notice.id}"


def _release(notice: Notice, dossier: Dossier | None, publication: Publication, release: Release) -> Json:
    ocid = ocid_of(notice, publication=publication)
    told: dict[str, Json] = {
        "ocid": ocid,
        "id": f"{ocid}-{release.stage}-{release.date.isoformat()}",
        "date": release.date.isoformat(),
    }
    if release.stage == "tender" or dossier is None:
        tender = tender_json(notice, publication=publication, status="active")
        told["tag"] = ["tender"]
        return told | _rest(notice, (), None, tender)
    results = dossier.evaluation.results
    priced = release.stage == "award"
    winner = _first(results) if priced else None
    tender = tender_json(notice, publication=publication, status=_status(results, winner) if priced else "active")
    tender |= {"numberOfTenderers": len(results), "tenderers": [tenderer(one) for one in results]}
    told["tag"] = ["award" if winner else "tenderUpdate"]
    told |= _rest(notice, results, winner, tender)
    told["bids"] = bids_json(dossier, priced=priced, marks=publication.shown_marks)
    if winner:
        told["awards"] = [_award(winner, publication)]
    return told


def _rest(
    notice: Notice, results: tuple[BidResult, ...], winner: BidResult | None, tender: dict[str, Json]
) -> dict[str, Json]:
    buyer: Json = {"id": BUYER, "name": notice.agency}
    parties: list[Json] = [{"id": BUYER, "name": notice.agency, "roles": ["buyer", "procuringEntity"]}]
    for one in results:
        roles: list[Json] = ["tenderer", "supplier"] if one is winner else ["tenderer"]
        parties.append({**tenderer(one), "roles": roles})
    return {"initiationType": "tender", "language": "ko", "parties": parties, "buyer": buyer, "tender": tender}


def _first(results: tuple[BidResult, ...]) -> BidResult | None:
    """The bid that alone is first; where equal bids wait for a lot nobody is."""
    first = [one for one in results if one.rank == 1]
    return first[0] if len(first) == 1 else None


def _status(results: tuple[BidResult, ...], winner: BidResult | None) -> str:
    if winner:
        return "complete"
    return "active" if any(one.eligible for one in results) else "unsuccessful"


def _award(winner: BidResult, publication: Publication) -> Json:
    decision = publication.decision
    if decision is None:
        raise NotPublishable(
            "publication.toml [award]: 1순위가 정해졌으므로 status와 date를 적어야 합니다 / "
            "a bid is ranked first, so give status and date"
        )
    return {
        "id": "award-1",
        "status": decision.status,
        "date": decision.date.isoformat(),
        **({} if winner.bid.price is None else {"value": won(winner.bid.price)}),
        "suppliers": [tenderer(winner)],
        "relatedBids": [winner.bid.id],
        "relatedLots": [LOT],
    }
