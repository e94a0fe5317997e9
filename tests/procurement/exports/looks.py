"""Every sheet of every workbook as pages to be looked at: `python -m tests.procurement.exports.looks FOLDER`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.procurement.exports.handed import hand_outs
from tests.procurement.exports.office import convert


def as_pdf(contents: Mapping[str, bytes], *, soffice: Path, folder: Path) -> dict[str, Path]:
    """The workbooks printed by LibreOffice with a profile of its own, by name."""
    sources = {name: folder / f"{name.replace(' ', '-')}.xlsx" for name in contents}
    for name, source in sources.items():
        source.write_bytes(contents[name])
    command = [str(soffice), f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}", "--headless"]
    command += ["--norestore", "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources.values())]
    convert(command, seconds=600)
    return {name: source.with_suffix(".pdf") for name, source in sources.items()}


def words(pdf: Path, *, pdftotext: Path) -> str:
    """What is printed."""
    return subprocess.run([str(pdftotext), "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout


def main(arguments: Sequence[str]) -> None:
    """Write each workbook, its print and a picture of each page into a folder."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    soffice, pdftoppm = (Path(shutil.which(name) or name) for name in ("soffice", "pdftoppm"))
    made = {name: one.made() for name, one in hand_outs().items()}
    for pdf in as_pdf(made, soffice=soffice, folder=folder).values():
        subprocess.run([str(pdftoppm), "-r", "80", "-png", str(pdf), str(pdf.with_suffix(""))], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
