"""Sentences of the article on the line of a notice stay, whatever the pattern of the notice takes along."""

from __future__ import annotations

from typing import Any

import pytest

from newsclean import clean
from newsclean.document import Document
from newsclean.rules import beside
from newsclean.rules.load import builtin_rules
from newsclean.rules.model import Rule

BEFORE = "Le lac a débordé dans la nuit. Deux fermes sont isolées."
AFTER = "Elle rit. Le préfet a rangé sa barque."
NOTICES = [
    "Nous pouvons percevoir une commission sur les liens de cette page.",
    "Toute reproduction, même partielle, est strictement interdite sans l'accord de la rédaction.",
    "L'auteur déclare n'avoir aucun lien avec une organisation qui pourrait tirer profit de cet article.",
    "Les opinions exprimées dans cet article n'engagent que leur auteur.",
    "La BBC n'est pas responsable du contenu des sites externes.",
    "Nous et nos partenaires déposons des traceurs pour mesurer l'audience ; vous pouvez refuser.",
    "Plus de 3 000 lecteurs comme vous ont déjà franchi le pas.",
]


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("level", ["safe", "standard"])
def test_article_around_a_notice_on_its_line_stays(notice: str, level: str) -> None:
    cleaned = clean(f"{BEFORE} {notice} {AFTER}", level=level)
    assert cleaned in (f"{BEFORE} {AFTER}", f"{BEFORE} {notice} {AFTER}")


@pytest.mark.parametrize("notice", NOTICES[1:4])
def test_notice_between_sentences_goes(notice: str) -> None:
    assert clean(f"{BEFORE} {notice} {AFTER}") == f"{BEFORE} {AFTER}"


def test_sentences_of_a_notice_go_together() -> None:
    notice = (
        "Nous choisissons ces produits. Si vous achetez via ces liens, nous touchons une commission. Voici comment."
    )
    assert clean(f"Il pleut à Lormes depuis mardi.\n{notice}") == "Il pleut à Lormes depuis mardi."


@pytest.mark.parametrize(
    "notice, sentence",
    [
        ("Abonnez-vous à notre lettre d’information", "Elle les soigne aussi, mais sans plaisir."),
        ("Rejoignez la chaîne WhatsApp de Gazette Haïti", "Les vendeuses de fritures, moins."),
        ("Inscrivez-vous à la newsletter quotidienne de ChannelNews", "Seul couac recensé : un client de Tourcoing."),
        ("Lire aussi : Crêpes : la mode du salé", "« Ça sentait la vase, et personne n'en voulait. »"),
        (
            "Cet article est réservé à nos abonnés. Profitez de notre offre à 1 € le premier mois",
            "Les Lemoine ont dîné.",
        ),
    ],
)
def test_a_sentence_of_the_article_glued_to_a_notice_stays(notice: str, sentence: str) -> None:
    assert clean(f"{BEFORE} {notice}{sentence}", style="plain").endswith(sentence)


def test_a_notice_with_a_name_that_has_a_capital_inside_goes_whole() -> None:
    notice = "Suivez toute l'actualité du lac sur notre chaîne YouTube pour ne rien rater."

    assert clean(f"{BEFORE} {notice}") == BEFORE


def test_of_many_glued_sentences_few_are_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    told = beside._is_told

    def counted(document: Document, rule: Rule, start: int, *rest: Any) -> bool:
        looked.append(start)
        return told(document, rule, start, *rest)

    monkeypatch.setattr(beside, "_is_told", counted)
    notice, glued = "Abonnez-vous à notre newsletter", "Vous lisez tropIl part d'ici avec vous"
    document = Document(notice + glued * 40 + ".")
    rule = next(rule for rule in builtin_rules() if rule.id == "fr/join-newsletter")
    beside.own_sentences(document, rule, 0, len(document.text))
    assert 8 <= len(looked) <= 10

    looked.clear()
    document = Document(notice + glued * 4000 + ".")
    beside.own_sentences(document, rule, 0, len(document.text))
    assert len(looked) <= 2, "a match so long is no notice with a sentence glued to it"
