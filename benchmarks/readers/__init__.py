"""Result files read by content, never by extension. A new format is one new file here that holds a `FORMAT`."""

from __future__ import annotations

import hashlib
import pkgutil
from importlib import import_module

from benchmarks.readers.document import Document, Format, opened
from benchmarks.readers.not_results import check_is_no_other
from benchmarks.readers.text import MAX_BYTES
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Report


def _formats() -> tuple[Format, ...]:
    """Every module's FORMAT, in the order of the modules' names; no file is recognised by two of them."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    found = (getattr(module, "FORMAT", None) for module in modules)
    return tuple(one for one in found if isinstance(one, Format))


FORMATS = _formats()

__all__ = ["FORMATS", "MAX_BYTES", "Format", "UnreadableFile", "read"]


def read(data: bytes, *, filename: str) -> Report:
    """A result file read whole, or UnreadableFile that says what, where and how to mend it.

    The format is found by content; `filename` is only kept and named. Source of the formats: formats.md §1.
    """
    document = opened(data, filename=filename)
    found = _format_of(document)
    contents = found.read(document)
    if not contents.rows:
        problem = "결과가 하나도 없습니다. / There is no result in it."
        raise UnreadableFile(filename, "line 1", problem, "원본을 올려 주십시오. / Use the original file.")
    return Report(
        format=found.name,
        tool=contents.tool,
        tool_version=contents.tool_version,
        filename=filename,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        rows=contents.rows,
        repairs=document.repairs + contents.repairs,
    )


def _format_of(document: Document) -> Format:
    for known in FORMATS:
        if known.recognises(document):
            return known
    check_is_no_other(document)
    known_titles = "; ".join(known.title for known in FORMATS)
    problem = "인식하지 못한 형식입니다. / The format was not recognised."
    remedy = f"다음 형식의 원본을 올려 주십시오: {known_titles} / Use one of these files."
    raise UnreadableFile(document.filename, "line 1", problem, remedy)
