"""Hostile text in every field of a release and of the documents for a word processor: it arrives letter by letter."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from lxml import etree

from procurement.exports.dossier import Dossier
from procurement.exports.hwpx.cards import blank_card, score_cards
from procurement.exports.hwpx.paper import Paper
from procurement.exports.hwpx.report import report
from procurement.exports.hwpx.writing import hwpx_file
from procurement.exports.ocds.package import release_package
from procurement.exports.ocds.publication import Paper as Published
from procurement.exports.xlsx.handouts.ballot import ballots
from tests.procurement.exports.handed import hand_outs
from tests.procurement.exports.hostile import HELD, TEXTS, Text, before, everywhere, mixed
from tests.procurement.exports.hwpx.documents import expected, grids, opened, paragraphs
from tests.procurement.exports.ocds.published import PUBLICATION, notice_for
from tests.procurement.exports.ocds.schema import core_errors, errors, undeclared
from tests.procurement.exports.xlsx.handouts.notices import NOTICE

PUBLISHED = replace(
    PUBLICATION,
    papers=(Published("p1", "biddingDocuments", "공고서", "application/pdf", "0" * 64, "https://example.invalid/p"),),
)
ALONE = "\ud83d"
"""Half of an emoji, as a broken file has it."""
WORST = "".join((*HELD, TEXTS["control"], ALONE))


def packed(text: Text) -> Any:
    """The package of a tender with `text` in every field that a person writes."""
    source: Dossier = hand_outs()["evaluation"].source
    made = everywhere(source, text=text)
    papers = tuple(replace(one, title=text(one.title), url=one.url) for one in PUBLISHED.papers)
    publication = replace(PUBLISHED, publisher=text(PUBLISHED.publisher), papers=papers)
    notice = everywhere(notice_for(source.evaluation), text=text)
    return json.loads(release_package(notice, dossier=made, publication=publication))


def strings(value: Any) -> Iterator[str]:
    """Every text of a package in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


@pytest.mark.parametrize(
    ("text", "signs"),
    [(mixed(), HELD), (before(WORST), (WORST,)), (before(TEXTS["too long"]), (TEXTS["too long"],))],
    ids=["mixed", "worst", "too long"],
)
def test_a_release_stays_valid_and_says_every_text_as_it_was_given(text: Text, signs: tuple[str, ...]) -> None:
    told = packed(text)
    assert (errors(told), undeclared(told)) == ([], [])
    assert [error for one in told["releases"] for error in core_errors(one)] == []
    plain, found = list(strings(packed(str))), list(strings(told))
    assert len(plain) == len(found)
    apart = [(was, now) for was, now in zip(plain, found, strict=True) if was != now]
    assert [pair for pair in apart if pair[0] != without(pair[1], signs)] == []
    assert {sign for sign in signs if any(sign in now for _, now in apart)} == set(signs)


def without(text: str, signs: tuple[str, ...]) -> str:
    """The text with every hostile one in it taken out whole; a file is named without its folder."""
    shown = {part for sign in signs for part in (sign, sign.rpartition("/")[2])}
    for part in sorted(shown, key=len, reverse=True):
        text = text.replace(part, "")
    return text


def papers(text: Text) -> dict[str, Paper]:
    """One of each kind of document."""
    source: Dossier = everywhere(hand_outs()["evaluation"].source, text=text)
    notice = everywhere(NOTICE, text=text)
    found = {"report": report(source), "card": next(iter(score_cards(source).values()))}
    return found | {"blank": blank_card(notice, ballot=ballots(notice)[0], program="Jeoul")}


@pytest.mark.parametrize("kind", ["report", "card", "blank"])
def test_a_document_is_well_formed_and_read_back_as_it_was_given(kind: str) -> None:
    pytest.importorskip("hwpx")
    paper = papers(mixed())[kind]
    content = hwpx_file(paper)
    archive = zipfile.ZipFile(BytesIO(content))
    for name in archive.namelist():
        if name.endswith((".xml", ".hpf", ".rdf")):
            etree.fromstring(archive.read(name), parser=etree.XMLParser(resolve_entities=False, huge_tree=True))
    assert (paragraphs(content), grids(content)) == expected(paper)
    assert opened(content).validate().ok
