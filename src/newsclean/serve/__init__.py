"""A local playground, and cleaning over HTTP for pipelines that are not Python; ``pip install "newsclean[serve]"``.

    newsclean serve                      # the playground, on http://127.0.0.1:8799
    curl -d '{"text": "Lire aussi : Notre dossier"}' -H 'content-type: application/json' localhost:8799/clean

Nothing is kept: an answer depends on its request alone.
"""

from __future__ import annotations

from newsclean.serve.app import Limits, create_app

__all__ = ["Limits", "create_app"]
