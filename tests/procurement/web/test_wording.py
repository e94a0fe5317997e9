from __future__ import annotations

import re

import polib
from django.utils import translation
from django.utils.translation import gettext

from tests.procurement.web.wording import CATALOGUE, wording

PLACES = re.compile(r"%\(\w+\)s|%%")
KOREAN = re.compile(r"[가-힣]")


def test_every_sentence_of_the_pages_is_there_in_english_and_none_is_left_over() -> None:
    english = {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE))}
    assert set(english) == wording()
    assert {korean: text for korean, text in english.items() if not text or KOREAN.search(text)} == {}
    assert {korean for korean, text in english.items() if places(korean) != places(text)} == set()


def places(text: str) -> list[str]:
    return sorted(PLACES.findall(text))


def test_what_django_reads_is_what_people_edit() -> None:
    kept = {entry.msgid: entry.msgstr for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))}
    assert kept == {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE))}
    with translation.override("en"):
        assert gettext("내 업무") == "My work"
