"""What stands around a match decides: subheads, dialogues, lists, neighbours; and what rescues prose, word by word."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean.document import Document
from newsclean.rules.cuts import Cut, cut_edits
from newsclean.rules.decide import decided, like_row, long_prose, spared_lines
from newsclean.rules.engine import RuleSet
from newsclean.rules.vetoes import VETO_FUNCTIONS
from small_rules import left, rule

PROSE = (
    "La rivière a quitté son lit dans la nuit de lundi, et les habitants du bas du village "
    "ont passé la matinée à monter leurs meubles à l'étage."
)
WHOLE: dict[str, Any] = {"category": "promo", "pattern": "zorglub[^\\n]{0,160}", "width": 400, "vetoes": []}
SAID = rule(id="fr/said", anchors=["bulgroz"], pattern="bulgroz[^\\n]{0,300}", width=400, vetoes=[], category="promo")
HINTED = rule(id="fr/hint", anchors=["bulgroz"], pattern="bulgroz[^\\n]{0,300}", width=400, vetoes=[], level="hint")


def stays(text: str, *others: Any, **changes: Any) -> bool:
    """Whether the line with « Zorglub » is left."""
    return "Zorglub" in left(text, rule(**{**WHOLE, **changes}), *others)


# -- subheads ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line, wanted",
    [
        ("Zorglub", True),
        ("Zorglub d'aujourd'hui-même !", True),
        ("Zorglub" + "e" * 31, True),
        ("Zorglub" + "e" * 32, False),
        ("Zorglub le vieux pont", True),
        ("Zorglub du vieux pont bleu", False),
        ("Zorglub et le pont du moulin, déjà fermé ?", False),
        ("Zorglub et le pont du moulin de pierre est fermé aux vélos ?", True),
        ("Zorglub et le pont du moulin de pierre est fermé aux vélos a ?", False),
        ("Zorglub 2", False),
        ("Zorglub | pont", False),
        ("Zorglub...", False),
    ],
)
def test_a_word_or_three_between_two_paragraphs_may_be_a_subhead(line: str, wanted: bool) -> None:
    assert stays(f"{PROSE}\n\n{line}\n\n{PROSE}") is wanted
    assert stays(f"{PROSE}\n{line}\n{PROSE}") is wanted


@pytest.mark.parametrize("category", ["ads", "byline", "source"])
def test_some_categories_do_stand_between_paragraphs(category: str) -> None:
    assert not stays(f"{PROSE}\n\nZorglub\n\n{PROSE}", category=category)


@pytest.mark.parametrize(
    "above, below, wanted",
    [
        (PROSE, "La rue est fermée aux voitures.", True),
        (PROSE, "La rue est fermée aux vélos.", False),
        (PROSE, "La rue est fermée aux voitures et aux vélos", False),
        (PROSE, "La rue est-elle fermée aux voitures ?", False),
        (PROSE, "La rue est fermée. Qui ouvrira le pont ?", True),
        (PROSE, "« La rue est fermée aux voitures »", True),
        ("La rue est fermée aux voitures.", PROSE, True),
        ("La rue est fermée aux vélos.", PROSE, False),
        ("La rue est-elle fermée aux voitures ?", PROSE, True),
        ("La rue du moulin est fermée aux voitures et aux vélos", PROSE, True),
        ("La rue du moulin est fermée aux voitures et vélos", PROSE, False),
        ("L" + "a" * 49, PROSE, True),
        ("L" + "a" * 48, PROSE, False),
        ("L" + "a" * 28 + ".", PROSE, True),
        ("L" + "a" * 27 + ".", PROSE, False),
        ("La rue du moulin est fermée aux voitures et aux vélos,", PROSE, False),
        ("", PROSE, False),
        (PROSE, "", False),
    ],
)
def test_a_subhead_stands_below_prose_and_above_prose(above: str, below: str, wanted: bool) -> None:
    assert stays(f"{above}\n\nZorglub\n\n{below}") is wanted


def test_what_a_rule_fits_is_no_prose_beside_a_subhead_unless_it_is_a_hint() -> None:
    below = f"{PROSE}\n\nZorglub\n\nBulgroz a quitté son lit dans la nuit de lundi."

    assert not stays(below, SAID)
    assert stays(below, HINTED)


def test_a_piece_of_a_line_is_no_subhead() -> None:
    assert stays(f"{PROSE}\n\nUn Zorglub\n\n{PROSE}", at="anywhere", scope="span", pattern="zorglub") is False
    assert stays(f"{PROSE}\n\nZorglub et\n\n{PROSE}", at="anywhere", scope="span", pattern="zorglub") is False
    assert stays(f"{PROSE}\n\n  Zorglub  \n\n{PROSE}") is True


# -- dialogues and lists -------------------------------------------------------------------------

TURN: dict[str, Any] = {"at": "anywhere", "scope": "line", "pattern": "zorglub"}


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("– Il arrive.\n– Zorglub part.\nFin", True),
        ("— Zorglub part.\n— Il arrive !\nFin", True),
        ("—\u00a0Zorglub part.\n—\u202fIl arrive ?\nFin", True),
        ("– Zorglub part.\nIl arrive.\nFin", False),
        ("Zorglub part.\n– Il arrive.\n– Il part.", False),
        ("- Il arrive.\n- Zorglub part.\nFin", False),
        ("– Il arrive\n– Zorglub part.\nFin", False),
        ("– Il arrive.\n– Zorglub part\nFin", False),
        ("–Il arrive.\n– Zorglub part.\nFin", False),
        ("– Zorglub part.", False),
        ("– Il arrive.\n\n– Zorglub part.", False),
        ("Fin\n– Zorglub part.\n\n– Il arrive.", False),
    ],
)
def test_what_is_said_in_a_dialogue_stays(text: str, wanted: bool) -> None:
    assert stays(text, **TURN) is wanted


def test_the_last_line_of_a_page_is_no_neighbour_of_the_first() -> None:
    assert not stays("– Zorglub part.\nUn mot\n– Il arrive.", **TURN)
    assert not stays("– Il arrive.\nUn mot\n– Zorglub part.", **TURN)


ANNOUNCED = "Le conseil a dressé la liste de ce qui manque au pont :"


@pytest.mark.parametrize(
    "text, wanted",
    [
        (f"{ANNOUNCED}\nZorglub\nFin", True),
        (f"{ANNOUNCED}\n\nZorglub\nFin", True),
        (f"{ANNOUNCED}\n\n\nZorglub\nFin", False),
        (f"{ANNOUNCED}\n\nUn clou\nZorglub\nFin", True),
        (f"{ANNOUNCED}\n\nUn clou\n\nZorglub\nFin", False),
        (f"{ANNOUNCED}\n" + "Un clou\n" * 14 + "Zorglub\nFin", True),
        (f"{ANNOUNCED}\n" + "Un clou\n" * 15 + "Zorglub\nFin", True),
        (f"{ANNOUNCED}\n" + "Un clou\n" * 16 + "Zorglub\nFin", False),
        (f"{ANNOUNCED[7:]}\nZorglub\nFin", False),
        (f"{ANNOUNCED[:-1]}.\nZorglub\nFin", False),
        (f"{ANNOUNCED}\n{'n' * 80}\nZorglub\nFin", True),
        (f"{ANNOUNCED}\n{'n' * 81}\nZorglub\nFin", False),
        (f"{ANNOUNCED}\nZorglub {'n' * 72}\nFin", True),
        (f"{ANNOUNCED}\nZorglub {'n' * 73}\nFin", False),
        (f"Bulgroz dit : {ANNOUNCED}\nZorglub\nFin", False),
        ("Zorglub\nFin", False),
        ("\nZorglub\nFin", False),
    ],
)
def test_an_item_of_a_list_that_a_sentence_announces_stays(text: str, wanted: bool) -> None:
    assert stays(text, SAID) is wanted


def test_a_piece_of_an_item_is_no_item() -> None:
    assert not stays(f"{ANNOUNCED}\nUn Zorglub\nFin", at="anywhere", scope="span", pattern="zorglub")


def test_lines_that_may_be_the_article_s_are_told_to_who_asks() -> None:
    text = f"Zorglub\n{PROSE}\n\nZorglub\n\n{PROSE}\n– Il arrive.\n– Zorglub part.\n{ANNOUNCED}\nZorglub"
    document = Document(text)
    rules = RuleSet([rule(**WHOLE), rule(id="fr/turn", **{**WHOLE, **TURN})])
    found = rules.matches(document)

    assert spared_lines(document, found, range(20)) == {3, 7, 9}
    assert spared_lines(document, found, {0, 3}) == {3}
    ads = RuleSet([rule(**{**WHOLE, "category": "ads"})]).matches(document)
    assert 3 not in spared_lines(document, ads, range(20))


ROWS = "Départ : le lavoir\n{}\nDénivelé : 740 m\nEau : une source"


@pytest.mark.parametrize(
    "text, wanted",
    [
        (ROWS.format("Zorglub : 4 h 30"), True),
        (ROWS.format("Zorglub : 4 h 30").replace("\n", "\n\n"), True),
        (ROWS.format("Zorglub : 4 h 30").replace("\n", "\n\n\n"), False),
        (ROWS.format("Zorglub: 4 h 30, de 10:15 à midi"), True),
        (ROWS.format("Zorglub 4 h 30"), False),
        (ROWS.format("Zorglub : " + "4 h 30 " * 9), False),
        (ROWS.format("Zorglub : 4 h 30").replace("\nEau : une source", ""), False),
        (ROWS.format("Zorglub : 4 h 30") + "\nBulgroz : dit", True),
        (ROWS.format("Zorglub : 4 h 30").replace("Eau", "Bulgroz"), False),
    ],
)
def test_a_row_of_a_sheet_that_rules_do_not_know_stays(text: str, wanted: bool) -> None:
    assert stays(text, SAID, category="video") is wanted


@pytest.mark.parametrize(
    "line, wanted",
    [
        ("Eau : 1", True),
        ("Or : 1", True),
        ("O : 1", False),
        ("Or: 1", False),
        ("Or: 12", True),
        ("Durée : " + "n" * 40, True),
        ("Durée : " + "n" * 61, False),
        ("D" * 35 + " : 1", True),
        ("D" * 37 + " : 1", False),
        ("Départ : à 10:15", True),
        ("Durée : 4 h : 5 h : 6 h", False),
        ("Durée. Oui : 4", False),
        ("Durée ? Oui : 4", False),
        ("2 : 1", False),
        ("* Durée : 4 h", True),
        ("- Durée : 4 h", True),
        ("> Durée : 4 h", True),
        ("+ Durée : 4 h", False),
        ("Durée :", False),
    ],
)
def test_a_row_is_a_key_a_colon_and_a_short_value(line: str, wanted: bool) -> None:
    assert like_row(Document(line).plain, 0, len(line)) is wanted
    assert like_row(Document(f"Un {line}\n").plain, 3, 3 + len(line)) is wanted


def test_a_row_is_as_long_as_it_is() -> None:
    for size in (79, 80, 81):
        line = f"{'D' * 20} : {'n' * 20}:{'n' * (size - 44)}"
        assert like_row(line, 0, size) is (size <= 80)


@pytest.mark.parametrize("category", ["ads", "newsletter", "promo", "paywall", "share", "comment"])
def test_what_is_no_key_of_a_sheet_is_no_row(category: str) -> None:
    assert not stays(ROWS.format("Zorglub : 4 h 30"), category=category)


def test_a_cross_link_is_no_row_of_a_sheet() -> None:
    assert not stays(ROWS.format("Zorglub : le pont"), category="crosslink")


# -- head, tail, run -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, goes",
    [
        ("Zorglub\nBulgroz", True),
        ("Bulgroz\nZorglub", True),
        ("Zorglub\n\nUn mot\n\nBulgroz", True),
        ("Zorglub\nUn mot\nDeux mots\nBulgroz", False),
        ("Bulgroz\n\nLa rue du moulin est fermée aux voitures et vélos.\nZorglub", False),
        ("Bulgroz\n\nLa rue du moulin est fermée aux voitures, vélos\nZorglub", True),
        ("Zorglub\nBulgroz a quitté son lit dans la nuit de lundi et de mardi.", False),
        ("Zorglub\nBulgroz a quitté son lit dans la nuit de lundi et de mardi", True),
    ],
)
def test_a_neighbour_that_a_hint_fits_confirms_where_no_prose_stands_between(text: str, goes: bool) -> None:
    assert stays(text, HINTED, needs=["run"]) is not goes


def test_a_neighbour_that_a_rule_fits_confirms_even_if_it_reads_like_prose() -> None:
    assert not stays("Zorglub\nBulgroz a quitté son lit dans la nuit de lundi et de mardi.", SAID, needs=["run"])


def test_a_hint_that_confirms_nothing_confirms_nothing() -> None:
    cue = rule(id="fr/cue", anchors=["bulgroz"], pattern="bulgroz", level="hint", confirms=False)

    assert stays("Zorglub\nBulgroz", cue, needs=["run"])


def test_head_and_tail_are_before_and_after_the_long_paragraphs_that_no_rule_fits() -> None:
    whole = rule(id="fr/whole", at="start", anchors=["bulgroz"], pattern="bulgroz", level="hint", category="promo")
    fitted = f"Bulgroz {PROSE}"

    assert not stays(f"{fitted}\n\nZorglub\n\n{PROSE}", whole, needs=["head"], category="ads")
    assert stays(f"{PROSE}\n\nZorglub\n\n{PROSE}", whole, needs=["head"], category="ads")
    assert not stays(f"{PROSE}\n\nZorglub\n\n{fitted}", whole, needs=["tail"], category="ads")
    assert stays(f"{fitted}\n\nZorglub", whole, needs=["head"])
    assert stays(f"{fitted}\n\nZorglub", whole, needs=["tail"])


@pytest.mark.parametrize("fields, fits", [({}, True), ({"confirms": False}, False), ({"scope": "span"}, False)])
def test_a_paragraph_that_only_a_cue_or_a_piece_fits_is_the_article_s(fields: dict[str, Any], fits: bool) -> None:
    cue = {"id": "fr/cue", "at": "start", "anchors": ["bulgroz"], "pattern": "bulgroz", "level": "hint", **fields}
    text = f"Bulgroz {PROSE}\n\nZorglub\n\n{PROSE}"

    assert stays(text, rule(**cue), needs=["head"], category="ads") is not fits


def test_a_paragraph_is_as_long_as_120_code_points_and_ends_a_sentence() -> None:
    for words in ("n" * 119 + ".", "n" * 118 + " »  "):
        assert long_prose(Document(words), 0)
    for words in ("n" * 118 + ".", "n" * 120, "n" * 117 + " »  "):
        assert not long_prose(Document(words), 0)


# -- reach ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "below, taken",
    [
        ("Un titre\n\nDeux titres", "Un titre\n\nDeux titres"),
        ("Un titre\n\nDeux titres\n\nTrois titres\n\nQuatre", "Un titre\n\nDeux titres\n\nTrois titres"),
        (f"Un titre\n\n{PROSE}", ""),
        (f"Un titre\n\nDeux titres\n\n{PROSE}", "Un titre"),
        (f"Un titre\n\nDeux titres\n\n{PROSE.lower()}", "Un titre"),
        ("Un titre\n\nun mot", "Un titre"),
        ("T" * 160 + "\n\nun mot", "T" * 160),
        ("Un titre;\n\nDeux", ""),
        ("Un titre:\n\nDeux", ""),
        ("Un titre,\n\nDeux", ""),
        ("Un titre ?\n\nun mot", "Un titre ?"),
    ],
)
def test_a_block_takes_the_titles_below_it_but_not_that_of_a_paragraph(below: str, taken: str) -> None:
    block = rule(scope="block", takes=3)

    assert left(f"Fin.\n\nZorglub\n\n{below}", block).removeprefix("Fin.").strip() == below.removeprefix(taken).strip()


def test_a_block_takes_what_stands_right_below_its_label() -> None:
    block = rule(scope="block", takes=2)

    assert left("Fin.\n\nZorglub\nUn titre\nDeux titres\nTrois titres", block) == "Fin.\n\nTrois titres"
    assert left("Zorglub\n  Un titre  \n\n\nDeux titres\n", block) == ""
    assert left(f"Zorglub\nUn titre\n{PROSE}", block) == f"Un titre\n{PROSE}"


def test_a_short_sentence_far_down_the_page_is_no_prose() -> None:
    assert not stays(f"{PROSE}\n\n{PROSE}\n\nBulgroz\n\nIl dort.\nZorglub", HINTED, needs=["run"])
    assert stays(f"{PROSE}\n\n{PROSE}\n\nBulgroz\n\n{'n' * 49}.\nZorglub", HINTED, needs=["run"])
    assert not stays(f"{PROSE}\n\n{PROSE}\n\nBulgroz\n\n{'n' * 48}.\nZorglub", HINTED, needs=["run"])
    assert not long_prose(Document(f"{PROSE}\n\nIl dort."), 2)


def test_a_tail_that_stands_above_prose_takes_its_sentence_alone() -> None:
    tail = rule(scope="tail", at="anywhere", vetoes=[])

    assert left(f"Un mot. Zorglub part. Deux.\n\n{PROSE}", tail) == f"Un mot. Deux.\n\n{PROSE}"
    assert left(f"{PROSE}\n\nUn mot. Zorglub part. Deux.\n\nTrois", tail) == f"{PROSE}\n\nUn mot."
    assert left(f"{PROSE} Zorglub part. Deux.\n\nTrois", tail) == PROSE


def test_a_match_over_lines_gives_a_cut_for_each() -> None:
    text = "Un.\nZorglub vous\nparle\nDeux."
    document = Document(text)
    one = rule(pattern="zorglub vous parle", glue=True, level="standard", leaves="paragraph", rejoins=True)
    cuts = decided(document, RuleSet([one]).matches(document), {"ads": 1})

    assert cuts == [
        Cut(4, 16, 1, "fr/zorglub", "ads", "paragraph", True, 1),
        Cut(17, 22, 2, "fr/zorglub", "ads", "paragraph", True, 1),
    ]


def test_a_category_without_a_level_is_evidence_only() -> None:
    document = Document("Un.\nZorglub")
    matches = RuleSet([rule()]).matches(document)

    assert decided(document, matches, {"promo": 2}) == []
    assert len(decided(document, matches, {"ads": 0})) == 1


# -- cuts ----------------------------------------------------------------------------------------


def test_of_cuts_as_long_as_each_other_the_surest_gives_its_name() -> None:
    document = Document("Un mot. Zorglub. Deux.")
    cuts = [Cut(8, 16, 0, f"t/{rank}", "ads", rank=rank) for rank in (2, 0, 1)]

    assert [e.rule for e in cut_edits(document, cuts)] == ["t/0"]


def test_a_whole_line_goes_under_the_name_of_its_longest_piece() -> None:
    document = Document("Un.\nAvis | Notice longue")

    assert [e.rule for e in cut_edits(document, [Cut(4, 8, 1, "t/a", "ads"), Cut(11, 24, 1, "t/b", "ads")])] == ["t/b"]


# -- vetoes --------------------------------------------------------------------------------------


def rescued(veto: str, marked: str) -> bool:
    """Whether the veto speaks for what ⟦ ⟧ mark, on its line."""
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    document = Document(marked.replace("⟦", "").replace("⟧", ""))
    line = next(x for x in document.lines if x.start <= start <= x.end)
    return VETO_FUNCTIONS[veto](document, line.start, start, end, line.end)


@pytest.mark.parametrize(
    "veto, marked, wanted",
    [
        ("quotation", "Il dit « ⟦Partagez⟧ » puis", True),
        ("quotation", "Il dit « oui » ⟦Partagez⟧ puis", False),
        ("quotation", "Il dit « oui » et « ⟦Partagez⟧", True),
        ("quotation", "Il « dit\n⟦Partagez⟧ »", False),
        ("quotation", f"« {'n' * 298}⟦Partagez⟧", True),
        ("quotation", f"« {'n' * 299}⟦Partagez⟧", False),
        ("quotation", "Il dit “⟦Partagez⟧”", True),
        ("quotation", "Il dit “oui”, puis “⟦Partagez⟧”", True),
        ("quotation", "Il dit « oui », puis « ⟦Partagez⟧ »", True),
        ("quotation", 'Il dit "oui", puis "⟦Partagez⟧"', True),
        ("quotation", "Il dit “oui” ⟦Partagez⟧", False),
        ("quotation", "Il “dit\n⟦Partagez⟧”", False),
        ("quotation", f"“{'n' * 299}⟦Partagez⟧", True),
        ("quotation", f"“{'n' * 300}⟦Partagez⟧", False),
        ("quotation", 'Il dit "⟦Partagez⟧"', True),
        ("quotation", 'Il dit "⟦Partagez⟧', False),
        ("quotation", 'Il dit "oui" ⟦Partagez⟧ "', False),
        ("quotation", 'Il "dit\n⟦Partagez⟧"', False),
        ("quotation", 'Il dit "⟦Partagez⟧\n"', False),
        ("quotation", f'Il dit "⟦Partagez⟧{"n" * 299}"', True),
        ("quotation", f'Il dit "⟦Partagez⟧{"n" * 300}"', False),
        ("attribution", "⟦Partagez⟧, a déclaré le maire.", True),
        ("attribution", "⟦Partagez⟧ tout, a déclaré le maire.", True),
        ("attribution", "⟦Partagez⟧ sur X (le réseau), a déclaré le maire.", True),
        ("attribution", "⟦Partagez⟧ tout… Oui, a déclaré le maire.", True),
        ("attribution", "⟦Partagez⟧ tout ? Oui, a déclaré le maire.", False),
        ("attribution", "⟦Partagez⟧ tout. Oui, a déclaré le maire.", False),
        ("attribution", "⟦Partagez⟧ tout ! Oui, a déclaré le maire.", False),
        ("attribution", "⟦Partagez⟧\nOui, a déclaré le maire.", False),
        ("attribution", "⟦Partagez⟧ tout.", False),
        ("attribution", f"⟦Partagez⟧ {'n' * 130}, a déclaré le maire", True),
        ("attribution", f"⟦Partagez⟧ {'n' * 150}, a déclaré le maire", False),
        ("said", "⟦Partagez, a déclaré le maire⟧", True),
        ("said", "⟦« Partagez », a déclaré le maire⟧", True),
        ("said", "⟦Partagez⟧, a déclaré le maire", False),
        ("said", "Oui, a déclaré le maire, ⟦partagez⟧", False),
        ("said", f"⟦Partagez{'n' * 570}, a déclaré le maire⟧", True),
        ("said", f"⟦Partagez{'n' * 600}, a déclaré le maire⟧", False),
        ("governed", "Il faut ⟦partager⟧", True),
        ("governed", "Il mange. ⟦partager⟧", False),
        ("governed", "Il faut\n⟦partager⟧", False),
        ("governed", "Il écrit en rouge : ⟦merci de patienter⟧", True),
        ("governed", "En rouge :⟦merci de patienter⟧", True),
        ("governed", "En rouge : ⟦Merci de patienter⟧", False),
        ("governed", "En rouge : ⟦cliquez ici⟧", False),
        ("governed", "En rouge : ⟦si vous voulez⟧", False),
        ("governed", "En rouge, ⟦merci de patienter⟧", False),
        ("governed", "⟦partager⟧", False),
        ("governed", "Rouge :   ⟦merci de patienter⟧", False),
        ("continues", "⟦Partager⟧ qui dort", True),
        ("continues", "⟦Partager⟧, que dort", True),
        ("continues", "⟦Partager⟧ le qui", False),
        ("continues", "⟦Partager⟧\nqui dort", False),
        ("continues", "Il qui ⟦partage⟧", False),
        ("narrated", "⟦La page partageait tout⟧", True),
        ("narrated", "⟦La page⟧ partageait tout.", True),
        ("narrated", "⟦La page⟧ partageait tout", True),
        ("narrated", "⟦La page⟧ est là. Il partageait tout.", False),
        ("narrated", "⟦La page⟧ est là\nIl partageait tout.", False),
        ("narrated", "Il partageait tout. ⟦La page⟧ est là", False),
        ("narrated", "⟦La page partage tout⟧", False),
        ("told", "⟦La page partageait tout⟧", True),
        ("told", "⟦La page⟧ partageait tout.", False),
        ("told", "Il partageait tout. ⟦La page⟧", False),
        ("impersonal", "⟦Le pont du vieux moulin est fermé aux camions depuis lundi⟧", True),
        ("impersonal", "⟦Le pont du vieux moulin⟧ est fermé aux camions depuis lundi.", True),
        ("impersonal", f"⟦Le pont du vieux moulin est fermé aux camions depuis⟧{' un an' * 26} pour vous tous", True),
        ("impersonal", f"⟦Le pont du vieux moulin est fermé aux camions depuis⟧{' un an' * 26} pour vous tous.", True),
        ("impersonal", f"⟦Le pont du vieux moulin est fermé aux camions depuis⟧{' un an' * 20} pour vous tous", False),
        ("impersonal", "⟦Le pont est fermé⟧", False),
        ("impersonal", "⟦Votre pont du vieux moulin est fermé aux camions depuis lundi⟧", False),
        ("impersonal", "⟦Le pont du vieux moulin est fermé. Cliquez⟧ ici pour en savoir plus", False),
    ],
)
def test_a_veto_speaks_for(veto: str, marked: str, wanted: bool) -> None:
    assert rescued(veto, marked) is wanted
