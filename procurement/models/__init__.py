"""What is remembered: people and organisations, tenders, and the record of every act."""

from __future__ import annotations

from procurement.models.audit import AuditEntry, AuditHead
from procurement.models.people import Appointment, Organisation, User
from procurement.models.tender import Tender, TenderFile

__all__ = ["Appointment", "AuditEntry", "AuditHead", "Organisation", "Tender", "TenderFile", "User"]
