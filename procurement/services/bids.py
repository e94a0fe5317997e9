"""Bids entered and withdrawn while the tender is open, without their prices."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from benchmarks.table import Table, TableError, read_table
from procurement.casefile import REFUSALS, in_words
from procurement.casefile.bids import submissions_of
from procurement.casefile.handouts.reading import asked_of
from procurement.models import Bid, Tender
from procurement.selectors.cases import case_files
from procurement.selectors.tenders import folder_of
from procurement.services._tender import held_by_officer, needed
from procurement.services.record import Actor, Facts, Unusable, record
from procurement.workflow import Stage, check_stage

MOST_BYTES = 20_000_000
_KEY = re.compile(r"[A-Za-z0-9가-힣_-]{1,40}")
_EVIDENCE = re.compile(r"evidence/[\w가-힣-]+(?:[./][\w가-힣-]+)*")
_PRICED = ("bid", "offer")


@transaction.atomic
def enter_bid(tender: Tender, *, content: bytes, evidence: Mapping[str, bytes], by: Actor, at: datetime) -> Bid:
    """Enter a bid, or replace the one of the same id; `evidence` are the files it names, below evidence/.

    A price anywhere in it is refused: prices come out of their envelopes when two officers open them.
    Raises NotAllowed, NotYet and Unusable; nothing is half-kept.
    """
    own, acting = held_by_officer(tender, by)
    check_stage(Stage(own.stage), needed=Stage.PUBLISHED)
    bid = _read(content)
    key = _key(bid)
    _check_evidence(evidence)
    files = case_files(own) | dict(evidence) | {f"bids/{key}.toml": content}
    _check_readable(files)
    named = {"name": bid.text("name"), "manufacturer": bid.text("manufacturer")}
    stored = {"content": content, "sha256": _sha256(content), "entered_by": acting, "entered_at": at}
    made, new = own.bids.update_or_create(key=key, defaults={**named, **stored})
    made.files.all().delete()
    for path, data in sorted(evidence.items()):
        made.files.create(path=path, content=data, sha256=_sha256(data))
    details: Facts = {"bid": key, "new": new, "sha256": made.sha256, "evidence": sorted(evidence)}
    record("bid.entered", subject=f"tender:{own.pk}", details=details, by=by, at=at)
    return made


@transaction.atomic
def withdraw_bid(tender: Tender, *, key: str, reason: str, by: Actor, at: datetime) -> None:
    """Take a bid out while the tender is open, with the reason. Raises NotAllowed, NotYet and Unusable."""
    own, _ = held_by_officer(tender, by)
    check_stage(Stage(own.stage), needed=Stage.PUBLISHED)
    why = needed(reason, what="철회 사유를 적으세요")
    found = own.bids.filter(key=key).first()
    if found is None:
        raise Unusable(f"{key}: 없는 입찰입니다 / there is no such bid")
    digest = found.sha256
    found.files.all().delete()
    found.delete()
    details = {"bid": key, "sha256": digest, "reason": why}
    record("bid.withdrawn", subject=f"tender:{own.pk}", details=details, by=by, at=at)


def _read(content: bytes) -> Table:
    """The [bid] of the file; a price in it is refused before anything else is said of it. Raises Unusable."""
    if len(content) > MOST_BYTES:
        raise Unusable(f"입찰 파일: {len(content):,}바이트로 너무 큽니다 / the bid is too large")
    try:
        root = read_table(content, filename="bids/(새 입찰).toml")
        priced = [name for name in _PRICED if "price" in (root.optional_table(name) or Table("", {})).values]
        bid = root.table("bid")
        bid.text("name"), bid.text("manufacturer")
    except TableError as refusal:
        raise Unusable(in_words(refusal)) from refusal
    if priced:
        raise Unusable(
            f"[{priced[0]}] price: 가격은 기술평가를 마감한 뒤 두 사람이 개봉할 때 적습니다. 이 줄을 지우세요 / "
            f"a price is entered at the opening, after the technical evaluation is closed; delete this line"
        )
    return bid


def _key(bid: Table) -> str:
    key = bid.text("id")
    if not _KEY.fullmatch(key):
        raise Unusable(f"[bid] id = {key[:60]!r}: 글자, 숫자, _ - 로 40자까지 / letters, digits, _ - up to 40")
    return key


def _check_evidence(evidence: Mapping[str, bytes]) -> None:
    for path, data in evidence.items():
        if not _EVIDENCE.fullmatch(path):
            raise Unusable(f"{path!r}: 증빙은 evidence/ 아래의 이름이어야 합니다 / evidence stands below evidence/")
        if len(data) > MOST_BYTES:
            raise Unusable(f"{path}: {len(data):,}바이트로 {MOST_BYTES:,}바이트를 넘습니다 / is too large")


def _check_readable(files: Mapping[str, bytes]) -> None:
    with folder_of(files) as folder:
        try:
            asked = asked_of(folder)
            submissions_of(folder, announced=asked.announced, rules=asked.rules)
        except REFUSALS as refusal:
            raise Unusable(in_words(refusal)) from refusal


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
