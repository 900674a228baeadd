"""Hard text for the normalisation: pieces that its rules look for, side by side in any order."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = ["le", "maire", "École", "vis", "il", "y", "ONU", "à", "œuvre", "Ça", "île", "mot", "a", "M.", "Mme", "art."]
MARKS = list("!?;:.,…'’‘‛`´ʼ′\"«»‹›“”„()[]{}-–—−*_#<>=/\\|%‰€$£°²½&¡¿~@^+•")
SPACES = [" ", " ", " ", "\u00a0", "\u202f", "\u2009", "\t", "\u3000"]
NUMBERS = ["1", "8", "05", "500", "12", "2023", "km", "h", "t", "million", "m²", "n°", "p."]
BREAKS = ["\n", "\n\n", "-\n", "\n- ", "\n» ", "\n> ", "\n1. "]
PROTECTED = [
    *["https://site.example/a?b=1;c", "redaction@journal.example", "`l'an : x`", "<b>", "</b>", "8:05", "4:3"],
    *["fe80::1:2", ":-)", ":tada:", "C:\\l'an", '[lien](x.html "L\'an")', "[ ]", "Yahoo!", "```\nx  !\n```", "~~~"],
    *["```", "<!-- l'an! -->", "<3"],
]
PHRASES = [
    *["l'an", "qu' il", "Assez ! ?", "«oui»", '"bon"', "...", ". . .", "12 500", "9 h 15", "What a Day!", "<<mot>>"],
    *["»Na ja«", "¡Hola!", "1 : 2"],
]
DAMAGE = [
    *["Ã©", "Ã ", "Ã\u00a0", "â€™", "â€œ", "â€\u009d", "Â ", "Â\u00a0", "É²", "Î\u00a0:", "Å“", "ÃƒÂ©", "&eacute;"],
    *[
        "ÃŽle",
        "o√π",
        "√¢ge",
        "mĂŞme",
        "trГЁs",
        "Г\u00a0",
        "â„¢",
        "Å’",
        "â€",
        "Ã -",
        "Â :",
        "&amp;nbsp;",
        "&#150;",
        "\u0092",
        "\ud83d",
        "\udca9",
        "\udcd0\udcd0Р :",
    ],
]
ODD = [
    *["\u00ad", "\u200b", "\u200d", "\u200e", "\ufeff", "\x00", "\x1b[0m", "\r\n", "\r", "\x0b", "\x85", "\u2028"],
    *["e\u0301", "\u0301", "ﬁ", "Ａ", "\u2011", "👨\u200d👩", "я", "ش", "\ud800"],
]
WRAPPED = [
    "le conseil municipal de la ville a voté hier soir le budget-\n",
    "Le conseil municipal de la ville a voté hier soir le budget\n",
    *["fin.\n\n", "mot-\n", "à demain.\n"],
]
#: What each protected span must still hold when it comes out of typography.
KEPT = ["https://site.example/a?b=1;c", "redaction@journal.example", "`l'an : x`", "8:05", "fe80::1:2", ":tada:"]


def _joined(pieces: list[str], most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=most).map("".join)


#: One line of typography.
lines = _joined([*WORDS, *MARKS, *SPACES, *SPACES, *NUMBERS, *PHRASES, *PROTECTED], 14)
#: Text with everything in it that any stage cares about.
texts = st.one_of(
    _joined([*WORDS, *MARKS, *SPACES, *NUMBERS, *BREAKS, *PHRASES, *PROTECTED, *DAMAGE, *ODD], 25),
    st.lists(st.one_of(lines, st.sampled_from(BREAKS)), max_size=8).map("".join),
    _joined(WRAPPED, 6),
    st.text(max_size=60),
)
#: The same without damage: composed, no presentation forms, no soft hyphens, no hyphen at the end of a line.
undamaged = _joined([*WORDS, *MARKS, *SPACES, *NUMBERS, *PHRASES, *PROTECTED, "\n", "\n\n"], 25)
