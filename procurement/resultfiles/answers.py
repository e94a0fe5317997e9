"""answers.toml: what a person answers about result files, for each pattern of names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from benchmarks.table import Table, read_table

_NOTHING = Table("answers", {})


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """The [[files]] of an answers file: `match` is a pattern of names, in which `*` also stands for `/`."""

    entries: tuple[tuple[str, Table], ...] = ()

    def of(self, name: str) -> Table:
        """The answers, aliases and overrides for a file of this name. Raises TableError where two entries match it."""
        matching = [(pattern, table) for pattern, table in self.entries if fnmatchcase(name, pattern)]
        if len(matching) > 1:
            (first, _), (second, table) = matching[:2]
            raise table.wrong(
                f"match = {second!r}: 파일 {name}이(가) {first!r}에도 맞습니다. 하나에만 맞게 고치십시오 / "
                f"the file also matches {first!r}, let it match one of them"
            )
        return matching[0][1] if matching else _NOTHING

    def check(self, names: Iterable[str]) -> None:
        """Raise TableError where an entry matches none of the files or a file matches two: a slip in a pattern."""
        listed = tuple(names)
        for name in listed:
            self.of(name)
        for pattern, table in self.entries:
            if not any(fnmatchcase(name, pattern) for name in listed):
                raise table.wrong(
                    f"match = {pattern!r}: 맞는 파일이 없습니다. 화면에 나온 파일 이름에 맞추십시오 / "
                    f"no file matches it, see the names as they are printed"
                )


def read_answers(data: bytes, *, filename: str) -> AnswerSheet:
    """The answers of a TOML file, as strict as those of a case. Raises TableError."""
    tables = read_table(data, filename=filename).only("files").tables("files")
    return AnswerSheet(tuple((t.only("match", "answers", "aliases", "override").text("match"), t) for t in tables))
