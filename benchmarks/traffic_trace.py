"""A trace of requests, one a line of a CSV file, read into the traffic it is."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.traffic import Lengths, Traffic, counted, rate_of
from benchmarks.traffic_csv import REMEDY, place_of, rows_of, whole_number

_TIME = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)(?:\.(\d{1,12}))?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns that hold the input length, the output length and the time (None = no times)."""

    isl: str
    osl: str
    time: str | None = None


AZURE = Columns("ContextTokens", "GeneratedTokens", "TIMESTAMP")
LENGTHS = Columns("input_length", "output_length")
KNOWN_COLUMNS = (AZURE, LENGTHS)


def read_trace(data: bytes, *, filename: str, title: str, columns: Columns | None = None) -> Traffic:
    """The requests of a trace; columns as given, else those of a known form (`KNOWN_COLUMNS`).

    A line with no token in or none out is no request that can be served: it is counted in `left_out` only. Raises
    UnreadableFile for other columns, a length that is no whole number, a time that is none, and no request at all.
    Sources of the known forms: Azure/AzurePublicDataset (2023 and 2024), openshift-psap/performance-dashboard.
    """
    rows = rows_of(data, filename=filename)
    header = next(rows)[1]
    form = columns or _known(header, filename)
    isl, osl = (place_of(name, header=header, filename=filename) for name in (form.isl, form.osl))
    clock = None if form.time is None else place_of(form.time, header=header, filename=filename)
    lengths, moments, left_out = [], [], 0
    for line, row in rows:
        pair = Lengths(*(whole_number(row[n], where=f"line {line}/{header[n]}", filename=filename) for n in (isl, osl)))
        if not (pair.isl and pair.osl):
            left_out += 1
            continue
        lengths.append(pair)
        if clock is not None:
            moments.append(_moment(row[clock], f"line {line}/{header[clock]}", filename))
    if not lengths:
        raise UnreadableFile(filename, "line 2", "요청이 하나도 없습니다. / There is no request in it.", REMEDY)
    source = f"{filename} sha256:{hashlib.sha256(data).hexdigest()}"
    return Traffic(title, source, counted(lengths), rate_of(moments), left_out=left_out)


def _known(header: list[str], filename: str) -> Columns:
    for form in KNOWN_COLUMNS:
        if {form.isl, form.osl} <= set(header):
            return form if form.time in header else Columns(form.isl, form.osl)
    known = "; ".join(f"{form.isl}, {form.osl}" for form in KNOWN_COLUMNS)
    problem = (
        f"입력·출력 길이 열을 찾지 못했습니다(아는 이름: {known})."
        f" / No columns of input and output lengths are known; the file has {', '.join(header)[:200]}."
    )
    raise UnreadableFile(filename, "line 1", problem, "열 이름을 지정하십시오. / Name the columns.")


def _moment(text: str, where: str, filename: str) -> Fraction:
    """Seconds since 1970, to the last digit that is written; a time without a zone is taken as UTC."""
    found = _TIME.fullmatch(text)
    try:
        moment = datetime.fromisoformat(found[1] + (found[3] or "Z") if found else "")
    except ValueError as error:
        problem = f"시각이 아닙니다: '{text[:40]}'. / Not a time such as 2023-11-16 18:17:03.97."
        raise UnreadableFile(filename, where, problem, REMEDY) from error
    since, digits = moment - _EPOCH, (found and found[2]) or "0"
    return since.days * 86400 + since.seconds + Fraction(int(digits), 10 ** len(digits))
