"""What may not be installed: tests of it are skipped, with the error that names the extra, unless all must be there."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(error: ImportError) -> NoReturn:
    """Skip the test or test file; ``make test-engines`` sets NEWSCLEAN_ENGINES=all, and there it fails."""
    if os.environ.get("NEWSCLEAN_ENGINES") == "all":
        raise error
    pytest.skip(str(error), allow_module_level=True)
