"""Why a result file was refused."""

from __future__ import annotations


class UnreadableFile(ValueError):
    """A file that is refused whole: nothing of it was read.

    `where` is a line, a JSON pointer or a cell; `problem` and `remedy` are Korean first, then English after " / ".
    """

    def __init__(self, filename: str, where: str, problem: str, remedy: str) -> None:
        """Keep the four parts and compose the message."""
        self.filename, self.where, self.problem, self.remedy = filename, where, problem, remedy
        super().__init__(f"{filename}, {where}: {problem} ▶ {remedy}")
