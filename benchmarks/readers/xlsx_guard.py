"""A workbook looked at before anything opens it: what it really unpacks to, and what it must not hold.

Every limit is held on bytes, elements and cells that were counted, never on what the file declares (security.md
C.5-23 to 25). The work is bounded by these counts, so that no clock is needed.
"""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.readers.xlsx_parts import Links, Marks, Part, PartRefused

MAX_BYTES = 10 * 1024 * 1024
MAX_PARTS = 200
MAX_UNPACKED = 32 * 1024 * 1024
MAX_ELEMENTS = 500_000
MAX_CELLS = 100_000
_CHUNK = 1 << 16
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bin")
_MACROS = "vbaproject"
_SAVE_AGAIN = "Excel에서 암호와 매크로 없이 .xlsx로 다시 저장하십시오. / Save it again as a plain .xlsx."
_SMALLER = "결과표만 남긴 파일을 올려 주십시오. / Use a file with only the result tables."


def is_workbook(data: bytes) -> bool:
    """Whether the bytes start as a zip or an old Office file do: no text format of results starts so."""
    return data.startswith((b"PK", _OLE))


def guarded(data: bytes, *, filename: str) -> tuple[Marks, ...]:
    """What was seen of every sheet, in the workbook's order: its name, merged cells, and cells with a formula.

    Raises UnreadableFile for what is no workbook, is encrypted, has macros, external links or a document type
    declaration (entities), unpacks to more than the limits above, or whose rows or cells are out of order.
    """
    _check_bytes(data, filename)
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_names(parts, filename)
            return _Scan(filename).sheets(archive, parts)
    except (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error) as error:
        if isinstance(error, UnreadableFile):
            raise
        problem = f"엑셀 파일(zip)이 깨졌습니다. / The workbook is a broken zip ({error!s:.80})."
        raise UnreadableFile(filename, "byte 0", problem, _SAVE_AGAIN) from error


def _check_bytes(data: bytes, filename: str) -> None:
    problem = ""
    if len(data) > MAX_BYTES:
        problem = f"파일이 너무 큽니다({len(data):,} > {MAX_BYTES:,} 바이트). / The file is too big."
    elif data.startswith(_OLE):
        problem = "암호가 걸렸거나 옛 .xls 형식입니다. / It is encrypted, or an old .xls."
    elif not data.startswith(b"PK"):
        problem = "엑셀 파일(.xlsx)이 아닙니다. / It is no .xlsx workbook."
    if problem:
        raise UnreadableFile(filename, "byte 0", problem, _SAVE_AGAIN)


def _check_names(parts: list[ZipInfo], filename: str) -> None:
    names = [part.filename for part in parts]
    problem = ""
    if len(parts) > MAX_PARTS:
        problem = f"압축 안의 파일이 {MAX_PARTS}개보다 많습니다. / More than {MAX_PARTS} parts."
    elif len({name.casefold() for name in names}) < len(names):
        problem = "압축 안에 같은 이름이 둘입니다. / Two parts of one name."
    elif any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        problem = "압축 안의 파일 이름이 폴더 밖을 가리킵니다. / A part's name leaves the package."
    elif any(part.flag_bits & _ENCRYPTED for part in parts):
        problem = "암호가 걸린 파일입니다. / It is encrypted."
    elif any(part.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for part in parts):
        problem = "엑셀이 쓰지 않는 압축 방식입니다. / Packed in a way Excel does not use."
    elif any(_MACROS in name.casefold() for name in names):
        problem = "매크로가 들어 있습니다. / It has macros."
    elif any(name.casefold().startswith("xl/externallinks/") for name in names):
        problem = "다른 파일로의 연결이 들어 있습니다. / It has links to other files."
    if problem:
        raise UnreadableFile(filename, "byte 0", problem, _SAVE_AGAIN)


class _Scan:
    """All parts streamed once, nothing kept but the marks; what openpyxl will parse is what was counted here."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.unpacked = self.elements = self.cells = 0
        self.links = Links()
        self.marks: dict[str, Marks] = {}

    def sheets(self, archive: ZipFile, parts: list[ZipInfo]) -> tuple[Marks, ...]:
        """The marks of every sheet once all parts have passed. Raises UnreadableFile."""
        for part in parts:
            xml = not part.filename.casefold().endswith(_PICTURES)
            self._part(archive, part, _parser(self._seen(part.filename)) if xml else None)
        try:
            return self.links.sheets(self.marks, unscanned=_PICTURES)
        except PartRefused as refused:
            raise UnreadableFile(self.filename, refused.where, refused.problem, _SAVE_AGAIN) from refused

    def _seen(self, name: str) -> Part:
        part = Part(name, links=self.links, count=self._count)
        self.marks[name] = part.marks
        return part

    def _part(self, archive: ZipFile, part: ZipInfo, parser: DefusedXMLParser | None) -> None:
        try:
            with archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    self._unpack(len(chunk))
                    if parser is not None:
                        parser.feed(chunk)
            if parser is not None:
                parser.close()
        except PartRefused as refused:
            where = refused.where.strip() or part.filename
            raise UnreadableFile(self.filename, where, refused.problem, _SMALLER) from refused
        except DefusedXmlException as error:
            problem = "XML에 문서형·개체 선언이 있습니다. / The XML declares a document type or entities."
            raise UnreadableFile(self.filename, part.filename, problem, _SAVE_AGAIN) from error
        except (ParseError, LookupError) as error:
            problem = f"XML이 깨졌습니다. / Broken XML ({error!s:.80})."
            raise UnreadableFile(self.filename, part.filename, problem, _SAVE_AGAIN) from error

    def _unpack(self, amount: int) -> None:
        self.unpacked += amount
        if self.unpacked > MAX_UNPACKED:
            raise _too_much(MAX_UNPACKED, "바이트", "bytes")

    def _count(self, elements: int, cells: int) -> None:
        self.elements += elements
        self.cells += cells
        if self.elements > MAX_ELEMENTS:
            raise _too_much(MAX_ELEMENTS, "XML 요소", "XML elements")
        if self.cells > MAX_CELLS:
            raise _too_much(MAX_CELLS, "셀", "cells")


def _parser(part: Part) -> DefusedXMLParser:
    return DefusedXMLParser(target=part, forbid_dtd=True)


def _too_much(most: int, korean: str, english: str) -> PartRefused:
    problem = f"풀어 보니 {korean} 수가 {most:,}을 넘습니다. / It unpacks to more than {most:,} {english}."
    return PartRefused("byte 0", problem)
