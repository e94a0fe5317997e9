from __future__ import annotations

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from procurement.casefile.archive import packed
from procurement.services.record import Unusable
from procurement.services.tenders import MOST_BYTES
from procurement.web.uploads import FilesField, content_of, flat, folder_in, name_of


def test_several_files_are_taken_at_once() -> None:
    given = [SimpleUploadedFile("a.toml", b"1"), SimpleUploadedFile("b.md", b"2")]
    assert FilesField().clean(given) == given
    assert FilesField().clean(given[0]) == given[:1]


@pytest.mark.parametrize("nothing", [None, []])
def test_no_file_is_refused(nothing: object) -> None:
    with pytest.raises(ValidationError):
        FilesField().clean(nothing)


def test_a_name_in_letters_taken_apart_is_put_together() -> None:
    apart = unicodedata.normalize("NFD", "사업.toml")
    assert apart != "사업.toml"
    assert name_of(SimpleUploadedFile(apart, b"")) == "사업.toml"


def test_no_more_is_read_than_shows_that_it_is_too_large() -> None:
    assert len(content_of(SimpleUploadedFile("a.md", b"x" * (MOST_BYTES + 99)))) == MOST_BYTES + 1


def test_a_file_is_read_as_far_as_its_service_takes_it_and_one_byte_more() -> None:
    big = SimpleUploadedFile("a.json", b"x" * 2_000_000)
    assert len(content_of(big, most=10_000_000)) == 2_000_000
    assert len(content_of(SimpleUploadedFile("a.json", b"x" * 50), most=10)) == 11


def test_a_zip_is_its_files_and_anything_else_is_refused() -> None:
    assert folder_in(packed({"a/b.txt": b"1", "c.txt": b"2"})) == {"a/b.txt": b"1", "c.txt": b"2"}
    with pytest.raises(Unusable, match="ZIP"):
        folder_in(b"x")


def test_a_release_has_no_folders() -> None:
    assert flat({"a/x.json": b"1", "b/y.json": b"2"}) == {"x.json": b"1", "y.json": b"2"}
    with pytest.raises(Unusable, match="같은"):
        flat({"a/x.json": b"1", "b/x.json": b"2"})
