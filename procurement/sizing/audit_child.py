"""The solver's process with the program written down by PuLP instead of handed over as arrays: a check."""

from __future__ import annotations

import sys
from pathlib import Path

from procurement.sizing import audit
from procurement.sizing.solver_child import child

if __name__ == "__main__":
    child(Path(sys.argv[1]), solve=audit.solve)
