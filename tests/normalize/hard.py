"""Hard text for the normalisation: pieces that its rules look for, side by side in any order."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = ["le", "maire", "École", "vis", "il", "y", "ONU", "à", "œuvre", "Ça", "île", "mot", "a", "M.", "Mme", "art.", "n°", "p."]
MARKS = list("!?;:.,…'’‘‛`´ʼ′\"«»‹›“”„()[]{}-–—−*_#<>=/\\|%‰€$£°²½&¡¿~@^+•")
SPACES = [" ", " ", " ", "\u00a0", "\u202f", "\u2009", "\t", "\u3000"]
DIGITS = ["1", "8", "05", "500", "12", "2023"]
UNITS = ["km", "h", "t", "%", "€", "million", "m²", "min"]
BREAKS = ["\n", "\n\n", "-\n", "\n- ", "\n» ", "\n> ", "\n1. "]
PROTECTED = [
    "https://site.example/a?b=1;c", "redaction@journal.example", "`l'an : x`", "<b>", "</b>", "8:05", "4:3", "fe80::1:2", ":-)",
    ":tada:", "C:\\l'an", "[lien](x.html \"L'an\")", "[ ]", "Yahoo!", "```\nx  !\n```", "~~~", "```", "<!-- l'an! -->", "<3",
]
PHRASES = ["l'an", "qu' il", "Assez ! ?", "«oui»", "\"bon\"", "...", ". . .", "12 500", "9 h 15", "What a Day!", "<<mot>>", "»Na ja«", "¡Hola!", "1 : 2"]
DAMAGE = ["Ã©", "Ã ", "Ã\u00a0", "â€™", "â€œ", "â€\u009d", "Â ", "Â\u00a0", "É²", "Î\u00a0:", "Å“", "ÃƒÂ©", "&eacute;", "&amp;nbsp;", "&#150;", "\u0092", "\ud83d", "\udca9"]
ODD = ["\u00ad", "\u200b", "\u200d", "\u200e", "\ufeff", "\x00", "\x1b[0m", "\r\n", "\r", "\x0b", "\x85", "\u2028", "e\u0301", "\u0301", "ﬁ", "Ａ", "\u2011", "👨\u200d👩", "я", "ش", "\ud800"]

_TYPED = st.sampled_from([*WORDS, *MARKS, *SPACES, *SPACES, *DIGITS, *UNITS, *PHRASES, *PROTECTED])
_ANY = st.sampled_from([*WORDS, *MARKS, *SPACES, *DIGITS, *BREAKS, *PHRASES, *PROTECTED, *DAMAGE, *ODD])
_WRAPPED = st.sampled_from(["le conseil municipal de la ville a voté hier soir le budget-\n", "Le conseil municipal de la ville a voté hier soir le budget\n", "fin.\n\n", "mot-\n", "à demain.\n"])

#: One line of typography.
lines = st.lists(_TYPED, max_size=14).map("".join)
#: Text with everything in it that any stage cares about.
texts = st.one_of(
    st.lists(_ANY, max_size=25).map("".join),
    st.lists(st.one_of(lines, st.sampled_from(BREAKS)), max_size=8).map("".join),
    st.lists(_WRAPPED, max_size=6).map("".join),
    st.text(max_size=60),
)
#: The same without damage: NFC, no presentation forms, no soft hyphens, no hyphen at a line end.
undamaged = st.lists(st.sampled_from([*WORDS, *MARKS, *SPACES, *DIGITS, *UNITS, *PHRASES, *PROTECTED, "\n", "\n\n"]), max_size=25).map(
    "".join
)
