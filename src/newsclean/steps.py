"""The steps of a pipeline: cleaners, and plain functions made into cleaners; their names and how they are shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from newsclean.cleaners.base import Cleaner
from newsclean.document import Document
from newsclean.edits import Edit, between

__all__ = ["FunctionStep", "Step", "step_name", "step_repr"]

Step: TypeAlias = Cleaner | Callable[[str], str]


@dataclass(frozen=True)
class FunctionStep:
    """A plain ``str -> str`` function as a cleaner."""

    function: Callable[[str], str]

    def __call__(self, document: Document) -> Sequence[Edit]:
        new = self.function(document.text)
        if not isinstance(new, str):
            raise TypeError(f"step {step_name(self.function)} returned {type(new).__name__}, not str")
        return between(document.text, new, f"function/{step_name(self.function)}")


def step_name(step: object) -> str:
    """Return the name of a cleaner, or of a function."""
    return str(getattr(step, "name", None) or getattr(step, "__qualname__", type(step).__name__))


def step_repr(step: object) -> str:
    """Return a cleaner as the call that makes it, with the options that are not the default; a function by its name."""
    if not dataclasses.is_dataclass(step) or isinstance(step, type):
        return step_name(step)
    shown = []
    for f in dataclasses.fields(step):
        value = getattr(step, f.name)
        default = f.default_factory() if f.default_factory is not dataclasses.MISSING else f.default
        if f.init and value != default:
            shown.append(f"{f.name}={f'<{len(value)} rules>' if f.name == 'rules' else repr(value)}")
    return f"{type(step).__name__}({', '.join(shown)})"
