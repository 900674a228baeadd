"""The geometry of cuts: which white space goes with what is removed, and what joins its sides."""

from __future__ import annotations

import re
from bisect import bisect_right

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.document import Document
from newsclean.edits import apply
from newsclean.rules.cuts import Cut, cut_edits, line_gap
from strategies import sentences

MARKED = re.compile(r"⟦([^⟧]*)⟧")


def cut(marked: str, **fields: object) -> str:
    """Return the text without what ⟦ ⟧ mark: each mark is one cut."""
    text, cuts, shift = MARKED.sub(r"\1", marked), [], 0
    document = Document(text)
    for match in MARKED.finditer(marked):
        start = match.start() - shift
        line = bisect_right(document.line_starts, start) - 1
        cuts.append(Cut(start, start + len(match[1]), line, f"t/{len(cuts)}", "ads", **fields))  # type: ignore[arg-type]
        shift += 2
    return apply(text, cut_edits(document, cuts))


@pytest.mark.parametrize(
    "marked, left",
    [
        ("Un.\n\n⟦Notice⟧\n\nDeux.", "Un.\n\nDeux."),
        ("Un.\n⟦Notice⟧\n\n\nDeux.", "Un.\n\n\nDeux."),
        ("Un.\n\n\n⟦Notice⟧\nDeux.", "Un.\n\n\nDeux."),
        ("Un.\n⟦Notice⟧\nDeux.", "Un.\nDeux."),
        ("Un.\n\n⟦Notice⟧\n⟦Notice⟧\n\n⟦Notice⟧\n\nDeux.", "Un.\n\nDeux."),
        ("Un.\n⟦Notice⟧\nDeux.\n\n⟦Notice⟧\nTrois.", "Un.\nDeux.\n\nTrois."),
    ],
)
def test_the_larger_gap_beside_a_whole_line_stays(marked: str, left: str) -> None:
    assert cut(marked) == left


@pytest.mark.parametrize(
    "marked, left",
    [
        ("⟦Notice⟧", ""),
        ("⟦Notice⟧\n", ""),
        ("\n\n⟦Notice⟧\n\nUn.", "Un."),
        ("⟦Notice⟧\n\nUn.\n", "Un.\n"),
        ("Un.\n\n⟦Notice⟧\n\n", "Un."),
        ("Un.   \n⟦Notice⟧", "Un."),
    ],
)
def test_nothing_stays_at_the_ends_of_the_text(marked: str, left: str) -> None:
    assert cut(marked) == left


@pytest.mark.parametrize(
    "marked, left",
    [
        ("Un. ⟦Notice⟧ Deux.", "Un. Deux."),
        ("Un. ⟦Notice⟧", "Un."),
        ("Un. ⟦Notice⟧   \nDeux.", "Un.   \nDeux."),
        ("⟦Notice⟧ Un.", "Un."),
        ("Un mot ⟦(notice)⟧, deux mots.", "Un mot, deux mots."),
        ("Un mot ⟦(notice)⟧.", "Un mot."),
        ("Un.⟦Notice⟧Deux.", "Un. Deux."),
        ("Un. ⟦Notice⟧ ⟦Avis⟧ Deux.", "Un. Deux."),
        ("Un. ⟦Notice⟧⟦Avis⟧ Deux.", "Un. Deux."),
        ("Un.\u00a0⟦Notice⟧\u202fDeux.", "Un. Deux."),
    ],
)
def test_a_piece_of_a_line_leaves_one_space(marked: str, left: str) -> None:
    assert cut(marked) == left


def test_a_piece_may_leave_a_paragraph_break_but_not_at_the_ends_of_its_line() -> None:
    assert cut("Un. ⟦Notice⟧ Deux.", leaves="paragraph") == "Un.\n\nDeux."
    assert cut("Un. ⟦Notice⟧", leaves="paragraph") == "Un."
    assert cut("⟦Notice⟧ Un.", leaves="paragraph") == "Un."


@pytest.mark.parametrize(
    "line", ["• ⟦Notice⟧", "⟦Notice⟧ >>", "| ⟦Notice⟧ |", "(⟦Notice⟧)", "⟦Notice⟧.", "⟦Un⟧ / ⟦Deux⟧", "→ ⟦Notice⟧ :"]
)
def test_marks_left_alone_on_a_line_go_with_its_words(line: str) -> None:
    assert cut(f"Un.\n\n{line}\n\nDeux.") == "Un.\n\nDeux."


def test_marks_beside_a_word_stay() -> None:
    assert cut("Un.\n\n• Oui ⟦Notice⟧\n\nDeux.") == "Un.\n\n• Oui\n\nDeux."


@pytest.mark.parametrize(
    "marked, left",
    [
        (
            "Le fleuve a débordé sur la\n\n⟦Notice⟧\n\nroute du moulin.",
            "Le fleuve a débordé sur la route du moulin.",
        ),
        ("Le fleuve a débordé, hier,\n⟦Notice⟧\nsur la route.", "Le fleuve a débordé, hier, sur la route."),
        ("Le fleuve a débordé hier.\n\n⟦Notice⟧\n\nroute du moulin.", "Le fleuve a débordé hier.\n\nroute du moulin."),
        ("Le fleuve a débordé sur la\n\n⟦Notice⟧\n\nRoute du moulin.", None),
        ("Courte\n\n⟦Notice⟧\n\nroute du moulin.", None),
        ("Le fleuve a débordé sur la\n\n⟦Notice⟧", "Le fleuve a débordé sur la"),
    ],
)
def test_halves_of_a_sentence_are_joined_only_where_they_are_halves(marked: str, left: str | None) -> None:
    assert cut(marked, rejoins=True) == (left if left is not None else cut(marked))


def test_a_piece_at_a_line_end_and_a_line_below_go_together() -> None:
    assert cut("Un texte. ⟦Notice⟧   \n⟦Avis⟧") == "Un texte."
    joined = cut("Le fleuve a débordé sur la ⟦Notice⟧  \n⟦Avis⟧\n  route.", rejoins=True)
    assert " ".join(joined.split()) == "Le fleuve a débordé sur la route."


def test_overlapping_cuts_become_one_under_the_longest() -> None:
    document = Document("Un. Notice longue ici. Deux.")
    cuts = [Cut(4, 10, 0, "t/short", "ads"), Cut(8, 22, 0, "t/long", "nav"), Cut(4, 10, 0, "t/short", "ads")]
    edits = cut_edits(document, cuts)

    assert [(e.old, e.new, e.rule) for e in edits] == [(" Notice longue ici. ", " ", "t/long")]


def test_the_longest_gives_its_name_wherever_it_stands() -> None:
    document = Document("Un. Notice longue ici. Avis. Deux.")
    long, short = Cut(4, 22, 0, "t/long", "ads"), Cut(23, 28, 0, "t/short", "nav")

    assert [e.rule for e in cut_edits(document, [long, short])] == ["t/long"]
    assert [e.rule for e in cut_edits(document, [Cut(4, 10, 0, "t/a", "ads"), Cut(11, 28, 0, "t/b", "nav")])] == ["t/b"]


def test_each_line_of_a_group_keeps_the_name_of_its_rule() -> None:
    document = Document("Un.\n\nAvis\nNotice\n\nDeux.")
    edits = cut_edits(document, [Cut(5, 9, 2, "t/a", "ads"), Cut(10, 16, 3, "t/b", "nav")])

    assert [(e.rule, e.old.strip()) for e in edits] == [("t/a", "Avis"), ("t/b", "Notice")]


def test_the_gap_of_a_line_is_told_without_cutting() -> None:
    document = Document("Un.\n\nNotice\n\nDeux.")

    assert line_gap(document, 2, 2) == (5, 13, "")


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Cut]]:
    """Lines and gaps of any kind, and cuts of any pieces of the lines."""
    gaps = st.sampled_from(["\n", "\n\n", "\n \n\n\n", "  \n", "\n\u00a0"])
    text = "".join(draw(sentences()) + draw(gaps) for _ in range(draw(st.integers(1, 5))))
    document = Document(text)
    cuts = []
    for number, line in enumerate(document.lines):
        for k in range(draw(st.integers(0, 3)) if not line.blank else 0):
            start = draw(st.integers(line.inner, line.outer - 1))
            end = draw(st.integers(start + 1, line.outer))
            cuts.append(
                Cut(
                    start,
                    end if draw(st.booleans()) else line.outer,
                    number,
                    f"t/{k}",
                    "ads",
                    draw(st.sampled_from(["space", "paragraph"])),
                    draw(st.booleans()),
                )
            )
    return text, cuts


@given(page=pages())
def test_any_cuts_give_edits_that_fit_and_take_their_letters_and_no_others(page: tuple[str, list[Cut]]) -> None:
    text, cuts = page
    after = apply(text, cut_edits(Document(text), cuts))
    gone = {i for c in cuts for i in range(c.start, c.end)}

    assert [c for c in after if c.isalnum()] == [c for i, c in enumerate(text) if c.isalnum() and i not in gone]
