"""What is remembered: people, tenders, bids, panels, prices, results, and the record of every act."""

from __future__ import annotations

from procurement.models.audit import AuditEntry, AuditHead
from procurement.models.bid import Bid, BidFile
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
    "Decision",
    "Declaration",
    "Mark",
    "Opening",
    "Organisation",
    "Price",
    "Reopening",
    "Result",
    "Seat",
    "Tender",
    "TenderFile",
    "User",
]
