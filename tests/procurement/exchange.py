"""Organisations, people and releases of an exchange, made through the services."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.db import connection
from django.test import override_settings

from benchmarks.answers import Answers
from procurement.models import Organisation, Proposal, Release, User
from procurement.permissions import Kind, Role
from procurement.services.evidence_catalogue import Proposed, propose
from procurement.services.evidence_drafts import add_files, answer, start_release, submit
from procurement.services.evidence_review import Proof, check, verify
from procurement.verification import CHECKLIST, Level
from tests.procurement.actors import AT, acting, agency, person

FILES = Path(__file__).parents[1] / "files"
GUIDELLM = "guidellm_v2.json"
ANSWERED = Answers(
    accelerator="RNGD", used=4, weight_precision="FP8", engine="Furiosa-LLM",
    engine_version="2026.3.0", measurer="퓨리오사AI", measurer_role="vendor", power_scope="not_measured",
)  # fmt: skip
CERTIFIED = Proof("certified", certificate="TTA-2026-001")


@dataclass(frozen=True)
class Cast:
    """Two suppliers, a verifier with three people, an agency with its officer, a council member, an administrator."""

    maker: User
    rival: User
    first: User
    second: User
    officer: User
    member: User
    outsider: User
    administrator: User

    @property
    def own(self) -> Organisation:
        return at(self.maker)


def at(user: User) -> Organisation:
    assert user.organisation
    return user.organisation


def cast(buyer: str = "가상시청", other: str = "가상도청") -> Cast:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):  # nobody signs in
        made = {
            name: agency(title, kind=kind)
            for name, title, kind in (
                ("maker", "가상반도체", Kind.SUPPLIER),
                ("rival", "비밀반도체", Kind.SUPPLIER),
                ("tester", "가상시험원", Kind.VERIFIER),
                ("buyer", buyer, Kind.AGENCY),
                ("cloud", "가상클라우드", Kind.CLOUD),
                ("other", other, Kind.AGENCY),
            )
        }
        Organisation.objects.filter(pk__in=[made[name].pk for name in ("maker", "rival", "cloud")]).update(
            in_council=True
        )
        for one in made.values():
            one.refresh_from_db()
        return Cast(
            maker=person("제조", Role.SUPPLIER, at=made["maker"]),
            rival=person("경쟁", Role.SUPPLIER, at=made["rival"]),
            first=person("검증1", Role.VERIFIER, at=made["tester"]),
            second=person("검증2", Role.VERIFIER, at=made["tester"]),
            officer=person("주무관", Role.OFFICER, at=made["buyer"]),
            member=person("회원", Role.SUPPLIER, at=made["cloud"]),
            outsider=person("남", Role.OFFICER, at=made["other"]),
            administrator=person("관리", Role.ADMINISTRATOR, at=made["other"]),
        )


@cache
def content(name: str = GUIDELLM) -> bytes:
    return (FILES / name).read_bytes()


def other_run(number: int = 1) -> bytes:
    """The same sweep as another file: equal figures in other bytes."""
    return content() + b"\n" * number


def run_of_2031() -> bytes:
    """The same sweep begun on 2031-01-01."""
    return content().replace(b"17953452", b"19250002")


def draft(
    by: User,
    *,
    title: str = "측정 자료",
    name: str = GUIDELLM,
    data: bytes | None = None,
    given: Answers = ANSWERED,
    before: Release | None = None,
) -> Release:
    """A draft with one file, GuideLLM's where none is named, answered."""
    made = start_release(at(by), title=title, supersedes=before, by=acting(by), at=AT)
    add_files(made, files={name: data or content(name)}, by=acting(by), at=AT)
    answer(made, given=given, names=[name], by=acting(by), at=AT)
    return made


def submitted(
    by: User,
    *,
    level: Level = Level.PRIVATE,
    named: tuple[Organisation, ...] = (),
    title: str = "측정 자료",
    name: str = GUIDELLM,
    data: bytes | None = None,
    given: Answers = ANSWERED,
    before: Release | None = None,
) -> Release:
    made = draft(by, title=title, name=name, data=data, given=given, before=before)
    return submit(made, level=level, named=named, by=acting(by), at=AT)


def checked(made: Release, people: Cast) -> Release:
    check(made, answered=list(CHECKLIST), by=acting(people.first), at=AT)
    made.refresh_from_db()
    return made


def verified(made: Release, people: Cast, *, proof: Proof = CERTIFIED) -> Release:
    verify(checked(made, people), proof=proof, by=acting(people.second), at=AT)
    made.refresh_from_db()
    return made


def newer(version: str = "2026.4.0") -> Answers:
    return replace(ANSWERED, engine_version=version)


def unguarded() -> None:
    """The tables without their triggers, as one who may do anything to them has them."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")


def proposed(people: Cast, *, value: str = "170", device: str = "furiosa-rngd") -> Proposal:
    given = Proposed(
        device=device, field="tdp_w", value=value, unit="W", source_title="제품 자료 2026-10",
        source_url="https://example.com/rngd", source_date="2026-10", confidence="A",
    )  # fmt: skip
    return propose(given, by=acting(people.maker), at=AT)
