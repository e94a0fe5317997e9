from __future__ import annotations

import json
import subprocess
import sys
import time

grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
sys.stdout.write(json.dumps({"gap": 0.5, "nodes": grandchild.pid}) + "\n")
sys.stdout.flush()
time.sleep(300)
