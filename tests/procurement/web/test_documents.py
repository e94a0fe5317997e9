from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from openpyxl import load_workbook

from procurement.casefile import read_case
from procurement.models import AuditHead, Mark, Result, Tender, User
from procurement.selectors.handouts import bid_paper
from procurement.services.prices import open_envelopes
from procurement.tasks.running import run_waiting
from procurement.web.documents import fault_of
from procurement.web.handouts import PAPERS
from procurement.workflow import Stage
from tests.procurement.actors import AT, acting
from tests.procurement.cards import NAMES, hiding
from tests.procurement.rounds import Crew, Round, needed_prices, take_further
from tests.procurement.web.pages import Page, faults

REASON = "아무도 모르는 사유 7319"
PANEL = ("ballots_file", "ballots_hwpx_file", "pledges_file")


def reach(made: Round, stage: Stage) -> None:
    while made.tender.stage != stage:
        take_further(made)


def said(content: bytes) -> str:
    """Every text of a file, of what is zipped in it too; XML may spell Korean letters as numbers."""
    if not content.startswith(b"PK"):
        return unescape(content.decode(errors="replace"))
    parts = zipfile.ZipFile(io.BytesIO(content))
    return "\n".join(f"{name}\n{said(parts.read(name))}" for name in parts.namelist())


def made_now(client: Client, tender: Tender) -> dict[str, str]:
    """The words of every paper that is given at this stage."""
    own = f"/tenders/{tender.pk}/documents/"
    answers = {key: client.get(f"{own}{paper.name}") for key, paper in PAPERS.items()}
    return {key: said(answer.content) for key, answer in answers.items() if answer.status_code == 200}


def test_the_folder_evaluates_to_the_kept_result_and_the_workbook_prints_the_head(
    entered: Callable[[str], Client], made: Round, tmp_path: Path
) -> None:
    reach(made, Stage.PRICES_OPENED)
    auditor, own = entered("auditor"), f"/tenders/{made.tender.pk}/documents/"
    sent = auditor.get(f"{own}folder.zip")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="EX-2026-001.zip"'
    zipfile.ZipFile(io.BytesIO(sent.content)).extractall(tmp_path)
    assert read_case(tmp_path).evaluation.input_digest == Result.objects.get(kind="final").input_digest
    book = load_workbook(io.BytesIO(auditor.get(f"{own}workbook.xlsx").content))
    head = AuditHead.objects.get()
    texts = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert [text for text in texts if f"감사기록 / record {head.number}: {head.digest}" in text] != []
    assert auditor.get(f"{own}report.hwpx").content.startswith(b"PK")
    cards = zipfile.ZipFile(io.BytesIO(auditor.get(f"{own}cards.zip").content))
    assert cards.namelist() == [f"평가표_채점_위원{number}.hwpx" for number in (1, 2, 3)]


def test_the_page_says_of_each_paper_when_it_is_made_and_gives_those_that_can_be(
    entered: Callable[[str], Client], made: Round
) -> None:
    officer, own = entered("officer"), f"/tenders/{made.tender.pk}/documents/"
    page = Page("", "officer", officer.get(own).content.decode())
    assert faults(page) == []
    links = [link.rpartition("/")[2] for link in page.tree.xpath("//main//ul[@class='papers']//a/@href")]
    assert links == [
        "points.xlsx", "specification.xlsx", "makers.xlsx", "bid-form.xlsx", "price-form.xlsx",
        "ballots.zip", "ballots-hwpx.zip", "pledges.zip", "folder.zip",
    ]  # fmt: skip
    words = " ".join(page.tree.text_content().split())
    assert "만드는 때: 가격을 개봉한 뒤" in words
    assert AuditHead.objects.get().digest in words
    early = ("workbook.xlsx", "workbook-en.xlsx", "report.hwpx", "cards.zip", "release.json", "declarations.xlsx")
    assert {officer.get(f"{own}{name}").status_code for name in early} == {409}
    assert officer.get(f"{own}points.xlsx").content.startswith(b"PK")
    take_further(made)
    words = " ".join(officer.get(own).content.decode().split())
    assert "publication.toml을 작성 단계에서 넣어야 만듭니다" in words
    assert "이 파일이 없습니다" in officer.get(f"{own}release.json").content.decode()


def test_what_a_draft_lacks_is_said_and_no_page_fails(entered: Callable[[str], Client], made: Round) -> None:
    file = made.tender.files.get(path="tender.toml")
    file.content = bytes(file.content).split(b"[evaluators]")[0]
    file.save()
    officer, own = entered("officer"), f"/tenders/{made.tender.pk}/documents/"
    page = officer.get(own).content.decode()
    assert "아직 남은 것이 있습니다" in page
    assert "평가위원의 자리를 정해야 합니다" in page
    assert page.count("위에 적은 것을 마치면 만듭니다") == 8
    assert 'documents/folder.zip"' in page
    assert fault_of(made.tender) != ""
    assert officer.get(f"{own}points.xlsx").status_code == 409


def test_a_notice_that_names_a_maker_gives_no_paper(entered: Callable[[str], Client], made: Round) -> None:
    file = made.tender.files.get(path="tender.toml")
    text = bytes(file.content).decode()
    title = text.split('title = "', 1)[1].split('"', 1)[0]
    file.content = text.replace(title, f"{title} NVIDIA", 1).encode()
    file.save()
    officer, own = entered("officer"), f"/tenders/{made.tender.pk}/documents/"
    assert "NVIDIA" in officer.get(own).content.decode()
    assert officer.get(f"{own}specification.xlsx").status_code == 409


def test_no_paper_tells_marks_before_the_close(entered: Callable[[str], Client], made: Round) -> None:
    """C.2-7"""
    reach(made, Stage.EVALUATING)
    seat = made.seats[0]
    given = {"criterion": "maintenance", "points": "7.3195", "most": 15, "reason": REASON}
    Mark.objects.create(seat=seat, bid=made.tender.bids.get(key="A"), version=1, at=AT, **given)
    found = made_now(entered("officer"), made.tender)
    assert set(found) == {*PAPERS} - {
        "workbook_file", "workbook_english_file", "report_file", "cards_file", "release_file"
    }  # fmt: skip
    assert [key for key, words in found.items() if REASON in words or "7.3195" in words] == []


def test_no_paper_tells_a_price_before_two_have_opened(entered: Callable[[str], Client], made: Round) -> None:
    """C.1-1"""
    reach(made, Stage.TECHNICAL_CLOSED)
    prices = needed_prices(made)
    open_envelopes(made.tender, prices=prices, by=acting(made.officer), at=AT)
    amounts = {str(one) for envelope in prices.values() for one in (envelope.price, envelope.server_price)}
    for words in made_now(entered("officer"), made.tender).values():
        assert [one for one in amounts if one in words or f"{int(one):,}" in words] == []


@pytest.fixture
def masked(people: Crew) -> Round:
    return hiding(people)


def test_the_panels_papers_hold_no_name_that_the_notice_hides(
    entered: Callable[[str], Client], masked: Round, cast: dict[str, User]
) -> None:
    assert cast
    reach(masked, Stage.EVALUATING)
    found = made_now(entered("officer"), masked.tender)
    assert [(key, name) for key in PANEL for name in NAMES.values() if name in found[key]] == []
    assert "업체 3" in found["ballots_file"]


def test_the_bidders_form_does_not_change_with_the_bids(made: Round) -> None:
    reach(made, Stage.PUBLISHED)
    before = bid_paper(made.tender)
    take_further(made)
    assert bid_paper(made.tender) == before


def test_a_workbook_is_made_by_a_job_and_found_beside_the_others(entered: Callable[[str], Client], made: Round) -> None:
    officer, own = entered("officer"), f"/tenders/{made.tender.pk}/documents/"
    assert officer.post(f"{own}workbook/ko/").status_code == 409
    reach(made, Stage.PRICES_OPENED)
    job = officer.post(f"{own}workbook/en/").headers["Location"]
    assert officer.post(f"{own}workbook/fr/").status_code == 404
    assert run_waiting() == 1
    page = officer.get(job).content.decode()
    assert faults(Page("job", "officer", page)) == []
    assert f"{job}files/workbook-en.xlsx" in page
    assert job in officer.get(own).content.decode()
