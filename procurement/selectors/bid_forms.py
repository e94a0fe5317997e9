"""A bidder's filled form held against the tender as it stands: what was read, and what entering it would keep."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from procurement.casefile.collecting.bidding import stored_bids
from procurement.casefile.collecting.own_bid import Cell, bidder_of, came_in, cells_of, change_by
from procurement.casefile.handouts.reading import asked_of
from procurement.exports.xlsx.handouts.bid_form import closed_bid_form
from procurement.models import Tender
from procurement.selectors.cases import case_files
from procurement.selectors.tenders import digest_of, folder_of


@dataclass(frozen=True, slots=True)
class ReadBid:
    """A form as it was read. `content` is the bid's file, `files` its evidence and the form itself by path.

    `lines` say what differs from the bid that is there already; a new bid has none there.
    """

    key: str
    name: str
    new: bool
    cells: tuple[Cell, ...]
    lines: tuple[str, ...]
    content: bytes
    files: Mapping[str, bytes]

    @property
    def digest(self) -> str:
        """What was shown: the bid's file and every file with it."""
        return digest_of({**self.files, f"bids/{self.key}.toml": self.content})


def read_form(tender: Tender, *, data: bytes, filename: str, evidence: Mapping[str, bytes]) -> ReadBid:
    """The filled form with the result files it names. Raises FormRefused, and casefile's REFUSALS for the tender."""
    files = case_files(tender)
    with folder_of(files) as folder:
        asked = asked_of(folder)
        stored = stored_bids(folder)
    came = came_in(data, filename=filename, form=closed_bid_form(asked.notice), tender_id=asked.notice.tender_id)
    bidder = bidder_of(came, bidders=asked.notice.bidders)
    kept = {f"evidence/{bidder.id}/{name}": content for name, content in evidence.items()}
    for old in tender.bids.filter(key=bidder.id).prefetch_related("files"):
        for file in old.files.all():
            files.pop(file.path, None)
    with folder_of({**files, **kept}) as folder:
        change = change_by(came, bidder=bidder, asked=asked, folder=folder, stored=stored)
    form = f"evidence/{bidder.id}/제안서식_{hashlib.sha256(data).hexdigest()[:8]}.xlsx"
    return ReadBid(
        key=bidder.id,
        name=bidder.name,
        new=change.new,
        cells=tuple(cells_of(came)),
        lines=() if change.new else change.lines,
        content=change.content,
        files={**kept, form: data},
    )
