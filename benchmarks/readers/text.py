"""Bytes to text: UTF-8, or UTF-16 with its mark; anything else is refused and said."""

from __future__ import annotations

import codecs

from benchmarks.readers.unreadable import UnreadableFile

MAX_BYTES = 50 * 1024 * 1024
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_EXPORT_AGAIN = "측정 도구에서 다시 내보내 주십시오. / Export the file again from the tool."
_SAVE_AS_UTF8 = "UTF-8로 저장해 다시 올려 주십시오. / Save it as UTF-8 and try again."


def text_of(data: bytes, *, filename: str) -> tuple[str, tuple[str, ...]]:
    """The file's text and the repairs made to its bytes.

    A byte order mark is removed. One lone byte after the last line of UTF-16 is dropped and said (MLPerf v6.0 table).
    Raises UnreadableFile for an empty file, more than MAX_BYTES, bytes that are not text, or a NUL.
    """
    _check_size(data, filename=filename)
    encoding = _UTF16.get(data[:2])
    text, repairs = _utf16(data, encoding=encoding, filename=filename) if encoding else (_utf8(data, filename), ())
    if not text.strip():
        raise UnreadableFile(filename, "line 1", "빈 파일입니다. / The file is empty.", _EXPORT_AGAIN)
    if "\0" in text:
        line = line_at(text, position=text.index("\0"))
        raise UnreadableFile(filename, f"line {line}", "글이 아닌 자료(NUL)입니다. / Not text: a NUL.", _SAVE_AS_UTF8)
    return text, repairs


def line_at(text: str, *, position: int) -> int:
    """The line number, from 1, of a character position."""
    return text.count("\n", 0, position) + 1


def _check_size(data: bytes, *, filename: str) -> None:
    if not data:
        raise UnreadableFile(filename, "byte 0", "빈 파일입니다. / The file is empty.", _EXPORT_AGAIN)
    if len(data) > MAX_BYTES:
        problem = f"파일이 너무 큽니다({len(data):,} > {MAX_BYTES:,} 바이트). / The file is too big."
        remedy = "요청별 상세 기록을 빼고 다시 내보내 주십시오. / Export it without the per-request detail."
        raise UnreadableFile(filename, f"byte {MAX_BYTES}", problem, remedy)


def _utf8(data: bytes, filename: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = f"line {line}, byte {error.start}"
        raise UnreadableFile(filename, where, "UTF-8이 아닙니다. / Not UTF-8.", _SAVE_AS_UTF8) from error


def _utf16(data: bytes, *, encoding: str, filename: str) -> tuple[str, tuple[str, ...]]:
    repairs: tuple[str, ...] = ()
    if len(data) % 2 and data.endswith((b"\n\0\n", b"\0\n\n")):
        data = data[:-1]
        repairs = (
            "UTF-16 끝에 홀로 남은 줄바꿈 1바이트를 뺐습니다. / Dropped a lone newline byte at the end of UTF-16.",
        )
    try:
        return data[2:].decode(encoding), repairs
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 2}"
        raise UnreadableFile(filename, where, "UTF-16이 끊겼습니다. / Broken UTF-16.", _SAVE_AS_UTF8) from error
