"""What requests and answers hold; OpenAPI is made from it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema

__all__ = ["Checked", "Cleaned", "Edit", "Explained", "Failed", "Health", "Problem", "Request", "RuleInfo", "RulesText"]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be a string, not {type(value).__name__}")
    return value


#: Any text that JSON can hold, lone surrogates too, which a plain ``str`` field would refuse.
Text = Annotated[str, PlainValidator(_text), WithJsonSchema({"type": "string"})]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Request(_Model):
    """A text, and how to clean it: the options of `newsclean.clean`."""

    text: Text = Field(description="The document.", examples=["Lire aussi : Notre dossier\n\nLa pluie tombe."])
    level: str = Field("standard", description="safe, standard or aggressive")
    style: str = Field("plain", description="plain, typographic or ascii")
    locale: str = Field("fr-FR", description="fr-FR, fr-BE, fr-CA or fr-CH")
    lang: str | None = Field(None, description="Language of the text, such as fr; null: found out")
    categories: list[str] | None = Field(None, description="Remove only these categories; null: all")
    without: list[str] = Field([], description="Cleaners, categories and rules to leave out")
    rules: str = Field(
        "", description="More rules, as the text of a rule file; one with the id of a rule of newsclean replaces it"
    )


class RulesText(_Model):
    """Rules to check."""

    rules: str = Field(description="The text of a rule file (TOML).")


class Cleaned(BaseModel):
    """A cleaned text."""

    text: str
    rules: str = Field(description="Version of the rules")


class Edit(BaseModel):
    """One change. Offsets are code points of the text that was sent, half-open."""

    start: int
    end: int
    old: str
    new: str
    rule: str
    category: str | None = Field(description="Of a removal; null: an edit that takes no words away")


class Explained(Cleaned):
    """A cleaned text, and every edit that led to it."""

    language: str | None
    counts: dict[str, int] = Field(description="Category -> number of edits")
    edits: list[Edit]


class Problem(BaseModel):
    """An example that does not hold."""

    rule: str
    kind: str
    text: str
    problem: str


class Checked(BaseModel):
    """What came of loading rules and running their examples."""

    rules: int
    examples: int
    wrong: list[Problem]


class RuleInfo(BaseModel):
    """What a rule is for."""

    id: str
    category: str
    level: str
    scope: str
    why: str


class Health(BaseModel):
    """That it runs, and which versions."""

    status: str = "ok"
    newsclean: str
    rules: str


class Failed(BaseModel):
    """Why a request was refused."""

    error: str
