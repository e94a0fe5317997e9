"""What is remembered: people and organisations, and the record of every act."""

from __future__ import annotations

from procurement.models.audit import AuditEntry, AuditHead
from procurement.models.people import Appointment, Organisation, User

__all__ = ["Appointment", "AuditEntry", "AuditHead", "Organisation", "User"]
