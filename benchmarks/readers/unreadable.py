"""Why a result file was refused."""

from __future__ import annotations

import re

_LONGEST = 500
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class UnreadableFile(ValueError):
    """A file that is refused whole: nothing of it was read.

    `where` is a line, a JSON pointer or a cell; `problem` and `remedy` are Korean first, then English after " / ".
    """

    def __init__(self, filename: str, where: str, problem: str, remedy: str) -> None:
        """Keep the four parts and compose the message.

        What they quote of the file is cut where it is endless, and each of its characters that cannot be shown is a �.
        """
        self.filename, self.where, self.problem = (_shown(part) for part in (filename, where, problem))
        self.remedy = remedy
        super().__init__(f"{self.filename}, {self.where}: {self.problem} ▶ {self.remedy}")


def _shown(text: str) -> str:
    return _NOT_SHOWN.sub("\N{REPLACEMENT CHARACTER}", text[:_LONGEST])
