from __future__ import annotations

import codecs

import pytest

from benchmarks.readers.text import MAX_BYTES, line_at, text_of
from benchmarks.readers.unreadable import UnreadableFile

TEXT = "첫 줄\nsecond\n"


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as refused:
        text_of(data, filename="f")
    return refused.value.where, refused.value.problem


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_utf8_and_marked_utf16_are_read(data: bytes) -> None:
    assert text_of(data, filename="f") == (TEXT, ())


def test_a_lone_newline_byte_after_utf16_is_dropped_and_said() -> None:
    data = codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\n"
    assert text_of(data, filename="f") == (
        TEXT,
        ("UTF-16 끝에 홀로 남은 줄바꿈 1바이트를 뺐습니다. / Dropped a lone newline byte at the end of UTF-16.",),
    )


def test_cut_utf16_is_refused() -> None:
    data = codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")
    assert refusal(data[:-1]) == ("byte 22", "UTF-16이 끊겼습니다. / Broken UTF-16.")


@pytest.mark.parametrize("data", [b"", b" \n\t", codecs.BOM_UTF8])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert refusal(data)[1] == "빈 파일입니다. / The file is empty."


def test_other_encodings_are_refused_with_line_and_byte() -> None:
    assert refusal("a\nb\n모델".encode("cp949")) == ("line 3, byte 4", "UTF-8이 아닙니다. / Not UTF-8.")


def test_a_nul_is_refused() -> None:
    assert refusal(b"{\n\0}") == ("line 2", "글이 아닌 자료(NUL)입니다. / Not text: a NUL.")


def test_too_big_a_file_is_refused_before_it_is_decoded() -> None:
    where, problem = refusal(b"\xff" * (MAX_BYTES + 1))
    assert where == "byte 52428800"
    assert problem == "파일이 너무 큽니다(52,428,801 > 52,428,800 바이트). / The file is too big."


def test_lines_count_from_one() -> None:
    assert [line_at("a\nb\n", position=p) for p in (0, 1, 2, 4)] == [1, 1, 2, 3]
