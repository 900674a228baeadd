"""The generator of ``bench`` is a test's source of documents too."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
