"""What a release says that no evaluation holds: who publishes what, where and when, as the officer answered it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from benchmarks.table import TableError
from scoring.criteria import Scheme
from scoring.result import Number

Stage = Literal["tender", "technical", "award"]
AwardStatus = Literal["pending", "active", "cancelled"]


class NotPublishable(TableError):
    """The publication does not fit the evaluation; the message names the file, the key and the mend."""


@dataclass(frozen=True, slots=True)
class Release:
    """One release: `tender` the announced criteria, `technical` scores without any price, `award` everything."""

    stage: Stage
    date: datetime


@dataclass(frozen=True, slots=True)
class Paper:
    """A published document of the tender; `kind` is a code of documentType.csv, `sha256` that of the bytes."""

    id: str
    kind: str
    title: str
    format: str
    sha256: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of the first-ranked bid, and when that was decided (OCDS awardStatus.csv)."""

    status: AwardStatus
    date: datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """The package and its releases in the order of their dates.

    `scores_extension` is the URL at which the publisher keeps docs/ocds-extension/extension.json. `shown_marks`
    says whether every evaluator's points are published, without names.
    """

    uri: str
    published: datetime
    publisher: str
    license: str | None
    scores_extension: str
    ocid_prefix: str
    method: str
    category: str
    shown_marks: bool
    releases: tuple[Release, ...]
    papers: tuple[Paper, ...]
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Notice:
    """The tender as announced: what a release of the first stage says, before any bid.

    `amount` is 추정가격 or 사업예산 in won; None where bids are held against 예정가격, which is sealed.
    """

    id: str
    title: str
    agency: str
    note: str
    scheme: Scheme
    threshold: Number
    threshold_on_total: bool
    amount: int | None
