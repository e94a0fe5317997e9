"""What is remembered: people, tenders, bids, panels, prices, results, releases, plans, jobs, the record of acts."""

from __future__ import annotations

from procurement.models.api import ApiToken, KeptReply
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
from procurement.models.job import Job, JobFile, JobPart, JobState
from procurement.models.panel import Declaration, Mark, Reopening, Seat
from procurement.models.people import Appointment, Organisation, User
from procurement.models.plan import Plan, PlanFile
from procurement.models.price import Opening, Price
from procurement.models.result import Decision, Result
from procurement.models.tender import Tender, TenderFile
from procurement.models.usage import Usage

__all__ = [
    "ApiToken",
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
    "Job",
    "JobFile",
    "JobPart",
    "JobState",
    "KeptReply",
    "Look",
    "Mark",
    "Measured",
    "Opening",
    "Organisation",
    "Plan",
    "PlanFile",
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
    "Usage",
    "User",
]
