"""Sentences of the article on the line of a notice stay, whatever the pattern of the notice takes along."""

from __future__ import annotations

import pytest

from newsclean import clean

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
