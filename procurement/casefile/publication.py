"""publication.toml: what a release needs and a case folder does not hold, asked for and never taken from the clock."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import cast, get_args

from benchmarks.table import Table, read_table
from procurement.exports.ocds.publication import (
    AwardStatus,
    Decision,
    NotPublishable,
    Paper,
    Publication,
    Release,
    Stage,
)

FILENAME = "publication.toml"
_PREFIX = re.compile(r"ocds-[a-z0-9]{6}")
_URL = re.compile(r"https?://[!-~]+")
_FORMATS = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".toml": "application/toml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_KINDS = (
    "tenderNotice", "biddingDocuments", "technicalSpecifications", "evaluationCriteria", "eligibilityCriteria",
    "clarifications", "evaluationReports", "awardNotice", "conflictOfInterest",
)  # fmt: skip
_METHODS = ("open", "selective", "limited", "direct")
_CATEGORIES = ("goods", "works", "services")


def publication_of(folder: Path) -> Publication:
    """What publication.toml of a case folder says. Raises TableError and NotPublishable, OSError for a document."""
    path = folder / FILENAME
    if not path.is_file():
        raise NotPublishable(
            f"{FILENAME}: 사업 폴더에 이 파일이 없습니다. docs/examples/npu-llm-servers의 것을 보고 만드십시오 / "
            f"there is no such file in the case folder: it gives ocid prefix, publisher, uri and dates"
        )
    root = read_table(path.read_bytes(), filename=FILENAME).only("package", "release", "document", "award")
    package = root.table("package").only(
        "uri", "published", "publisher", "license", "scores_extension", "ocid_prefix", "method", "category", "marks"
    )
    award = root.optional_table("award")
    return Publication(
        uri=_url(package, "uri"),
        published=_moment(package, "published"),
        publisher=package.text("publisher"),
        license=_url(package, "license") if package.optional_text("license") else None,
        scores_extension=_extension(package),
        ocid_prefix=_prefix(package),
        method=package.choice("method", choices=_METHODS),
        category=package.choice("category", choices=_CATEGORIES),
        shown_marks=package.flag("marks"),
        releases=tuple(_releases(root, last=_moment(package, "published"))),
        papers=_papers(root, folder),
        decision=None if award is None else _decision(award.only("status", "date")),
    )


def _prefix(table: Table) -> str:
    prefix = table.text("ocid_prefix")
    if not _PREFIX.fullmatch(prefix):
        raise table.wrong(
            f"ocid_prefix = {prefix!r}: OCP에 등록한 접두어(ocds-와 소문자·숫자 여섯 자)를 적으십시오 / "
            f"give the prefix that OCP registered for the publisher: ocds- and six letters or digits"
        )
    return prefix


def _url(table: Table, key: str) -> str:
    url = table.text(key)
    if not _URL.fullmatch(url):
        raise table.wrong(f"{key} = {url!r}: 빈칸 없는 http(s) 주소여야 합니다 / must be an http(s) URL without spaces")
    return url


def _extension(table: Table) -> str:
    url = _url(table, "scores_extension")
    if not url.endswith("/extension.json"):
        raise table.wrong(
            f"scores_extension = {url!r}: docs/ocds-extension을 올려 둔 곳의 extension.json 주소여야 합니다 / "
            f"must be the URL of extension.json where docs/ocds-extension is published"
        )
    return url


def _moment(table: Table, key: str) -> datetime:
    value = table.values.get(key)
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise table.wrong(
            f"{key}: 시간대가 있는 날짜와 시각(따옴표 없이 2026-11-20T10:00:00+09:00)을 적으십시오 / "
            f"give a date and time with an offset, such as 2026-11-20T10:00:00+09:00 without quotes"
        )
    return value


def _releases(root: Table, *, last: datetime) -> Iterator[Release]:
    """The [[release]] tables, each later than the one before and none later than the package."""
    tables = root.tables("release")
    if not tables:
        raise root.wrong(
            "[[release]]가 없습니다. stage와 date를 적으십시오 / there is no [[release]]: give stage and date"
        )
    before: datetime | None = None
    for table in tables:
        table.only("stage", "date")
        date = _moment(table, "date")
        if date > last or (before is not None and date <= before):
            raise table.wrong(
                f"date = {date.isoformat()}: 앞의 release보다 늦고 [package] published보다 늦지 않아야 합니다 / "
                f"must be after the release before it and not after [package] published"
            )
        yield Release(cast("Stage", table.choice("stage", choices=get_args(Stage))), date)
        before = date


def _decision(table: Table) -> Decision:
    status = cast("AwardStatus", table.choice("status", choices=get_args(AwardStatus)))
    return Decision(status, _moment(table, "date"))


def _papers(root: Table, folder: Path) -> tuple[Paper, ...]:
    papers = tuple(_paper(table, folder) for table in root.tables("document"))
    ids = [paper.id for paper in papers]
    if len(set(ids)) != len(ids):
        raise root.wrong(
            "[[document]] id가 겹칩니다. 서로 다르게 적으십시오 / ids of [[document]] repeat, make them differ"
        )
    return papers


def _paper(table: Table, folder: Path) -> Paper:
    table.only("id", "type", "title", "url", "file")
    path = _inside(table, folder)
    return Paper(
        id=table.text("id"),
        kind=table.choice("type", choices=_KINDS),
        title=table.text("title"),
        format=_FORMATS[path.suffix],
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        url=_url(table, "url") if table.optional_text("url") else None,
    )


def _inside(table: Table, folder: Path) -> Path:
    name = table.text("file")
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise table.wrong(
            f"file = {name!r}: 사업 폴더 안에 있는 파일이어야 합니다 / must be a file inside the case folder"
        )
    if path.suffix not in _FORMATS:
        raise table.wrong(f"file = {name!r}: 아는 형식이 아닙니다 / must be one of {', '.join(_FORMATS)}")
    return path
