"""Tenders drafted, published and cancelled by the agency's officers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath

from django.db import transaction

from procurement.casefile.collecting.toml_edit import NotKept
from procurement.casefile.collecting.toml_sections import with_section
from procurement.models import Organisation, Tender, TenderFile
from procurement.selectors.tenders import digest_of, files_of
from procurement.services._tender import drafted, held_by_officer, needed, officer
from procurement.services.record import Actor, Facts, Unusable, record
from procurement.workflow import Stage, check_move, check_stage

NOTICE = "tender.toml"
MOST_BYTES = 1_000_000
KINDS = {".toml", ".csv", ".md"}
_NAME = r"[\w-]+(?:\.[\w-]+)*"
_PATH = re.compile(f"{_NAME}(?:/{_NAME})?")
SEALED = ("bids", "marks.csv", "lots.toml")
"""What a draft does not hold: bids, marks and lots come later, each from its own person."""


@transaction.atomic
def start_tender(files: Mapping[str, bytes], *, agency: Organisation, by: Actor, at: datetime) -> Tender:
    """Begin a tender from the files of a case folder without bids; number and title are those of tender.toml.

    What is there must be right, the rest can follow. Raises NotAllowed and Unusable; nothing is half-kept.
    """
    acting = officer(by, agency)
    for path, content in files.items():
        _check_file(path, content)
    draft = drafted(files)
    if Tender.objects.filter(agency=agency, number=draft.tender_id).exists():
        raise Unusable(f"공고번호 {draft.tender_id}: 이미 있습니다. 다른 번호를 쓰세요 / this number is taken")
    made = Tender.objects.create(
        agency=agency,
        officer=acting,
        number=draft.tender_id,
        title=draft.title,
        stage=Stage.DRAFT,
        begun_at=at,
    )
    for path, content in sorted(files.items()):
        made.files.create(path=path, content=content, sha256=hashlib.sha256(content).hexdigest())
    details: Facts = {"number": made.number, "files": sorted(files), "digest": digest_of(files)}
    record("tender.started", subject=f"tender:{made.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def put_file(tender: Tender, *, path: str, content: bytes, by: Actor, at: datetime) -> TenderFile:
    """Put or replace a file of a draft; what is there must stay right. Raises NotAllowed, NotYet and Unusable."""
    own, _ = held_by_officer(tender, by)
    check_stage(Stage(own.stage), needed=Stage.DRAFT)
    file = _put(own, path, content)
    details = {"path": path, "sha256": file.sha256}
    record("tender.file_put", subject=f"tender:{own.pk}", details=details, by=by, at=at)
    return file


@transaction.atomic
def put_section(tender: Tender, *, section: str, value: object, seen: str, by: Actor, at: datetime) -> TenderFile:
    """Set a section of a draft's tender.toml anew: a table, a list of tables, or None to take it away.

    `seen`: the SHA-256 of the tender.toml that was changed. Raises NotAllowed, NotYet, and Unusable where another has
    changed it since, or what is there would be wrong.
    """
    own, _ = held_by_officer(tender, by)
    check_stage(Stage(own.stage), needed=Stage.DRAFT)
    before = own.files.get(path=NOTICE)
    if before.sha256 != seen:
        raise Unusable(
            "그사이 공고가 바뀌었습니다. 화면을 새로 열어 다시 고치세요 / the notice has changed since, reload"
        )
    file = _put(own, NOTICE, _with_section(before, section, value))
    details = {"path": NOTICE, "section": section, "sha256": file.sha256}
    record("tender.section_put", subject=f"tender:{own.pk}", details=details, by=by, at=at)
    return file


@transaction.atomic
def publish(tender: Tender, *, by: Actor, at: datetime) -> Tender:
    """Freeze the notice: its files no longer change, and their digest is kept. Raises NotAllowed, NotYet, Unusable."""
    own, _ = held_by_officer(tender, by)
    check_move(Stage(own.stage), to=Stage.PUBLISHED)
    files = files_of(own)
    if left := drafted(files).open:
        listed = "\n".join(f"- {line}" for line in left)
        raise Unusable(f"공고하기 전에 마저 정해야 합니다 / these are still open:\n{listed}")
    own.stage, own.notice_digest = Stage.PUBLISHED, digest_of(files)
    own.save()
    details = {"number": own.number, "digest": own.notice_digest}
    record("tender.published", subject=f"tender:{own.pk}", details=details, by=by, at=at)
    return own


@transaction.atomic
def cancel(tender: Tender, *, reason: str, by: Actor, at: datetime) -> Tender:
    """End a tender before its decision, with the reason. Raises NotAllowed, NotYet, and Unusable without a reason."""
    own, _ = held_by_officer(tender, by)
    check_move(Stage(own.stage), to=Stage.CANCELLED)
    why = needed(reason, what="취소 사유를 적으세요")
    before, own.stage = own.stage, Stage.CANCELLED
    own.save()
    details = {"reason": why, "stage": before}
    record("tender.cancelled", subject=f"tender:{own.pk}", details=details, by=by, at=at)
    return own


def _put(own: Tender, path: str, content: bytes) -> TenderFile:
    """The file in its place, where the folder with it can be read."""
    _check_file(path, content)
    draft = drafted(files_of(own) | {path: content})
    if draft.tender_id != own.number:
        raise Unusable(f"{path} tender.id: 공고번호는 {own.number}이어야 합니다 / the number of this tender stays")
    own.title = draft.title
    own.save()
    digest = hashlib.sha256(content).hexdigest()
    file, _ = own.files.update_or_create(path=path, defaults={"content": content, "sha256": digest})
    return file


def _with_section(before: TenderFile, section: str, value: object) -> bytes:
    text = bytes(before.content).decode("utf-8-sig")
    try:
        return with_section(text, section=section, value=value).encode()
    except NotKept as refusal:
        raise Unusable(
            f"{NOTICE} {section}: 화면에서 고칠 수 없는 모양으로 적혀 있습니다. 파일을 내려받아 고치세요 / "
            f"is written in a way that cannot be changed here, change the file itself"
        ) from refusal


def _check_file(path: str, content: bytes) -> None:
    parts = PurePosixPath(path)
    safe = re.fullmatch(r"[\w가-힣-]+(?:\.[\w가-힣-]+)*(?:/[\w가-힣-]+(?:\.[\w가-힣-]+)*)?", path)
    if not safe or parts.suffix not in KINDS:
        raise Unusable(
            f"{path!r}: 받을 수 없는 이름입니다. 폴더는 한 단계, 끝은 .toml .csv .md / a name that cannot be taken"
        )
    if parts.parts[0] in SEALED:
        raise Unusable(f"{path}: 입찰, 채점, 추첨은 공고 뒤에 받습니다 / bids, marks and lots come after the notice")
    if len(content) > MOST_BYTES:
        raise Unusable(f"{path}: {len(content):,}바이트로 {MOST_BYTES:,}바이트를 넘습니다 / is too large")
