from __future__ import annotations

import hashlib
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.casefile.publication import publication_of
from tests.procurement.casefile.folder import change, write

EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "examples" / "npu-llm-servers"
DATE = "2026-11-02T09:00:00+09:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("publication.toml", "tender.toml"):
        shutil.copy(EXAMPLE / name, tmp_path / name)
    return tmp_path


def test_the_example_says_all_that_a_release_needs(folder: Path) -> None:
    found = publication_of(folder)
    assert (found.ocid_prefix, found.method, found.category, found.shown_marks) == (
        "ocds-000000",
        "open",
        "goods",
        True,
    )
    assert [release.stage for release in found.releases] == ["tender", "technical", "award"]
    assert found.releases[0].date == datetime.fromisoformat(DATE)
    assert found.decision is not None
    assert (found.decision.status, found.license) == ("pending", None)
    (paper,) = found.papers
    assert paper.sha256 == hashlib.sha256((folder / "tender.toml").read_bytes()).hexdigest()
    assert (paper.format, paper.url) == ("application/toml", None)


def test_licence_addresses_and_the_decision_may_be_said_or_not(folder: Path) -> None:
    write(
        folder / "publication.toml",
        (folder / "publication.toml").read_text(encoding="utf-8").partition("[award]")[0],
    )
    change(folder / "publication.toml", "[package]", '[package]\nlicense = "https://example.invalid/l"')
    change(folder / "publication.toml", 'id = "criteria"', 'id = "criteria"\nurl = "https://example.invalid/c"')
    found = publication_of(folder)
    assert (found.license, found.papers[0].url) == ("https://example.invalid/l", "https://example.invalid/c")
    assert found.decision is None


def test_without_the_file_its_form_is_pointed_at(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"publication.toml: .*docs/examples.* there is no such file"):
        publication_of(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('ocid_prefix = "ocds-000000"', 'ocid_prefix = "ocds-1"', "ocid_prefix = 'ocds-1': OCP.* OCP registered"),
        ('ocid_prefix = "ocds-000000"\n', "", "package: 'ocid_prefix' 값이 없음"),
        ("/extension.json", "/extension", "scores_extension = .*must be the URL of extension.json"),
        ('uri = "https', 'uri = "a b', "uri = 'a b.*must be an http"),
        ("published = 2026-11-20T18:00:00+09:00", "published = 2026-11-20T18:00:00", "published: .*with an offset"),
        ("published = 2026-11-20T18:00:00+09:00", "published = 2026-11-20", "published: .*with an offset"),
        ("published = 2026-11-20T18:00:00+09:00", "", "published: .*with an offset"),
        (DATE, "2026-11-19T09:00:00+09:00", r"release\[1\]: date = .*must be after the release before it"),
        ("published = 2026-11-20T18", "published = 2026-11-20T12", r"release\[2\]: date = .*and not after"),
        ('stage = "tender"', 'stage = "contract"', r"release\[0\]: stage = 'contract'.*tender, technical, award"),
        ('method = "open"', 'method = "auction"', "method = 'auction'.*open, selective, limited, direct"),
        ("marks = true", "marks = 1", "marks = 1: true/false"),
        ('status = "pending"', 'status = "won"', "award: status = 'won'"),
        ('file = "tender.toml"', 'file = "../secret.pdf"', "must be a file inside the case folder"),
        ('file = "tender.toml"', 'file = "none.pdf"', "must be a file inside the case folder"),
        ('type = "evaluationCriteria"', 'type = "memo"', "type = 'memo'"),
        ("[award]", '[award]\nwho = "x"', "unknown key 'who'"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place_and_mend(folder: Path, old: str, new: str, says: str) -> None:
    change(folder / "publication.toml", old, new)
    with pytest.raises(TableError, match=says):
        publication_of(folder)


def test_documents_of_unknown_form_and_repeated_ids_are_refused(folder: Path) -> None:
    write(folder / "note.doc", "x")
    change(folder / "publication.toml", 'file = "tender.toml"', 'file = "note.doc"')
    with pytest.raises(TableError, match=r"must be one of .csv, .json"):
        publication_of(folder)
    change(folder / "publication.toml", 'file = "note.doc"', 'file = "tender.toml"')
    again = '[[document]]\nid = "criteria"\ntype = "tenderNotice"\ntitle = "x"\nfile = "tender.toml"\n\n[award]'
    change(folder / "publication.toml", "[award]", again)
    with pytest.raises(TableError, match=r"ids of \[\[document\]\] repeat"):
        publication_of(folder)


def test_a_package_without_a_release_is_refused(folder: Path) -> None:
    text = (folder / "publication.toml").read_text(encoding="utf-8")
    write(folder / "publication.toml", text.partition("# 단계마다")[0])
    with pytest.raises(TableError, match=r"no \[\[release\]\]: give stage and date"):
        publication_of(folder)
