"""The mutants of a module: what mutmut's operators change in its functions and methods, one change at a time."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

__all__ = ["Mutant", "Mutants", "difference", "put_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change: its number in the module, the function and the line it stands in, and the whole mutated source."""

    number: int
    function: str
    line: int
    source: str


class Mutants:
    """The mutants of one module; each is written out when asked for."""

    def __init__(self, path: Path) -> None:
        import libcst
        from libcst.metadata import MetadataWrapper, PositionProvider
        from mutmut.mutation.file_mutation import MutationVisitor, get_ignored_lines, mutation_operators

        code = path.read_text("utf-8")
        wrapper = MetadataWrapper(libcst.parse_module(code))
        visitor = MutationVisitor(mutation_operators, get_ignored_lines(str(path), code, wrapper))
        self._tree: Any = wrapper.visit(visitor)
        self._made = [m for m in visitor.mutations if _name(m.contained_by_top_level_function)]
        self._places = wrapper.resolve(PositionProvider)

    def __len__(self) -> int:
        return len(self._made)

    def __getitem__(self, number: int) -> Mutant:
        made = self._made[number]
        return Mutant(
            number=number,
            function=_name(made.contained_by_top_level_function),
            line=self._places[made.original_node].start.line,
            source=self._tree.deep_replace(made.original_node, made.mutated_node).code,
        )


def _name(node: Any) -> str:
    return node.name.value if type(node).__name__ == "FunctionDef" else ""


def difference(before: str, after: str) -> list[str]:
    """Return the lines that go and come, each with its sign."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line[0] + " " + line[1:].strip() for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]


def put_in(module: ModuleType, source: str) -> set[str]:
    """Give the functions and methods of a module that is imported already the code that ``source`` has for them.

    Whoever holds one of them runs the new code. What the module worked out when it was imported stays as it was.

    Returns:
        The names of the functions whose code is another one now: ``f`` or ``Class.method``.
    """
    changed = set()
    for code in _codes(compile(source, module.__file__ or "", "exec")):
        function = _function(module, code.co_qualname)
        if function is not None and function.__code__.co_freevars == code.co_freevars:
            if not _same(function.__code__, code):
                changed.add(code.co_qualname)
            function.__code__ = code
    return changed


def _same(a: CodeType, b: CodeType) -> bool:
    """Whether two pieces of code do the same, wherever they stand in their files."""
    told = [(code.co_code, code.co_names, code.co_varnames, len(code.co_consts)) for code in (a, b)]
    if told[0] != told[1]:
        return False
    return all(
        _same(x, y) if isinstance(x, CodeType) and isinstance(y, CodeType) else (type(x), x) == (type(y), y)
        for x, y in zip(a.co_consts, b.co_consts, strict=True)
    )


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType) and "<locals>" not in inner.co_qualname:
            yield inner
            yield from _codes(inner)


def _function(module: ModuleType, name: str) -> FunctionType | None:
    """Return the function of that name: ``f`` or ``Class.method``, without what decorates it."""
    found: Any = module
    for part in name.split("."):
        found = vars(found).get(part) if hasattr(found, "__dict__") else None
    for inner in ("__wrapped__", "__func__", "fget", "_make"):
        found = getattr(found, inner, found)
    return found if isinstance(found, FunctionType) else None
