from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.test import Client

from benchmarks.catalogue import devices
from procurement.casefile.handouts.wording import EQUIVALENT
from procurement.models import AuditEntry, Tender, User
from procurement.permissions import Kind
from procurement.selectors.evidence_catalogue import entries_of
from procurement.services.people import add_organisation
from procurement.services.tenders import start_tender
from scoring.rules.loading import shipped
from tests.procurement.actors import AT, OPERATOR, acting
from tests.procurement.drafts import notice
from tests.procurement.web.pages import Page, faults, pages

HOSTILE = """<script>alert(1)</script>"'${7*7}{{7*7}} ㄱㅏ 한글"""
STATIC = Path(__file__).resolve().parents[3] / "procurement" / "static"
KOREAN = re.compile(r"[가-힣]")


def test_every_page_can_be_read_by_everyone(
    entered: Callable[[str], Client], cast: dict[str, User], tender: Tender
) -> None:
    found = list(pages(entered, tender, cast["nobody"]))
    assert {page.path: faults(page) for page in found if faults(page)} == {}
    titles = [page.tree.findtext(".//title") for page in found]
    assert sorted({title for title in titles if titles.count(title) > 1}, key=str) == []
    assert {page.tree.get("lang") for page in found} == {"ko"}


def test_nothing_is_asked_of_another_server(
    entered: Callable[[str], Client], tender: Tender, cast: dict[str, User]
) -> None:
    """C.11-51: scripts, styles, fonts, pictures and forms are ours; only links that a person follows lead away."""
    asked = "//script/@src | //link/@href | //img/@src | //form/@action | //iframe/@src"
    found = {one for page in pages(entered, tender, cast["officer"]) for one in page.tree.xpath(asked)}
    assert {one for one in found if not one.startswith(("/", "?", "#")) or one.startswith("//")} == set()
    styles = [*STATIC.glob("jeoul/*.css"), *STATIC.glob("krds/css/**/*.css")]
    assert styles
    for style in styles:
        assert (
            re.findall(r"url\([\"']?(?:https?:)?//|@import [\"'](?:https?:)?//", style.read_text(encoding="utf-8"))
            == []
        ), style.name


def test_the_search_for_faults_finds_them() -> None:
    text = """<html><head><title> | </title></head><body><h1>a</h1><h3 id=x style="">b</h3><table><th>c</th></table>
    <input name=d><img src=//e><script>f</script><p id=x aria-describedby=g></p><form method=post></form><form></form>
    <a href="/"></a></body></html>"""
    assert len(faults(Page("", "", text))) == 15


def test_hostile_words_are_words(entered: Callable[[str], Client], cast: dict[str, User], tender: Tender) -> None:
    text = notice("X-<b>1</b>")["tender.toml"].decode()
    title = text.split('title = "', 1)[1].split('"', 1)[0]
    text = text.replace(f'title = "{title}"', f"title = '''{HOSTILE}'''", 1)
    own, officer = tender.agency, cast["officer"]
    made = start_tender({"tender.toml": text.encode()}, agency=own, by=acting(officer), at=AT)
    add_organisation(HOSTILE, kind=Kind.AGENCY, by=OPERATOR, at=AT)
    seen = [page for page in pages(entered, made, cast["nobody"]) if "alert(1)" in page.text]
    assert {page.path for page in seen} >= {"/", "/tenders/", f"/tenders/{made.pk}/", "/people/"}
    assert [page.path for page in seen if "<script>alert" in page.text or faults(page)] == []
    assert all(
        any(HOSTILE in text for text in (page.tree.text_content(), *page.tree.xpath("//input/@value"))) for page in seen
    )


def test_looking_changes_nothing(entered: Callable[[str], Client], cast: dict[str, User], tender: Tender) -> None:
    before = AuditEntry.objects.count()
    list(pages(entered, tender, cast["nobody"]))
    entries = AuditEntry.objects.filter(number__gt=before)
    assert {one.act for one in entries} == {"session.begun"}  # what the test itself did to look
    assert Tender.objects.get().stage == "draft"


def test_in_english_nothing_but_names_is_korean(
    entered: Callable[[str], Client], cast: dict[str, User], tender: Tender
) -> None:
    everyone = User.objects.values_list("username", flat=True)
    names = {"저울", "한국어", *everyone, "가상시청", "가상도청", *announced(tender), *laws(), *sourced()}
    found = pages(entered, tender, cast["nobody"], language="en")
    left = {page.path: korean_of(page, names) for page in found}
    assert {path: words for path, words in left.items() if words} == {}


def announced(tender: Tender) -> set[str]:
    """The notice's own words, and how its requirements end in Korean (집행기준 제5조④5호)."""
    written = tomllib.loads(bytes(tender.files.get(path="tender.toml").content).decode())
    return {*words(written), f"이하일 것 ({EQUIVALENT})", "BB+ 이하", "A0 이상"}


def laws() -> set[str]:
    """Titles of laws are names."""
    asked = {question.reference for one in shipped() for question in one.questions}
    return {one.title for one in shipped()} | {str(one) for one in asked} | {one.title for one in asked}


def sourced() -> set[str]:
    """Values of the catalogue are shown as their source has them."""
    found = [entry for one in devices() for entry in entries_of(one.id)]
    return {f"{one.value} {one.unit}".strip() for one in found} | {one.source_title for one in found}


def words(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (one for part in (*value, *value.values()) for one in words(part))
    elif isinstance(value, list):
        yield from (one for part in value for one in words(part))
    elif isinstance(value, str):
        yield value.strip()


def korean_of(page: Page, names: set[str]) -> list[str]:
    main = page.tree.xpath("//main | //header | //footer | //section[@id='session'] | //title")
    texts = [text.strip() for one in main for text in one.itertext()]
    texts += page.tree.xpath("//main//@alt | //@aria-label | //@placeholder")
    return [text for text in texts if KOREAN.search(strip(text, names))]


def strip(text: str, names: set[str]) -> str:
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return text
