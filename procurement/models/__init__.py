"""What is remembered: people, tenders, bids, panels, prices, results, releases, and the record of every act."""

from __future__ import annotations

from procurement.models.audit import AuditEntry, AuditHead
from procurement.models.bid import Bid, BidFile
from procurement.models.evidence import Finding, Measured, Release, ReleaseFile
from procurement.models.exchange import (
    DataRequest,
    DisclosedTo,
    Disclosure,
    Look,
    Proposal,
    Reply,
    ReviewStep,
    TenderEvidence,
)
from procurement.models.panel import Declaration, Mark, Reopening, Seat
from procurement.models.people import Appointment, Organisation, User
from procurement.models.price import Opening, Price
from procurement.models.result import Decision, Result
from procurement.models.tender import Tender, TenderFile

__all__ = [
    "Appointment",
    "AuditEntry",
    "AuditHead",
    "Bid",
    "BidFile",
    "DataRequest",
    "Decision",
    "Declaration",
    "DisclosedTo",
    "Disclosure",
    "Finding",
    "Look",
    "Mark",
    "Measured",
    "Opening",
    "Organisation",
    "Price",
    "Proposal",
    "Release",
    "ReleaseFile",
    "Reopening",
    "Reply",
    "Result",
    "ReviewStep",
    "Seat",
    "Tender",
    "TenderEvidence",
    "TenderFile",
    "User",
]
