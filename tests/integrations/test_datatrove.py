"""datatrove: its local executor from file to file, on two processes, with its stats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from adapters import REMOVED, needed

from newsclean import Pipeline, clean

module = needed("datatrove")
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."


def pages(folder: Path, name: str, *texts: str) -> None:
    folder.mkdir(exist_ok=True)
    lines = [json.dumps({"id": f"{name}-{n}", "text": text, "url": "u"}) for n, text in enumerate(texts)]
    (folder / f"{name}.jsonl").write_text("\n".join(lines), "utf-8")


def test_runs_from_files_to_files_on_two_processes(tmp_path: Path) -> None:
    pages(tmp_path / "in", "a", TEXT, "Il pleut.")
    pages(tmp_path / "in", "b", TEXT, "Lire aussi : Notre dossier")
    steps = [
        JsonlReader(str(tmp_path / "in")),
        module.NewsClean(removed=True),
        JsonlWriter(str(tmp_path / "out"), compression=None),
    ]
    stats = LocalPipelineExecutor(steps, tasks=2, workers=2, logging_dir=str(tmp_path / "logs")).run()
    rows = [json.loads(line) for file in sorted((tmp_path / "out").iterdir()) for line in file.open(encoding="utf-8")]

    # The writer leaves out fields that are empty.
    assert [(row["id"], row.get("text")) for row in rows] == [
        ("a-0", clean(TEXT)),
        ("a-1", "Il pleut."),
        ("b-0", clean(TEXT)),
        ("b-1", None),
    ]
    assert rows[0]["metadata"]["url"] == "u"
    assert [piece["rule"] for piece in rows[0]["metadata"][REMOVED]] == ["fr/read-also"]
    counts = stats.stats[1].stats
    totals = {name: counts[name].total for name in ("total", "changed", "emptied", "rule/fr/read-also")}
    assert totals == {"total": 4, "changed": 3, "emptied": 1, "rule/fr/read-also": 3}
    assert counts["characters_before"].total == 2 * len(TEXT) + len("Il pleut.") + len("Lire aussi : Notre dossier")
    assert counts["characters_after"].total == 2 * len(clean(TEXT)) + len("Il pleut.")
    saved = json.loads((tmp_path / "logs" / "stats.json").read_text("utf-8"))[1]
    assert saved["name"].endswith("newsclean")
    assert saved["stats"]["rule/fr/read-also"] == 3


@pytest.mark.parametrize("options", [{}, {"removed": True}, {"rules": False}, {"rules": False, "removed": True}])
def test_records_what_is_asked_for_and_cleans_the_same(options: dict[str, bool]) -> None:
    step = module.NewsClean(**options)
    (document,) = step([Document(TEXT, "a")])

    assert document.text == step.format(TEXT) == clean(TEXT)
    assert (REMOVED in document.metadata) == options.get("removed", False)
    assert ("rule/fr/read-also" in step.stats.stats) == (options.get("rules", True) or options.get("removed", False))


def test_stats_are_the_same_whatever_is_recorded() -> None:
    quiet, told = module.NewsClean(Pipeline.default(level="safe"), rules=False), module.NewsClean()
    for step in (quiet, told):
        assert len(list(step([Document(TEXT, "a"), Document("", "b")]))) == 2

    assert quiet.stats.stats["total"].total == told.stats.stats["total"].total == 2
    assert list(module.NewsClean()(None)) == []
