"""What counts: SQL that DuckDB and Spark both read, and the few things that each says in its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from newsclean.corpus import extras
from newsclean.corpus.errors import RefusedError

__all__ = ["Batches", "Duck", "Engine", "Mapper", "require"]

INSTALL = 'pip install "newsclean[learn]"'

_BATCH = 20_000  # rows

Batches = Iterator[Any]  # of pyarrow.RecordBatch
Mapper = Callable[[Batches], Batches]


class Engine(Protocol):
    """A database with the tables ``pieces`` and ``documents``, in which the counting is done."""

    def table(self, name: str, sql: str) -> None:
        """Make (or make anew) a table of what ``sql`` selects."""
        ...

    def mapped(self, name: str, sql: str, function: Mapper, columns: Mapping[str, str]) -> None:
        """Make a table of what ``function`` makes of what ``sql`` selects. ``columns``: name -> SQL type."""
        ...

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what ``sql`` selects."""
        ...

    def listed(self, column: str) -> str:
        """Return the SQL for all values of a column in a group, as a list in no order."""
        ...

    def strung(self, column: str, order: str) -> str:
        """Return the SQL for all values of a column in a group, in order, as one string with commas."""
        ...

    def quoted(self, text: str) -> str:
        """Return a string as SQL."""
        ...


class Duck:
    """DuckDB, out of core: the tables lie in a file, and what outgrows the memory goes to disk.

    Args:
        folder: for the database and what goes to disk; the Parquet files ``pieces-*.parquet`` and
            ``documents-*.parquet`` in it are the tables.
        memory: such as "1GB": what DuckDB may use.
        threads: None: one for each core.
    """

    def __init__(self, folder: Path, memory: str, threads: int | None = None) -> None:
        duckdb = require("duckdb")
        self._folder = folder
        self._threads = threads
        self._connection: Any = duckdb.connect(str(folder / "learn.duckdb"))
        self._arrow = require("pyarrow")
        try:
            self._run(f"SET memory_limit = '{memory}'")
        except duckdb.Error as error:
            raise RefusedError(f"memory {memory!r}: DuckDB does not know that: {error}") from None
        self._run(f"SET temp_directory = '{str(folder / 'spill').replace(chr(39), chr(39) * 2)}'")
        self._run("SET preserve_insertion_order = false")
        self._run("SET autoinstall_known_extensions = false")  # it would fetch them; nothing here needs one
        if threads:
            self._run(f"SET threads = {threads}")
        for name in ("pieces", "documents"):
            files = str(folder / f"{name}-*.parquet").replace("'", "''")
            self._run(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{files}')")

    def __enter__(self) -> Duck:
        return self

    def __exit__(self, *error: object) -> None:
        self._connection.close()

    def _run(self, sql: str) -> Any:
        return self._connection.execute(sql)

    def table(self, name: str, sql: str) -> None:
        self._run(f"CREATE OR REPLACE TABLE {name}_new AS {sql}")
        self._run(f"DROP TABLE IF EXISTS {name}")
        self._run(f"ALTER TABLE {name}_new RENAME TO {name}")

    def mapped(self, name: str, sql: str, function: Mapper, columns: Mapping[str, str]) -> None:
        self._run(f"CREATE OR REPLACE TABLE {name} ({', '.join(f'{c} {kind}' for c, kind in columns.items())})")
        target = self._connection.cursor()
        for batch in function(_batches(self._connection.sql(sql))):
            target.register("incoming", self._arrow.Table.from_batches([batch]))
            target.execute(f"INSERT INTO {name} SELECT * FROM incoming")
            target.unregister("incoming")
        target.close()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._run(sql).fetchall()
        return found

    def listed(self, column: str) -> str:
        return f"list({column})"

    def strung(self, column: str, order: str) -> str:
        return f"string_agg(cast({column} AS VARCHAR), ',' ORDER BY {order})"

    def quoted(self, text: str) -> str:
        return "'" + text.replace("'", "''") + "'"


def _batches(relation: Any) -> Batches:
    """Return a result as Arrow batches; the method has a new name since DuckDB 1.5."""
    read = getattr(relation, "to_arrow_reader", None) or relation.fetch_arrow_reader
    return iter(read(_BATCH))


def require(module: str) -> Any:
    """Return a module of the extra ``learn``.

    Raises:
        RefusedError: it is not installed; the message says what to install.
    """
    return extras.require(module, "learning", INSTALL)
