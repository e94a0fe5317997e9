"""Good result files made bad in every way we thought of, the same ones each time, and what must hold of each."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.canonical import Answers, measurements
from benchmarks.detail import detail_findings
from benchmarks.findings import findings, report_findings
from benchmarks.readers import UnreadableFile, read

LARGEST = 200_000  # a seed from the real files: mutated thousands of times
PER_FOLDER = 2
_FILES = Path(__file__).resolve().parents[2] / "files"
_TEXTS = frozenset({".json", ".jsonl", ".csv", ".txt", ".yaml"})
_NUMBER = re.compile(rb"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")
_KEY = re.compile(rb'"(\w+)"\s*:')
_WORD = re.compile(rb'"[^"\\\n]{1,40}"')
_PLACE = re.compile(r"(?:line|byte) \d+|/|[A-Z]+\d+(?:/|$)")  # a line, a byte, a JSON pointer, a cell
Mutation = Callable[[bytes, Random], bytes]


@dataclass(frozen=True, slots=True)
class Seed:
    """A good file."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mutated:
    """A file made bad: from which seed and how."""

    name: str
    how: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a file: whether it was read, and how many seconds of the processor that took."""

    mutated: Mutated
    read: bool
    seconds: float


def fixtures() -> tuple[Seed, ...]:
    """The files of tests/files."""
    return tuple(Seed(path.name, path.read_bytes()) for path in sorted(_FILES.iterdir()) if path.suffix in _TEXTS)


def real(folder: Path) -> tuple[Seed, ...]:
    """The smallest two of each folder and kind of real files, where they are at hand."""
    kinds: dict[tuple[Path, str], list[Path]] = {}
    for path in sorted(folder.rglob("*"), key=lambda one: (one.stat().st_size, one)):
        if path.suffix in _TEXTS and path.stat().st_size <= LARGEST:
            kinds.setdefault((path.parent, path.suffix), []).append(path)
    chosen = sorted(path for paths in kinds.values() for path in paths[:PER_FOLDER])
    return tuple(Seed(path.relative_to(folder).as_posix(), path.read_bytes()) for path in chosen)


def mutated(seeds: Sequence[Seed], *, amount: int, seed: int) -> Iterator[Mutated]:
    """So many files, each from a seed by one, two or three mutations; the same ones for the same numbers."""
    names = sorted(MUTATIONS)
    for index in range(amount):
        random = Random(f"{seed} {index}")  # noqa: S311 -- made-up files, nothing secret
        good, hows = seeds[index % len(seeds)], random.sample(names, random.choice((1, 1, 1, 2, 3)))
        data = good.data
        for how in hows:
            data = MUTATIONS[how](data, random)
        yield Mutated(good.name, f"{' + '.join(hows)} #{index}", data)


def tried(one: Mutated) -> Tried:
    """Read the file and use all of it, or be refused in full; anything else is raised."""
    start = time.process_time()
    try:
        is_read = _is_read(one.data)
    except Exception as error:
        error.add_note(f"{one.name}: {one.how}")
        raise
    return Tried(one, is_read, time.process_time() - start)


def _is_read(data: bytes) -> bool:
    try:
        _use(data)
    except UnreadableFile as refused:
        _check_refusal(refused)
        return False
    return True


def _use(data: bytes) -> None:
    report = read(data, filename="any")
    report_findings(report), detail_findings(report)
    found = measurements(report, answers=Answers())
    assert len(found) == len(report.rows) > 0
    said = [*report.repairs, *(one.observed for measurement in found for one in findings(measurement))]
    for row in report.rows:
        said += [row.where, *(cell.where for cell in row.cells), *(f"{fact.value} {fact.where}" for fact in row.facts)]
    assert "".join(said).encode()


def _check_refusal(refused: UnreadableFile) -> None:
    """The file, the place, and problem and remedy in both languages, all of which can be shown."""
    assert refused.filename == "any"
    assert _PLACE.match(refused.where), refused.where
    for said in (refused.problem, refused.remedy):
        korean, _, english = said.partition(" / ")
        assert korean, said
        assert english, said
    assert str(refused).encode()


def _at_number(change: Callable[[bytes, Random], bytes]) -> Mutation:
    return _at(_NUMBER, change)


def _at(pattern: re.Pattern[bytes], change: Callable[[bytes, Random], bytes]) -> Mutation:
    """Change one place where the pattern fits, chosen among those after a random position; or leave the file."""

    def mutation(data: bytes, random: Random) -> bytes:
        match = pattern.search(data, random.randrange(len(data))) if data else None
        match = match or pattern.search(data)
        return data[: match.start()] + change(match[0], random) + data[match.end() :] if match else data

    return mutation


def _truncated(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _bits_flipped(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randint(1, 8) if data else 0):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _slipped(number: bytes, random: Random) -> bytes:
    return random.choice((number + b"e3", number + b"e-3", number + b"e6", number + b"e-9", number + b"000"))


def _huge(_number: bytes, random: Random) -> bytes:
    return random.choice((b"1e400", b"-1e400", b"9" * 5_000, b"1E+999999999999999999", b"1e-400", b"0." + b"1" * 999))


def _not_finite(_number: bytes, random: Random) -> bytes:
    return random.choice((b"NaN", b"Infinity", b"-Infinity", b"nan", b"inf", b"N/A", b"-", b"1,5", b"1_000"))


def _other_type(_number: bytes, random: Random) -> bytes:
    return random.choice((b'"x"', b"true", b"null", b"[]", b"{}", b"[1]", b'{"a": 1}', b'"1"', b"-1", b"0", b'""'))


def _nested(_number: bytes, random: Random) -> bytes:
    depth, (start, end) = random.choice((3, 100, 1_000, 100_000)), random.choice(((b"[", b"]"), (b'{"a":', b"}")))
    return start * depth + b"1" + end * depth


def _key_twice(key: bytes, random: Random) -> bytes:
    return key + random.choice((b"1, ", b"null, ", b"[], ", b'"x", ')) + key


def _renamed(_key: bytes, random: Random) -> bytes:
    names = (b"mean", b"p50", b"value", b"unit", b"ttft_ms", b"concurrency", b"request_rate", b"", b"\\u0000")
    return b'"' + random.choice(names) + b'":'


def _word(_word: bytes, random: Random) -> bytes:
    words = (b"\\ud800", b"\\udc00\\ud800", b"\\u0000", b"\\n=cmd()", "한글".encode() * 200, b"\xed\xa0\x80", b"\xff")
    return b'"' + random.choice(words) + b'"'


def _line_twice(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    place = random.randrange(len(lines))
    return b"\n".join((*lines[:place], *[lines[place]] * random.choice((2, 3, 50)), *lines[place:]))


def _line_gone(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    del lines[random.randrange(len(lines))]
    return b"\n".join(lines)


def _comma(data: bytes, random: Random) -> bytes:
    places = [match.start() for match in re.finditer(rb"[,:{}\[\]\t]", data[:LARGEST])]
    place = random.choice(places or [0])
    return data[:place] + random.choice((b"", b",,", b"\t", b'"', b"\r")) + data[place + 1 :]


def _encoded(data: bytes, random: Random) -> bytes:
    text = data.decode("utf-8", errors="ignore")
    half = len(data) // 2
    return random.choice(
        (
            text.encode("utf-16"),
            text.encode("utf-16-le"),
            text.encode("utf-16") + b"\n",
            data[:half] + text[half:].encode("utf-16-le"),
            b"\xef\xbb\xbf" * 2 + data,
            data[:half] + "측정".encode("cp949") + data[half:],
            data[:half] + b"\0" + data[half:],
        )
    )


def _again(data: bytes, random: Random) -> bytes:
    return data + random.choice((b"", b"\n", b",", b"x")) + data


MUTATIONS: dict[str, Mutation] = {
    "truncated": _truncated,
    "bits flipped": _bits_flipped,
    "unit slipped": _at_number(_slipped),
    "number huge": _at_number(_huge),
    "number not finite": _at_number(_not_finite),
    "type changed": _at_number(_other_type),
    "deeply nested": _at_number(_nested),
    "key twice": _at(_KEY, _key_twice),
    "key renamed": _at(_KEY, _renamed),
    "word not printable": _at(_WORD, _word),
    "line repeated": _line_twice,
    "line gone": _line_gone,
    "comma gone": _comma,
    "encoding mixed": _encoded,
    "file twice": _again,
}
