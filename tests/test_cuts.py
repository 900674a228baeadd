"""Cuts that touch become one edit; what a cut leaves behind survives that."""

from __future__ import annotations

from newsclean.document import Document
from newsclean.edits import apply
from newsclean.rules.cuts import Cut, cut_edits


def _cut(text: str, *pieces: str, leaves: str = "space") -> str:
    document = Document(text)
    cuts = [Cut(text.index(p), text.index(p) + len(p), 0, f"fr/{n}", "credit", leaves) for n, p in enumerate(pieces)]
    return apply(text, cut_edits(document, cuts))


def test_cuts_that_only_a_space_parts_become_one_edit() -> None:
    assert (
        _cut("Le pont. Suivez-nous. Écrivez-nous. Il rouvre.", "Suivez-nous.", "Écrivez-nous.") == "Le pont. Il rouvre."
    )


def test_a_paragraph_break_survives_a_longer_neighbour() -> None:
    text = "Le quai (Photo : AP) Suivez-nous sur nos réseaux. Le train part."
    document = Document(text)
    credit, notice = text.index("("), text.index("Suivez")
    cuts = [
        Cut(credit, credit + 12, 0, "fr/credit", "credit", "paragraph"),
        Cut(notice, text.index(" Le train"), 0, "fr/notice", "promo"),
    ]

    assert apply(text, cut_edits(document, cuts)) == "Le quai\n\nLe train part."


def test_cuts_with_a_word_between_stay_apart() -> None:
    assert _cut("Un (A) deux (B) trois", "(A)", "(B)") == "Un deux trois"
