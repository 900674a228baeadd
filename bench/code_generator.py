# ruff: noqa: E501
"""Make news text with injected code, with the text that must be left: to measure recall, loss and exactness.

    python bench/code_generator.py [--held-out] [--seed 1] [--count 2000] [--show 5]

A document is prose, a snippet of a family of ``code_families`` (often run through ``translate``, which spoils keywords,
operators and quotes as a translator does), and a placement. Equal means equal after white space is normalised.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import code_families as families

PROSE = [
    "Le marché couvert rouvrira ses portes au printemps, après dix-huit mois de travaux.",
    "La maire, élue en 2020, a promis de ne pas augmenter les impôts locaux.",
    "« Nous avons attendu longtemps, mais le résultat est là », se félicite Jeanne Morvan, boulangère.",
    "Selon la préfecture, 1 200 personnes ont défilé dans le calme samedi après-midi.",
    "Il faut dire que le quartier a beaucoup changé depuis la fermeture de l'usine.",
    "Les pompiers sont intervenus vers 3 h 30 pour éteindre un feu de broussailles.",
    "Aucun blessé n'est à déplorer, précise le commandant Léo Karsenty.",
    "L'entraîneur n'a pas souhaité commenter la défaite (2-0) de son équipe.",
    "Un deuxième bus partira de la gare à 18 heures ; le retour est prévu vers minuit.",
    "Pour les habitants, c'est un soulagement ; pour les commerçants, une chance.",
    "Si le vent faiblit, la traversée pourra reprendre dès jeudi matin.",
    "Les vendanges ont commencé avec deux semaines d'avance dans la vallée.",
    "Le tribunal rendra sa décision le 14 mars prochain.",
    "À l'école Jules-Ferry, 84 % des élèves mangent désormais à la cantine.",
    "Quand la neige fond, la rivière déborde presque chaque année.",
    "Personne ne sait encore qui dirigera le musée l'an prochain.",
    "Elle raconte son enfance dans un livre paru chez un petit éditeur de Nantes.",
    "Le prix du pain a augmenté de dix centimes en un an, un record.",
    "Dans la salle, on entendait les mouches voler.",
    "Ils étaient douze au départ ; trois seulement ont terminé la course.",
]
ENDINGS = ["Lien source", "© 2023 Le Courrier du Marais. Tous droits réservés.", "Source : AFP"]
_KEYWORDS = {
    "function": ["fonction"], "return": ["retour", "retourner", "renvoie"], "if": ["si"], "else": ["sinon", "autre"],
    "for": ["pour"], "while": ["tandis que"], "true": ["vrai"], "false": ["faux"], "null": ["nul", "null"],
    "new": ["nouveau", "nouvelle"], "this": ["ceci", "cela"], "try": ["essayer"], "catch": ["attraper"],
    "undefined": ["indéfini"], "length": ["longueur"], "window": ["fenêtre"], "switch": ["commutateur"],
    "case": ["cas"], "break": ["casser"], "default": ["par défaut"], "display": ["affichage"], "color": ["couleur"],
    "margin": ["marge"], "width": ["largeur"], "height": ["hauteur"], "none": ["aucun"], "screen": ["écran"],
    "id": ["identifiant"], "name": ["nom"], "left": ["gauche"], "border": ["bordure"], "padding": ["rembourrage"],
}  # fmt: skip
_KEYWORD = re.compile(r"\b(?:" + "|".join(_KEYWORDS) + r")\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document: what comes in, what must be left, the family, where the code stands, the code itself."""

    text: str
    wanted: str
    family: str
    place: str
    code: str


def translate(code: str, rng: random.Random, strength: float) -> str:
    """Spoil ``code`` as a translator does: keywords in French, spaces in operators, other quotes, broken names."""

    def keyword(match: re.Match[str]) -> str:
        return rng.choice(_KEYWORDS[match[0]]) if rng.random() < strength else match[0]

    code = _KEYWORD.sub(keyword, code)
    if rng.random() < strength:
        code = re.sub(r"(?<=[\w)}\]]) ?([;:])(?!//)", lambda m: (" " if rng.random() < 0.3 else "") + m[1], code)
    if rng.random() < strength / 2:
        code = re.sub(r"===|!==|==|\|\||&&", lambda m: " ".join(m[0]) if rng.random() < 0.4 else m[0], code)
    if rng.random() < strength / 2:
        code = re.sub(r"\}\)\(\);", "} ) ( ) ;", code)
    if rng.random() < strength / 3:
        code = re.sub(r"'([^'\n\"]{1,40})'", lambda m: f"« {m[1]} »" if rng.random() < 0.5 else f"’{m[1]}’", code)
    if rng.random() < strength / 3:
        code = re.sub(
            r"\b([a-z]{3,})([A-Z][a-z]+)\b(?=\()",
            lambda m: f"{m[1]} {m[2].lower()}" if rng.random() < 0.3 else m[0],
            code,
        )
    return code


def tokens_by_line(code: str) -> str:
    """One token a line, as a page with odd white space gives it."""
    return "\n".join(re.findall(r"[\w$.]+|'[^'\n]*'|\"[^\"\n]*\"|[^\w\s]+", code))


def snippet(family: str, rng: random.Random) -> str:
    for group, translated in (
        (families.SCRIPTS, 0.6),
        (families.STYLES, 0.4),
        (families.DATA, 0.0),
        (families.MARKUP, 0.0),
    ):
        if family in group:
            code = group[family]
            return translate(code, rng, 0.8) if rng.random() < translated else code
    raise KeyError(family)


def make(rng: random.Random, names: list[str]) -> Case:
    family = rng.choice(names)
    prose = rng.sample(PROSE, 6)
    if family in families.PAIRS:
        return _pair(family, prose, rng)
    code = snippet(family, rng)
    place = rng.choice(
        [
            "line",
            "line",
            "start",
            "end",
            "glued",
            "tight",
            "middle",
            "ending",
            "two",
            "cut-end",
            "cut-start",
            "line-end",
        ]
    )
    statement = family in families.SCRIPTS or family in families.STYLES
    if place.startswith("cut") and not (family in families.SCRIPTS and len(code) > 120 and "\n" not in code):
        place = "line"
    if place in ("tight", "glued", "middle") and ("\n" in code or family in ("attributes", "sourcemap", "comments")):
        place = "line"
    if place in ("tight", "middle") and (
        family in ("base64", "svg-path", "data-uri", "email", "dollar", "percent")
        or (code[0].isalnum() and not statement)
    ):
        place = "glued"
    a, b, c = prose[0], prose[1], prose[2]
    if place == "line":
        text, wanted = f"{a}\n\n{code}\n\n{b} {c}", f"{a}\n\n{b} {c}"
        if family in families.SCRIPTS and rng.random() < 0.15 and len(code) < 160:
            code = tokens_by_line(code)
            text, place = f"{a}\n\n{code}\n\n{b} {c}", "tokens"
    elif place == "start":
        text, wanted = f"{code}\n{a} {b}\n\n{c}", f"{a} {b}\n\n{c}"
    elif place == "end":
        text, wanted = f"{a} {b}\n\n{c}\n\n{code}", f"{a} {b}\n\n{c}"
    elif place == "line-end":
        text, wanted = f"{a} {b} {code}\n\n{c}", f"{a} {b}\n\n{c}"
    elif place == "glued":
        text, wanted = f"{a} {code} {b}\n\n{c}", f"{a} {b}\n\n{c}"
    elif place == "tight":
        text, wanted = f"{a}{code}{b}\n\n{c}", f"{a} {b}\n\n{c}"
    elif place == "middle":
        words = a.split(" ")
        cut = rng.randrange(2, len(words) - 2)
        text = f"{' '.join(words[:cut])} {code} {' '.join(words[cut:])} {b}\n\n{c}"
        wanted = f"{a} {b}\n\n{c}"
    elif place == "ending":
        ending = rng.choice(ENDINGS)
        text, wanted = f"{a} {b}\n\n{code} {ending}", f"{a} {b}\n\n{ending}"
    elif place == "two":
        other = families.SCRIPTS[rng.choice(["googletag", "listener", "taboola"])]
        text, wanted = f"{a}\n\n{code} {b} {other}\n\n{c}", f"{a}\n\n{b}\n\n{c}"
    elif place == "cut-end":
        code = code[: rng.randrange(60, len(code) - 10)]
        text, wanted = f"{a}\n\n{code}\n\n{b} {c}", f"{a}\n\n{b} {c}"
    else:
        code = code[rng.randrange(10, len(code) - 60) :]
        text, wanted = f"{a}\n\n{code}\n\n{b} {c}", f"{a}\n\n{b} {c}"
    return Case(text=text, wanted=wanted, family=family, place=place, code=code)


def _pair(family: str, prose: list[str], rng: random.Random) -> Case:
    before, after = families.PAIRS[family]
    if family in ("strong", "link", "bold", "url", "span"):
        words = prose[0].split(" ")
        i = rng.randrange(1, len(words) - 2)
        text = f"{' '.join(words[:i])} {before}{words[i]} {words[i + 1]}{after} {' '.join(words[i + 2 :])} {prose[1]}"
        return Case(text=text, wanted=f"{prose[0]} {prose[1]}", family=family, place="pair", code=before + after)
    text = f"{prose[0]}\n\n{before}{prose[1]}{after}\n\n{prose[2]}"
    return Case(
        text=text, wanted=f"{prose[0]}\n\n{prose[1]}\n\n{prose[2]}", family=family, place="pair", code=before + after
    )


def names(held_out: bool | None) -> list[str]:
    everything = [*families.SCRIPTS, *families.STYLES, *families.DATA, *families.MARKUP, *families.PAIRS]
    return [n for n in everything if held_out is None or (n in families.HELD_OUT) == held_out]


def squeeze(text: str) -> str:
    """White space normalised: one space, at most one blank line, none at the ends."""
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r" ?\n[\s]*", "\n", text).strip()


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def main() -> None:
    from newsclean.cleaners.code import StripCode
    from newsclean.document import Document
    from newsclean.edits import apply

    parser = argparse.ArgumentParser()
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    cleaner = StripCode()

    def strip(text: str) -> str:
        return apply(text, cleaner.edits(Document(text)))

    rng = random.Random(options.seed)
    pool = names(None if options.all else options.held_out)
    by_family: dict[str, list[bool]] = defaultdict(list)
    by_place: dict[str, list[bool]] = defaultdict(list)
    gone = total = lost = kept = shown = 0
    for _ in range(options.count):
        case = make(rng, pool)
        out = strip(case.text)
        have, want, got = words(case.text), words(case.wanted), words(out)
        code = have - want
        total += code.total()
        gone += code.total() - (got - want).total()
        kept += want.total()
        lost += (want - got).total()
        good = squeeze(out) == squeeze(case.wanted)
        by_family[case.family].append(good)
        by_place[case.place].append(good)
        if not good and shown < options.show:
            shown += 1
            print(
                f"--- {case.family} / {case.place}\nTEXT {case.text!r}\nGOT  {squeeze(out)!r}\nWANT {squeeze(case.wanted)!r}"
            )
    exact = sum(map(sum, by_family.values()))
    print(
        f"{options.count} documents, {len(pool)} families: recall {gone / total:.4f}  loss {lost / kept:.5f}  exact {exact / options.count:.4f}"
    )
    for label, table in (("place", by_place), ("family", by_family)):
        bad = {k: f"{sum(v)}/{len(v)}" for k, v in sorted(table.items()) if not all(v)}
        print(label, bad)
    touched = [k for k in families.KEEP if strip(k) != k]
    print(f"controls touched {len(touched)}/{len(families.KEEP)}")
    for k in touched:
        print("   ", repr(k), "->", repr(strip(k)))


if __name__ == "__main__":
    main()
