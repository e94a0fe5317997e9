"""`python -m procurement.tasks.child KIND ROOM PARENT`: make what a job asks of the files in ROOM, and nothing else.

It ends, and ROOM goes, when its parent is gone. Exit codes: 0 made, 3 refused with the words in ROOM/refused; anything
else is a fault.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import django

from procurement.casefile.archive import own_files, packed
from procurement.sizing.solver_child import Heartbeat

REFUSED = 3
MEMORY_BYTES = 4 * 2**30
INPUTS, PARAMETERS, OUTPUTS, WORDS = "inputs.zip", "parameters.json", "outputs.zip", "refused"


def main(kind: str, room: Path, *, parent: int) -> int:
    """Read, make, write; the exit code."""
    Heartbeat(parent=parent, room=room).start()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    django.setup()
    from procurement.services.record import Unusable  # noqa: PLC0415 -- models are there only after the set-up
    from procurement.tasks.making import MADE  # noqa: PLC0415 -- models are there only after the set-up

    files, parameters = own_files((room / INPUTS).read_bytes()), json.loads((room / PARAMETERS).read_bytes())
    try:
        made = MADE[kind](files, parameters)
    except Unusable as refusal:
        (room / WORDS).write_text(str(refusal), encoding="utf-8")
        return REFUSED
    (room / OUTPUTS).write_bytes(packed(made))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), parent=int(sys.argv[3])))
