"""Hard text for properties: prose of our own words, every kind of space and apostrophe, NFD, surrogates, notices."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from newsclean.rules.load import builtin_rules

SUBJECTS = ["Le maire", "La pluie", "Une voisine", "Le boulanger", "L'orage", "Notre équipe", "Personne", "Un cheval"]
VERBS = ["a traversé", "regarde", "attendait", "répare", "oublie", "dessine", "n'a pas quitté", "retrouvera"]
OBJECTS = ["la place du marché", "les volets bleus", "son vieux vélo", "la rivière gelée", "l'école du village"]
ENDS = ["depuis lundi", "sans un mot", "à l'aube", "malgré le froid", "avant la nuit", "pour la troisième fois"]
APOSTROPHES = "'\u2019\u2018\u02bc\u00b4`"
SPACES = " \u00a0\u202f\u2009\t\u2003\u3000"


@st.composite
def sentences(draw: st.DrawFn) -> str:
    words = [draw(st.sampled_from(part)) for part in (SUBJECTS, VERBS, OBJECTS, ENDS)]
    return " ".join(words) + "."


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """Two to five sentences: long enough to be a paragraph of prose."""
    return " ".join(draw(st.lists(sentences(), min_size=3, max_size=6)))


def articles(least: int = 2, most: int = 5) -> st.SearchStrategy[list[str]]:
    return st.lists(paragraphs(), min_size=least, max_size=most)


@st.composite
def roughened(draw: st.DrawFn, text: str) -> str:
    """The same text with other apostrophes and spaces, decomposed or not, with strange characters here and there."""
    text = text.replace("'", draw(st.sampled_from(APOSTROPHES)))
    if draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(text)))
        odd = draw(
            st.sampled_from(["\u200b", "\ufeff", "\u00ad", "\ud83d", "\x00", "\u202f", "  ", "\u2028", "\r\n", "\x85"])
        )
        text = text[:place] + odd + text[place:]
    return text


#: Notices that the rules themselves give as examples and that go whole, alone in a document.
NOTICES = sorted(
    {
        text
        for rule in builtin_rules()
        if rule.level == "safe" and not rule.needs and rule.at == "line" and rule.scope == "line"
        for text in rule.remove
        if "\n" not in text
        and "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}" not in text
        # A few plain words between two paragraphs may be a subhead: they stay.
        and not text.endswith("?")
        and (len(text) > 45 or any(c in ":|@\u00a9" or c.isdigit() for c in text))
    }
)

notices = st.sampled_from(NOTICES)


@st.composite
def news(draw: st.DrawFn) -> str:
    """A page: paragraphs, notices between and inside them, whole or cut over lines, in either case, roughened."""
    blocks = draw(articles(1, 4))
    for _ in range(draw(st.integers(0, 4))):
        notice = draw(notices)
        shape = draw(st.integers(0, 3))
        if shape == 1:
            notice = notice.upper()
        elif shape == 2 and " " in notice:
            cut = draw(st.sampled_from([i for i, c in enumerate(notice) if c == " "]))
            notice = notice[:cut] + "\n\n" + notice[cut + 1 :]
        elif shape == 3:
            notice = draw(paragraphs()) + " " + notice
        blocks.insert(draw(st.integers(0, len(blocks))), notice)
    text = draw(st.sampled_from(["\n\n", "\n", "\n \n\n"])).join(blocks)
    return draw(roughened(text))


#: Anything at all, weighted to what cleaners trip over.
anything = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="aé’' \u00a0\u202f.,;:!?«»“”\"\n-–—()[]{}<>&;=/\\|*#@0123456789\u0301\ud800\x00", max_size=120),
    news(),
)
