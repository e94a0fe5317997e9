"""The example's notice as the files of a draft."""

from __future__ import annotations

from pathlib import Path

from procurement.models import Organisation, Tender, User
from procurement.permissions import Role
from procurement.services.tenders import start_tender
from tests.procurement.actors import AT, acting, agency, person

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "npu-llm-servers"


def notice(number: str = "EX-2026-001") -> dict[str, bytes]:
    text = (EXAMPLE / "tender.toml").read_text(encoding="utf-8").replace("EX-2026-001", number)
    return {"tender.toml": text.encode(), "README.md": (EXAMPLE / "README.md").read_bytes()}


def office(name: str = "가상시청") -> tuple[Organisation, User]:
    own = agency(name)
    return own, person(f"{name}담당", Role.OFFICER, at=own)


def drafted(own: Organisation, officer: User, *, number: str = "EX-2026-001") -> Tender:
    return start_tender(notice(number), agency=own, by=acting(officer), at=AT)
