"""The parts of ``StripCode``, one at a time: what each finder takes and leaves, and how the text closes over it."""

from __future__ import annotations

import pytest

from newsclean.code import blobs, brackets, cut, gate, leftovers, lines, markup, scan, templates
from newsclean.code.find import find
from newsclean.code.found import Found
from newsclean.document import Document
from newsclean.edits import apply


def taken(found: object, text: str) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.rule.removeprefix("code/")) for f in found]  # type: ignore[attr-defined]


# -- scans ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("a&lt;", True),
        ("&lt;", True),
        ("a & lt;", False),
        ("& &lt;", True),
        ("", False),
        ("&", False),
        ("a&&lt;", True),
        ("& &lt; & b", True),
    ],
)
def test_after_looks_right_behind_each_rare_character(text: str, wanted: bool) -> None:
    assert scan.after(text, "&", ("lt;", "zz")) is wanted


def test_a_line_is_looked_for_no_farther_than_a_window() -> None:
    text = "Un\n  deux  \ntrois"
    assert [lines.line_start(text, at) for at in (0, 2, 3, 6, 12, 17)] == [0, 0, 3, 3, 12, 12]
    assert [lines.line_end(text, at) for at in (0, 2, 3, 12, 17)] == [2, 2, 11, 17, 17]
    assert lines.starts_line(text, 5)
    assert not lines.starts_line(text, 6)
    assert lines.ends_line(text, 9)
    assert not lines.ends_line(text, 8)

    far = "n" * 2_000
    assert lines.line_start(far, lines.REACH) == 0
    assert lines.line_start(far, lines.REACH + 1) == -1
    assert lines.line_end(far, 2_000 - lines.REACH) == 2_000
    assert lines.line_end(far, 2_000 - lines.REACH - 1) == -1
    blank = " " * 2_000
    assert not lines.starts_line(blank, 1_000)
    assert not lines.ends_line(blank, 1_000)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "a < b",
            "a > b",
            "a_b",
            "a [b]",
            "a \\ b",
            "{",
            "}",
            "a = b",
            "@import",
            "f() ;",
            "f();",
            "&lt;",
            "%%A",
            "%3C",
        ),
        *("*|A", "dans /var/www/x", "dans /home/x", "undefined", "Undefined", "NaN", "UA-12", "12z", "x#cdn-cgi"),
        *("data:image/png;base64,AAAA", "A" * 60),
    ],
)
def test_the_gate_opens_for_marks_of_code(text: str) -> None:
    assert gate.suspects(f"Le pont est rouvert. {text} Les cars passent.")


def test_the_gate_stays_shut_for_prose() -> None:
    assert not gate.suspects(
        "Le pont (1920) est rouvert ; 5 % de plus, soit 3 & 4. « Oui » : voir l'article n° 4/5, fin * ou @ici #la "
        "12 rues, N'a, Un A-t-il, la zone, base64, data, cdn, un z. jazz"
    )
    assert not gate.suspects("")


# -- blobs ---------------------------------------------------------------------------------------

LETTERS = "aB3dE5gH" * 10
HEX = "3f9a0c7be1d24586" * 4
PATH = "M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10z"


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Voir data:image/png;base64,iVBORw0KGgo= ici", [("data:image/png;base64,iVBORw0KGgo=", "data-uri")]),
        ("url('data:image/gif;base64,R0lGODlh') ici", [("url('data:image/gif;base64,R0lGODlh')", "data-uri")]),
        ("a data:text/plain,un%20mot b", [("data:text/plain,un%20mot", "data-uri")]),
        ("a data:text/plain,un%33mot b", [("data:text/plain,un%33mot", "data-uri")]),
        ("a data:text/plain,mot b", []),
        ("Le big data: une promesse", []),
        ("à /cdn-cgi/l/email-protection#a3c0cc.", [("/cdn-cgi/l/email-protection#a3c0cc", "protected-email")]),
        ("à https://x.fr/cdn-cgi/l/email-protection", []),
        ("//x.fr/cdn-cgi/l/email-protection#a3 b", [("/cdn-cgi/l/email-protection#a3", "protected-email")]),
        ("Fin\n//# sourceMappingURL=a.map\n", [("//# sourceMappingURL=a.map", "script")]),
        ("Fin /*# sourceMappingURL=a.map */ b", [("/*# sourceMappingURL=a.map */", "script")]),
        (f"clé {HEX} ici", [(HEX, "base64")]),
        (f"clé {HEX[:59]} ici", []),
        (f"clé {HEX[:60]} ici", [(HEX[:60], "base64")]),
        (f"clé {'a' * 64} ici", []),
        (f"clé {'1' * 64} ici", []),
        (f"clé {LETTERS} ici", [(LETTERS, "base64")]),
        (f"clé {LETTERS}== ici", [(LETTERS + "==", "base64")]),
        (f"clé {'Unmotlong' * 8} ici", []),
        (f"clé {'aB3d-E5gH_' * 8} ici", []),
        (f"{LETTERS}\n{LETTERS[:20]}\nFin", [(f"{LETTERS}\n{LETTERS[:20]}", "base64")]),
        (f"Un\n{LETTERS}\n{LETTERS[:20]}==", [(f"{LETTERS}\n{LETTERS[:20]}==", "base64")]),
        (f"Un {LETTERS}\n{LETTERS[:20]}\nFin", [(LETTERS, "base64")]),
        (f"{LETTERS}\nfin\nFin", [(LETTERS, "base64")]),
        (f"{LETTERS}\ndemain\nFin", [(LETTERS, "base64")]),
        (f"{LETTERS}\ndemain=\nFin", [(LETTERS + "\ndemain=", "base64")]),
        (f"Un {PATH} deux", [(PATH, "svg")]),
        ("Un M12 2H4 z deux", []),
        ("Un M12 2H4V5H6V7H8V9 z deux", []),
        ("Un M12 2H4V5H6V7H8V99 z deux", [("M12 2H4V5H6V7H8V99 z", "svg")]),
        ("Un M1 2 3 4 5 6 7 8 9 10 11 12 13z", []),
        (f"Un {PATH[:-1]} deux", []),
    ],
)
def test_data_that_is_no_language(text: str, wanted: list[tuple[str, str]]) -> None:
    assert taken(blobs.find(text), text) == wanted
    assert blobs.suspects(text) or not wanted


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("12z", True), ("12Z", True), ("12 z", True), ("12\nz", True), ("12  z", False),
        ("z", False), ("a z", False), ("az", False),
        ("la zone 12", False), ("zz 4z", True), ("Z z4 5Z", True), (" z", False),
    ],
)  # fmt: skip
def test_a_closed_path_ends_in_z_behind_a_digit(text: str, wanted: bool) -> None:
    assert blobs.has_closed_path(text) is wanted


@pytest.mark.parametrize("before", ["", "n ", "n" * 59 + " ", "mot " * 40, "n" * 30 + "\n" + "n" * 58 + "\t"])
def test_sixty_characters_without_white_space_are_seen_wherever_they_stand(before: str) -> None:
    for after in ("", " n", "\n" + "n" * 59):
        assert blobs.has_long_token(before + "n" * 60 + after)
        assert not blobs.has_long_token(before + "n" * 59 + after)


# -- brackets ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, wanted",
    [
        ('Un [gallery ids="1,2"] mot', ['[gallery ids="1,2"]']),
        ("Un [gallery] mot", ["[gallery]"]),
        ("Un [gallery /] mot", ["[gallery /]"]),
        ("Un [Gallery] mot", []),
        ("Un [youtube https://x.fr/a] mot", ["[youtube https://x.fr/a]"]),
        ("Un [youtube 12] mot", ["[youtube 12]"]),
        ("Un [youtube ici] mot", []),
        ("Un [caption] mot", []),
        ("Un [ad_1] mot", ["[ad_1]"]),
        ("Un [a__b] mot", []),
        ("Un tab[ad_1] mot", []),
        ("Un $[ad_1] mot", []),
        ("Un [b]gras[/b] mot", ["[b]", "[/b]"]),
        ("Un [b]gras mot", []),
        ("Un gras[/b] mot", []),
        ("Un gras[/caption] mot", ["[/caption]"]),
        ("Un gras[/abc] mot", ["[/abc]"]),
        ("Un gras[/abc d] mot", []),
        ("[url=https://x.fr]Le pont[/url] dort", ["[url=https://x.fr]", "[/url]"]),
        ("[url=https://x.fr] dort", ["[url=https://x.fr]"]),
        ("[abc=def] dort", []),
        ('[abc="def"] dort', ['[abc="def"]']),
        ("[abc d=&quot;e&quot;] dort", ["[abc d=&quot;e&quot;]"]),
        ("[abc d=e] dort", []),
        ("tab[abc='x'] dort", []),
        ('f()[abc x="y"] dort', []),
        ('x[="y"] dort', []),
        ("[embed]https://x.fr/1[/embed] dort", ["[embed]https://x.fr/1[/embed]"]),
        ("[embed]un mot[/embed] dort", ["[embed]", "[/embed]"]),
        (f"[embed]{'n' * 499}[/embed] dort", [f"[embed]{'n' * 499}[/embed]"]),
        (f"[embed]{'n' * 500}[/embed] dort", ["[embed]", "[/embed]"]),
        ("[img]a.png[/img] et [img]b.png[/img]", ["[img]a.png[/img]", "[img]b.png[/img]"]),
        ("[list][*]un[*]deux[/list]", ["[list]", "[*]", "[*]", "[/list]"]),
        ("un[*] deux [*]", []),
        ("[quote auteur=Anne]oui[/quote]", ["[quote auteur=Anne]", "[/quote]"]),
        ("[note de la rédaction = oui et non et puis encore non]", []),
        ("[Il] dort [1] [...] [NDLR : absent]", []),
    ],
)
def test_tags_in_square_brackets(text: str, wanted: list[str]) -> None:
    assert [piece for piece, _ in taken(brackets.find(Document(text)), text)] == wanted


def test_forum_code_and_shortcodes_have_their_own_names_and_words_stay_whole() -> None:
    text = '[b]a[/b] [url=x.fr]b[/url] [url target="y"]c[/url] [gallery ids="1"] [ad_1]'
    found = list(brackets.find(Document(text)))

    assert [f.rule.removeprefix("code/") for f in found] == [
        "bbcode", "bbcode", "bbcode", "bbcode", "shortcode", "bbcode", "shortcode", "shortcode",
    ]  # fmt: skip
    assert [f.inline for f in found] == [True] * 6 + [False] * 2
    assert all(f.tag for f in found)


# -- templates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Un {{ mot }} là", ["{{ mot }}"]),
        ("Un {{{ mot }}} là", ["{{{ mot }}}"]),
        ("Un {{ }} là", []),
        ("Un {{ a { b }} là", []),
        ("Un {{ a\nb }} là", []),
        ("Un {{ a {{ b }} là", ["{{ b }}"]),
        ("Un {{ a là", []),
        ("Un {{" + "n" * 396 + "}} là", ["{{" + "n" * 396 + "}}"]),
        ("Un {{" + "n" * 397 + "}} là", []),
        ("{% if a %}Le pont{% endif %} dort", ["{% if a %}", "{% endif %}"]),
        ("{# note #} dort", ["{# note #}"]),
        ("{# #} dort", []),
        ("{% %} dort", ["{% %}"]),
        ("{!! a !!} dort", ["{!! a !!}"]),
        ("<?php echo\n1; ?> dort", ["<?php echo\n1; ?>"]),
        ("<?= a ?> dort", ["<?= a ?>"]),
        ("<% a\nb %> dort", ["<% a\nb %>"]),
        ("<?php echo 1;\nLe pont dort", ["<?php echo 1;"]),
        ("<?php echo 1;", ["<?php echo 1;"]),
        ("<?php a <?php b ?> dort", ["<?php b ?>"]),
        ("{{ a }}{{ b }} }}", ["{{ a }}", "{{ b }}"]),
    ],
)
def test_blocks_of_template_engines(text: str, wanted: list[str]) -> None:
    found = list(templates.find(text))

    assert sorted(piece for piece, _ in taken(found, text)) == sorted(wanted)


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Un ${a.b} là", ["${a.b}"]),
        ("Un $${a} là", []),
        ("Un #{a} là", ["#{a}"]),
        ("Un %%A_B%% là", ["%%A_B%%"]),
        ("Un 5%% là %%", []),
        ("Un *|MC:A|* là", ["*|MC:A|*"]),
        ("Un {$a} là", ["{$a}"]),
        ("Un {if $a} là {/if}", ["{if $a}", "{/if}"]),
        ("Un [[ $a ]] là", ["[[ $a ]]"]),
        ("Un [% a %] là", ["[% a %]"]),
        ("Un __NOM_A__ là", ["__NOM_A__"]),
        ("Un __nom__ là", []),
        ("Un {1, 2} là", []),
        ("Un mot là", []),
    ],
)
def test_small_marks_of_template_engines(text: str, wanted: list[str]) -> None:
    assert taken(templates.find_small(text), text) == [(piece, "template") for piece in wanted]


# -- leftovers -----------------------------------------------------------------------------------

SCRIPT = Found(0, 1, "code/script")


@pytest.mark.parametrize(
    "text, near, wanted",
    [
        ("Un\nundefined\nDeux", False, ["undefined"]),
        ("Un\n  undefined ; \nDeux", False, ["undefined ; "]),
        ("Un\nundefined là\nDeux", False, []),
        ("Un undefined\nDeux", False, []),
        ("Un\n[object Object]\nDeux", False, ["[object Object]"]),
        ("Un\nNaN\nDeux", False, ["NaN"]),
        ("Un\nnull\nDeux", False, []),
        ("Un\nnull\nundefined", False, ["undefined"]),
        ("Un\nnull\nundefined", True, ["undefined", "null"]),
        ("undefined\nDeux", False, ["undefined"]),
        ("Un\nnav_close_menu\nDeux", False, ["nav_close_menu"]),
        ("Un\nUA-12345-1\nDeux", False, ["UA-12345-1"]),
        ("Un\nGTM-ABC123\nDeux", False, []),
        ("Un\nGTM-ABC123\nDeux", True, ["GTM-ABC123"]),
        ("Un nav_close_menu\nDeux", False, []),
        (
            "Un\nWarning: x failed in /var/www/a.php on line 12\nDeux",
            False,
            ["Warning: x failed in /var/www/a.php on line 12"],
        ),
        ("Un\nWarning: x failed in /opt/a.php on line 12\nDeux", False, []),
        ("Un\nfailed in /var/www/a.php on line 12\nDeux", False, []),
    ],
)
def test_words_that_a_script_left_alone_on_a_line(text: str, near: bool, wanted: list[str]) -> None:
    found = leftovers.find(Document(text), [SCRIPT] if near else [])

    assert [piece for piece, _ in taken(found, text)] == wanted


# -- markup --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Un <b>mot</b> là", ["<b>", "</b>"]),
        ("Un <b >mot</b > là", ["<b >", "</b >"]),
        ("Un < b>mot là", []),
        ("Un <br/> <br /> là", ["<br/>", "<br />"]),
        ('Un <a href="x" rel=y>mot</a> là', ['<a href="x" rel=y>', "</a>"]),
        ("Un <mot> là", []),
        ("Un <mot-neuf> là", ["<mot-neuf>"]),
        ("Un <mot-> là", []),
        *(
            (f"Un <{name}:p> là", [f"<{name}:p>"])
            for name in ("o", "w", "v", "st1", "fb", "xsl", "itunes", "media", "dc", "g")
        ),
        ("Un <x:p> là", []),
        ("Un // <!DOCTYPE html> là", ["// <!DOCTYPE html>"]),
        ("Un /*<!DOCTYPE html> là", ["/*<!DOCTYPE html>"]),
        ("Un / <!DOCTYPE html> là", ["/ <!DOCTYPE html>"]),
        ("Un  <!DOCTYPE html> là", ["<!DOCTYPE html>"]),
        ("//<![CDATA[ a //]]> là", ["//<![CDATA[ ", "//]]> "]),
        ("<?= x ?> <? x ?> <?php x ?> là", []),
        ('Un <mot genre="x"> là', ['<mot genre="x">']),
        ("Un <mot genre=x> là", []),
        ("Un <img lazy async> là", ["<img lazy async>"]),
        ("Un <img un deux trois quatre> là", []),
        ("Un <i un> là", []),
        ("Un <jean@exemple.fr> là", []),
        ("Un <https://exemple.fr> là", []),
        ("Un </b x> là", []),
        ("a < b et c > d", []),
        ("Le cœur <3", []),
        ("Un <div class=a", ["<div class=a"]),
        ("Un <div class", []),
        ("Un <!-- note --> là", ["<!-- note -->"]),
        ("Un <!-- note là", []),
        ("Un <!-- a <!-- b --> là", ["<!-- b -->"]),
        ("<!--[if IE]><b><!-- b --> là", ["<!--[if IE]><b><!-- b -->"]),
        ("<!DOCTYPE html> là", ["<!DOCTYPE html>"]),
        ("<?xml version='1.0'?> là", ["<?xml version='1.0'?>"]),
        ("<?php echo ?> là", []),
        ("Un <script>var a;</script> là", ["<script>var a;</script>"]),
        ("Un <style>a{}</style > là", ["<style>a{}</style >"]),
        ("Un <svg><path/></ svg> là", ["<svg><path/></ svg>"]),
        ("Un <script> là", ["<script>"]),
        ("Un <script>a<script> là", ["<script>", "<script>"]),
        ("Un <![CDATA[ a ]]> là", ["<![CDATA[ ", " ]]> "]),
        ("Un &lt;b&gt;mot&lt;/b&gt; là", ["&lt;b&gt;", "&lt;/b&gt;"]),
        ("Un &lt;mot&gt; là", []),
        ("Un &lt;mot a=&quot;b&quot;&gt; là", ["&lt;mot a=&quot;b&quot;&gt;"]),
        ("Un &lt;!-- a --&gt; là", ["&lt;!-- a --&gt;"]),
        ("Un \\u003cb\\u003emot là", ["\\u003cb\\u003e"]),
        ("Un %3Cb%3Emot là", ["%3Cb%3E"]),
        ("Un %3Cmot%3E là", []),
    ],
)
def test_markup_of_pages(text: str, wanted: list[str]) -> None:
    assert [piece for piece, _ in taken(markup.find(Document(text)), text)] == wanted


def test_markup_is_named_by_what_it_holds_and_inline_where_it_stands_in_words() -> None:
    text = "<script>a</script><style>a</style><svg>a</svg><b>a</b><div>a</div><!-- a --><!DOCTYPE a>&lt;i&gt;&lt;p&gt;"
    found = sorted(markup.find(Document(text)))

    assert [(f.rule.removeprefix("code/"), f.inline, f.tag) for f in found] == [
        ("script", False, False),
        ("css", False, False),
        ("svg", False, False),
        ("tag", True, True),
        ("tag", True, True),
        ("tag", False, True),
        ("tag", False, True),
        ("comment", False, False),
        ("comment", False, True),
        ("tag", True, True),
        ("tag", False, True),
    ]


def test_a_comment_is_no_listing_unless_the_article_is_about_code() -> None:
    comment = "Voici la balise HTML :\n\n<!-- pub 12 -->\n\nIl pleut."
    topical = f"Le script et le code HTML de la page sont simples. {comment}"

    assert [piece for piece, _ in taken(find(Document(comment)), comment)] == ["<!-- pub 12 -->"]
    assert find(Document(topical)) == []


def test_what_introduces_a_listing_may_stand_above_a_comment() -> None:
    text = 'Voici le code de la balise :\n\n<!-- pub 12 -->\n   \n<div class="a">\n\nIl pleut.'

    assert [piece for piece, _ in taken(find(Document(text)), text)] == ["<!-- pub 12 -->"]


def test_the_end_of_a_comment_is_looked_for_so_far() -> None:
    for size, wanted in ((99_900, 1), (100_100, 0)):
        assert len(find(Document(f"Un.\n<!-- {'x ' * size}-->\nDeux."))) == wanted


def test_a_comment_that_holds_a_page_of_prose_stays() -> None:
    prose = "Le pont de pierre est rouvert aux cars depuis lundi matin et les habitants du bourg en sont ravis."
    assert taken(markup.find(Document(f"<!-- {prose} -->")), f"<!-- {prose} -->") != []
    long = f"<!--\n{prose}\n{'var a = 1;' * 150}\n-->"
    assert taken(markup.find(Document(long)), long) == []


@pytest.mark.parametrize(
    "text, wanted",
    [
        ('class="a" data-b="c">Le pont', ['class="a" data-b="c">']),
        ('class="a" Le pont', ['class="a"']),
        ('titre="a" Le pont', []),
        ('title="a" Le pont', []),
        ('title="a">Le pont', ['title="a">']),
        ("title='a' alt='b' Le pont", ["title='a' alt='b'"]),
        ("title = 'a' alt = \"b\" Le pont", ["title = 'a' alt = \"b\""]),
        ("onclick='a' Le", ["onclick='a'"]),
        ("aria-x='a' Le", ["aria-x='a'"]),
        ("alt='a' Le", []),
        ("ng-x='a' v-y='b' xml:lang='fr' Le", ["ng-x='a' v-y='b' xml:lang='fr'"]),
        ('data-x="a" Le pont', ['data-x="a"']),
        ('class="a" nom="b" genre="c" Le', []),
        ('x.class="a" Le pont', []),
        ("f(a) = 'b'", []),
        ('">Le pont', ['">']),
        ("/>Le pont", ["/>"]),
        (">Le pont", []),
    ],
)
def test_attributes_whose_tag_was_lost(text: str, wanted: list[str]) -> None:
    assert [piece for piece, _ in taken(markup.find_stray(text), text)] == wanted


def test_several_attributes_are_surer_than_one() -> None:
    assert [f.sure for f in markup.find_stray('class="a" id="b" x')] == [99.0]
    assert [f.sure for f in markup.find_stray('class="a" x')] == [1.0]
    assert [f.sure for f in markup.find_stray('class="a">x')] == [99.0]
    assert all(f.tag and f.rule == "code/attribute" for f in markup.find_stray('class="a" Un\n">Deux'))


def test_the_ends_of_a_comment_alone_on_their_lines() -> None:
    text = "Un\n<!--\nDeux\n // -->\nTrois --> ici <!-- là"

    assert [piece for piece, _ in taken(markup.find_lone_marks(text), text)] == ["<!--", " // -->"]


# -- how the text closes -------------------------------------------------------------------------


def closed(marked: str, **fields: object) -> str:
    """Return the text without what ⟦ ⟧ mark."""
    found, shift = [], 0
    for piece in marked.split("⟦")[1:]:
        start = marked.index("⟦" + piece) - shift
        found.append(Found(start, start + piece.index("⟧"), "code/script", **fields))  # type: ignore[arg-type]
        shift += 2
    text = marked.replace("⟦", "").replace("⟧", "")
    return apply(text, cut.edits(text, cut.merge(text, found)))


@pytest.mark.parametrize(
    "marked, left",
    [
        ("Un ⟦x⟧ deux", "Un deux"),
        ("Un ⟦x⟧, deux", "Un, deux"),
        ("Un ⟦x⟧. Deux", "Un. Deux"),
        ("Un (⟦x⟧ deux)", "Un (deux)"),
        ("Un (deux ⟦x⟧)", "Un (deux)"),
        ("L'⟦x⟧ an", "L'an"),
        ("Un.⟦x⟧Deux", "Un. Deux"),
        ("Un⟦x⟧« deux »", "Un « deux »"),
        ("Un⟦x⟧, deux", "Un, deux"),
        ("« un »⟦x⟧deux", "« un » deux"),
        ("Un-⟦x⟧deux", "Un-deux"),
        ("Un⟦x⟧ deux", "Un deux"),
        ("Un ⟦x⟧deux", "Un deux"),
        ("⟦x⟧ Un", "Un"),
        ("Un ⟦x⟧", "Un"),
        ("Un.\n⟦x⟧ Deux", "Un.\nDeux"),
        ("Un. ⟦x⟧ \nDeux", "Un. \nDeux"),
        ("Un.⟦a\nb⟧Deux", "Un.\nDeux"),
        ("Un.⟦a\n\nb⟧Deux", "Un.\n\nDeux"),
        ("Un. ⟦a\nb⟧ Deux", "Un.\nDeux"),
        ("Un. ⟦a\n\nb⟧ Deux", "Un.\n\nDeux"),
        ("Un ⟦a\nb⟧ deux", "Un deux"),
        ("Un.\n\n⟦x⟧\n\nDeux", "Un.\n\nDeux"),
        ("Un.\n⟦x⟧\n\nDeux", "Un.\n\nDeux"),
        ("Un.\n\n⟦x⟧\nDeux", "Un.\n\nDeux"),
        ("Un.\n  ⟦x⟧  \n  Deux", "Un.\n  Deux"),
        ("⟦x⟧\n\nUn", "Un"),
        ("\n⟦x⟧\n\nUn", "Un"),
        ("  ⟦x⟧\n\n  Un", "  Un"),
        ("Un\n\n⟦x⟧\n\n", "Un\n\n"),
        ("Un\n\n⟦x⟧", "Un"),
        ("⟦x⟧", ""),
        (" ⟦x⟧ \n ", ""),
        ("Un ⟦x⟧ ⟦y⟧ deux", "Un deux"),
        ("Un ⟦x⟧⟦y⟧ deux", "Un deux"),
        ("Un ⟦x⟧\n\n⟦y⟧ deux", "Un deux"),
        ("Un ⟦x⟧ et ⟦y⟧ deux", "Un et deux"),
    ],
)
def test_one_space_or_the_larger_gap_is_left(marked: str, left: str) -> None:
    assert closed(marked) == left


@pytest.mark.parametrize(
    "marked, left",
    [("Un⟦b⟧deux", "Undeux"), ("Un ⟦b⟧ deux", "Un deux"), ("Un.⟦b⟧Deux", "Un.Deux"), ("Un⟦b⟧mot⟦/b⟧s", "Unmots")],
)
def test_what_stands_in_words_leaves_no_gap(marked: str, left: str) -> None:
    assert closed(marked, inline=True) == left


def test_a_tag_before_a_dash_leaves_a_space() -> None:
    assert closed("Un⟦b⟧- deux", tag=True) == "Un - deux"
    assert closed("Un⟦b⟧- deux") == "Un- deux"


def test_spans_that_overlap_or_that_only_white_space_parts_become_one_under_the_rule_of_the_longer() -> None:
    text = "ab  cdefgh i" + " " * 250 + "j"
    a, b = Found(0, 2, "r/a", 3.0, True, True), Found(4, 8, "r/b", 5.0, True, False)
    c, d = Found(6, 10, "r/c", 1.0), Found(262, 263, "r/d")

    assert cut.merge(text, [b, a]) == [Found(0, 8, "r/b", 5.0, True, False)]
    assert cut.merge(text, [c, b]) == [Found(4, 10, "r/b", 5.0, False, False)]
    assert cut.merge(text, [Found(11, 12, "r/a"), d]) == [Found(11, 12, "r/a"), d]
    assert cut.merge("a" + " " * 199 + "b", [Found(0, 1, "r/a"), Found(200, 201, "r/b")]) == [Found(0, 201, "r/a")]
    assert len(cut.merge("a" + " " * 200 + "b", [Found(0, 1, "r/a"), Found(201, 202, "r/b")])) == 2
    assert len(cut.merge("a b c", [Found(0, 1, "r/a"), Found(4, 5, "r/b")])) == 2


def test_an_element_with_nothing_in_it_stood_between_words() -> None:
    text = "un<b></b>mot"
    [empty] = cut.merge(text, [Found(2, 5, "t", inline=True, tag=True), Found(5, 9, "t", inline=True, tag=True)])
    [other] = cut.merge("unABmot", [Found(2, 3, "t", inline=True), Found(3, 4, "t", inline=True)])

    assert not empty.inline
    assert empty.tag
    assert other.inline


# -- all together --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Un mot.", []),
        ("Un <b>mot</b>.", ["<b>", "</b>"]),
        ("<script>var a = '<b>x</b>';</script> Un", ["<script>var a = '<b>x</b>';</script>"]),
        ("Un {{ a }} [ad_1] <b>deux</b>", ["{{ a }} [ad_1] <b>", "</b>"]),
        ("Un [ad_1] deux", ["[ad_1]"]),
    ],
)
def test_finders_agree(text: str, wanted: list[str]) -> None:
    assert [piece for piece, _ in taken(find(Document(text)), text)] == wanted
