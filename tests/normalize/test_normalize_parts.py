"""The parts of the normalisation that its examples show only together: ranges, joined edits, what is hidden."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from histories import histories
from newsclean.cleaners.normalize import FrenchTypography, NormalizeFrench, RepairEncoding, TidyUnicode, TidyWhitespace
from newsclean.document import Document
from newsclean.edits import Edit, apply
from newsclean.normalize import chain, code, protect
from newsclean.normalize.chars import OPAQUE, OPAQUE_CARRIER, OPAQUE_DIGIT, OPAQUE_TAG
from newsclean.normalize.joined import joined
from newsclean.normalize.lexicon import any_of
from newsclean.normalize.manner import manner
from newsclean.normalize.mojibake import aligned
from newsclean.normalize.spans import united, within
from newsclean.provenance import compose

RANGES = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda r: (r[0], r[0] + r[1])), max_size=6)


@given(RANGES, st.integers(0, 30))
def test_a_place_is_within_spans_if_it_is_within_one(ranges: list[tuple[int, int]], place: int) -> None:
    spans = united(ranges)

    assert within(place, spans) == any(a <= place < b for a, b in ranges)
    assert within(place, spans, last=1) == any(a <= place <= b for a, b in ranges)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(histories())
def test_edits_of_steps_are_joined_as_they_are_composed(history: tuple[str, list[list[Edit]], str]) -> None:
    text, steps, _ = history
    steps = [sorted(step) for step in steps]

    assert joined(text, steps) == compose(text, steps)


SHOWN = str.maketrans({OPAQUE: "x", OPAQUE_CARRIER: "c", OPAQUE_DIGIT: "9", OPAQUE_TAG: "t", protect.MARGIN: "m"})


@pytest.mark.parametrize(
    "line, seen",
    [
        ("Voir https://a.fr/b, oui", "Voir xxxxxxxxxxxxxc, oui"),
        ("Voir https://a.fr/1.", "Voir xxxxxxxxxxxxx9."),
        ("Voir https://a.fr/X.", "Voir xxxxxxxxxxxxxc."),
        ("Voir https://a.fr/= oui", "Voir xxxxxxxxxxxxxx oui"),
        ("Voir (www.a.fr) oui", "Voir (xxxxxxxc) oui"),
        ("À mailto:a@b.fr !", "À xxxxxxxxxxxxc !"),
        ("Voir www. oui", "Voir www. oui"),
        ("À a.b@c.fr, oui", "À xxxxxxxc, oui"),
        ("Un <b>mot</b> là", "Un txxmottxxx là"),
        ("Un <!-- a : b --> là", "Un txxxxxxxxxxxxx là"),
        ("Un <!-- a : b là", "Un <!-- a : b là"),
        ("Un `a : b` là", "Un xxxxxxx là"),
        ("Un `<b>` là", "Un xxxxx là"),
        ("À 12:30 là", "À 9xxx9 là"),
        ("À 12: 30 là", "À 12: 30 là"),
        ("Un :smile: là", "Un xxxxxxx là"),
        ("Un :-) là", "Un xxc là"),
        ("Un:-) là", "Un:-) là"),
        ("Un C:\\a\\b là", "Un xxxxxc là"),
        ("2001:db8::1 là", "9xxxxxxxxx9 là"),
        ("- [x] Un", "mmxxc Un"),
        ("1. Un", "mmmUn"),
        ("## Un", "mmmUn"),
        ("> Un", "mmUn"),
        ("[a]: b", "xxxx b"),
        ("Un [mot](a b) là", "Un [mot]xxxxc là"),
        ("| --- | --- |", "xxxxxxxxxxxxx"),
        ("- <b>Un", "mmtxxUn"),
        ("À 12:30 [mot](a b) là", "À 9xxx9 [mot]xxxxc là"),
        ("- <b>À</b> <!-- a --> 12:30 www.a.fr a@b.fr [x] :-)", "mmtxxÀtxxx txxxxxxxxx 9xxx9 xxxxxxxc xxxxxc xxc xxc"),
        ("- :ok: C:\\a [a](b) Yahoo! `c` fe80::1:2 là", "mmxxxx xxxc [a]xxc xxxxxx xxx xxxxxxxx9 là"),
        ("Un Yahoo! là", "Un xxxxxx là"),
        ("Un mot\ud800 là", "Un mot\ufffd là"),
        ("", ""),
    ],
)
def test_what_typography_must_not_touch_is_hidden(line: str, seen: str) -> None:
    assert protect.view(line).translate(SHOWN) == seen


def test_the_margin_of_a_line_ends_behind_its_markers() -> None:
    assert [protect.bare_markers(line) for line in ("Un", "- Un", "> > Un", "  1) Un", "-Un", "### - Un")] == [
        0, 2, 4, 5, 0, 6,
    ]  # fmt: skip
    assert protect.list_marker("  - Un") == (2, 3, 4)
    assert protect.list_marker("12.  Un") == (0, 3, 5)
    assert protect.list_marker("Un") is None


@pytest.mark.parametrize(
    "text, hidden",
    [
        ("a\n```\nb\n```\nc", ["```\nb\n```"]),
        ("a\n~~~ py\nb\n~~~\nc", ["~~~ py\nb\n~~~"]),
        ("a\n```\nb", []),
        ("a ``` b", []),
        ("```\na\n```\nb\n```\nc\n```", ["```\na\n```", "```\nc\n```"]),
        ("a\n````\n```\nb\n````\nc", ["````\n```\nb\n````"]),
        ("a\n```\nb\n`````\nc", ["```\nb\n`````"]),
        ("a\n```\nb\n``` c\n```  \nd", ["```\nb\n``` c\n```  "]),
        ("``` a `b`\nc\n```\nd", []),
        ("~~~ a `b`\nc\n~~~\nd", ["~~~ a `b`\nc\n~~~"]),
        ("``` a `b`\n~~~\nc\n~~~\nd", ["~~~\nc\n~~~"]),
        ("```\na\n~~~\nb", []),
        ("~~~\na\n```\nb\n~~~", ["~~~\na\n```\nb\n~~~"]),
        ("   ```\na\n   ```\nb", ["   ```\na\n   ```"]),
        ("    ```\na\n    ```\nb", []),
    ],
)
def test_fenced_code_is_found(text: str, hidden: list[str]) -> None:
    assert [text[a:b].strip("\n") for a, b in code.fences(text)] == hidden


@pytest.mark.parametrize(
    "line, hidden",
    [
        ("a `b` c", ["`b`"]),
        ("a ``b ` c`` d", ["``b ` c``"]),
        ("a ` b", []),
        ("`a` `b`", ["`a`", "`b`"]),
        ("``a` b", []),
        ("a ``` `b` c", ["`b`"]),
        ("a ```b``` c", []),
        ("a ``b`` `c` d", ["``b``", "`c`"]),
        ("l`an et l`été", []),
        ("`b et l`été puis `c", []),
        ("`b et l`été puis` c", ["`b et l`été puis`"]),
        ("`b`c et d` e", ["`b`c et d`"]),
        ("x `b` `c", ["`b`"]),
    ],
)
def test_code_in_a_line_is_found(line: str, hidden: list[str]) -> None:
    assert [line[a:b] for a, b in code.inline(line)] == hidden


def test_of_words_that_begin_alike_the_longest_is_taken() -> None:
    words = ["k", "km", "km/h", "kmx", "a.b"]

    assert [re.match(any_of(words), text)[0] for text in ("km/h", "kmy", "kx", "a.b")] == ["km/h", "km", "k", "a.b"]  # type: ignore[index]
    assert re.match(any_of(words), "axb") is None


@pytest.mark.parametrize(
    "old, new, changes",
    [
        ("a\u00c3\u00a9b", "a\u00e9b", [(1, 3, "\u00e9")]),
        ("\u00c3\u00a9 a \u00c3\u00a9", "\u00e9 a \u00e9", [(0, 2, "\u00e9"), (5, 7, "\u00e9")]),
        ("a -- b", "a -x- b", [(3, 3, "x")]),
        ("a -- b", "a - b", [(3, 4, "")]),
        ("a b", "a b", []),
        ("a.", "a..", [(2, 2, ".")]),
        ("a..", "a.", [(2, 3, "")]),
        ("..a", ".a", [(1, 2, "")]),
        ("", ".", [(0, 0, ".")]),
    ],
)
def test_what_changed_between_letters_is_told_exactly(old: str, new: str, changes: list[tuple[int, int, str]]) -> None:
    found = aligned(old, new, "encoding/mojibake")

    assert found == [(*change, "encoding/mojibake") for change in changes]


FRENCH = "Il a dit : «oui» et l’été n’est pas là!"
ENGLISH = "The mayor of the town said that it is what we want: they don’t know! And you?"


@pytest.mark.parametrize("cleaner", [FrenchTypography, NormalizeFrench])
def test_the_language_that_is_given_is_that_of_every_line(cleaner: Any) -> None:
    text = f"{FRENCH}\n\n{ENGLISH}"
    french = [(e.old, e.new) for e in cleaner(lang="fr").edits(Document(text))]

    assert cleaner(lang="en").edits(Document(text)) == []
    assert french == [(e.old, e.new) for e in cleaner(lang="fr-CA").edits(Document(text))]
    assert french == [(e.old, e.new) for e in cleaner().edits(Document(text, language="fr"))]
    assert ("’", "'") in french[5:]
    assert cleaner().edits(Document(text, language="en")) == []
    assert chain.normalized(text, manner("plain", "fr-FR"), "en") == text
    assert chain.normalized(text, manner("plain", "fr-FR"), "fr") == apply(
        text, cleaner(lang="fr").edits(Document(text))
    )
    assert [(e.old, e.new) for e in cleaner().edits(Document(text))] == french[:5]


def test_cleaners_of_one_document_do_not_disturb_each_other() -> None:
    text = f"{FRENCH}  Et&nbsp;: e\u0301te\u0301  \n\n\n\n{ENGLISH}\n"
    cleaners: list[Any] = [RepairEncoding(), TidyUnicode(), TidyWhitespace(), FrenchTypography(), NormalizeFrench()]
    alone = [cleaner.edits(Document(text)) for cleaner in cleaners]
    document = Document(text)

    assert [cleaner.edits(document) for cleaner in cleaners] == alone
    assert [cleaner.edits(document) for cleaner in reversed(cleaners)] == alone[::-1]
    assert all(alone)


def test_the_four_stages_together_are_the_four_one_after_the_other() -> None:
    text = f"{FRENCH}  Et&nbsp;: e\u0301te\u0301  \n\n\n\nLa mairie&nbsp;&nbsp;! Ｏｕｉ\u200b ... l&rsquo;an"
    now = text
    cleaners: list[Any] = [RepairEncoding(), TidyUnicode(), TidyWhitespace(), FrenchTypography()]
    for cleaner in cleaners:
        now = apply(now, cleaner.edits(Document(now)))

    assert apply(text, NormalizeFrench().edits(Document(text))) == now


WRAPPED = (
    "Le conseil municipal a voté hier soir le budget de la ville,\nqui prévoit une hausse des dépenses pour les écoles."
)
WHOLE = WRAPPED.replace("\n", " ")
CODE = f"```\n{WRAPPED}\nx = pré-\nfecture\n```"


@pytest.mark.parametrize(
    "text, wanted",
    [
        (f"{WRAPPED}\n{CODE}", f"{WHOLE}\n{CODE}"),
        (f"{CODE}\n{WRAPPED}", f"{CODE}\n{WHOLE}"),
        (f"{WRAPPED}\n{CODE}\n{WRAPPED}\n{CODE}\n{WRAPPED}", f"{WHOLE}\n{CODE}\n{WHOLE}\n{CODE}\n{WHOLE}"),
        (f"{WRAPPED}\n\n{CODE}\n\n{WRAPPED}", f"{WHOLE}\n\n{CODE}\n\n{WHOLE}"),
        (f"{WRAPPED}\n\nUn mot.\n{CODE}\n\n{WRAPPED}", f"{WHOLE}\n\nUn mot.\n{CODE}\n\n{WHOLE}"),
        (f"{WRAPPED}\n\n{WRAPPED}\n\n{WRAPPED}", f"{WHOLE}\n\n{WHOLE}\n\n{WHOLE}"),
        (f"la pré-\nfecture\n{CODE}\nla pré-\nfecture", f"la préfecture\n{CODE}\nla préfecture"),
        (f"{CODE}\n\n{CODE}", f"{CODE}\n\n{CODE}"),
        (f"{WRAPPED}\n- item\n\n{WRAPPED}", f"{WRAPPED}\n- item\n\n{WHOLE}"),
    ],
)
def test_lines_are_joined_beside_code_and_not_in_it(text: str, wanted: str) -> None:
    assert apply(text, TidyWhitespace().edits(Document(text))) == wanted


LONG = ["n" * 24 + " " + "a" * 25, "n" * 74 + " " + "a" * 25]  # 50 and 100 characters


@pytest.mark.parametrize(
    "lines, joined_",
    [
        ([LONG[0], "fin"], True),
        ([LONG[0][1:], "fin"], False),
        ([LONG[1], "fin"], True),
        (["n" + LONG[1], "fin"], False),
        ([LONG[0], LONG[1]], True),
        ([LONG[0], "n" + LONG[1]], False),
        ([LONG[0], LONG[0], "fin"], True),
        ([LONG[0], LONG[0][1:], "fin"], False),
        ([LONG[0], "Un" + LONG[0], "fin"], True),
        ([LONG[0], "Un" + LONG[0], "Fin", "fin"], False),
        ([LONG[0], "Un" + LONG[0], "Un" + LONG[0], "fin"], False),
        ([LONG[0], "- " + LONG[0], "fin"], False),
        ([LONG[0], "2. " + LONG[0], "fin"], False),
        ([LONG[0], "2 " + LONG[0], "fin", ], True),
        (["| " + LONG[0], "fin"], False),
        ([LONG[0], "> fin"], False),
    ],
)  # fmt: skip
def test_a_paragraph_is_hard_wrapped_if_its_lines_are_as_long_as_such_lines(lines: list[str], joined_: bool) -> None:
    text = "\n".join(lines)

    assert apply(text, TidyWhitespace().edits(Document(text))) == (" " if joined_ else "\n").join(lines)
