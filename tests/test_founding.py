"""The founding document, and its furniture in other words, in other orders, cut elsewhere or not at all."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest

import newsclean

HERE = Path(__file__).parent
SEED = HERE.parent.parent / "shared" / "data" / "seed"
PIECES: dict[str, list[str]] = tomllib.loads((HERE / "founding.toml").read_text("utf-8"))["pieces"]

LEAD = (
    "Le phare de Kerdonis s'est rallumé mardi soir, vingt-deux ans après sa dernière veille. Sur la jetée, une "
    "centaine d'habitants attendaient dans le froid. L'ancien gardien observe la lanterne depuis le quai"
)
CAPTION = "La maire, Solenn Riou, salue les bénévoles à la lueur du feu"
BODY = (
    "La commune espère désormais attirer les curieux hors saison. « Nous n'avons rien inventé, nous avons seulement "
    "refusé d'éteindre », a déclaré Mme Riou."
)
END = (
    "Le coût du chantier, 84 000 euros, a été couvert par une souscription lancée il y a trois hivers auprès des "
    "habitants et de leurs cousins de la ville."
)
ARTICLE = "\n\n".join([LEAD, CAPTION, BODY, END])


def page(pick: dict[str, str]) -> str:
    """The founding layout, with one wording for each piece."""
    first, second = pick["credit"], pick["credit"].replace(" :", ":")
    return (
        f"{pick['prefix']}{pick['video']}{LEAD} {first}\n\n\n\n{CAPTION} {second} {BODY}{pick['topic']}\n\n"
        f"{END}{pick['contact']}{pick['stories']} {pick['links']}\n\n"
        f"{pick['newsletter']}{pick['captcha']}\n\n{pick['script']}{pick['source']}"
    )


@pytest.mark.skipif(not SEED.is_dir(), reason="the founding document is not here (../shared/data/seed)")
@pytest.mark.parametrize("style", ["plain", "typographic", "ascii"])
def test_the_founding_document_becomes_its_article(style: str) -> None:
    raw, article = ((SEED / name).read_text("utf-8") for name in ("raw.txt", "article.txt"))

    assert newsclean.clean(raw, style=style) == newsclean.Pipeline([newsclean.NormalizeFrench(style=style)])(article)


@pytest.mark.parametrize(
    "name, wording", [(name, wording) for name, wordings in PIECES.items() for wording in wordings], ids=str
)
def test_each_piece_goes_in_every_wording(name: str, wording: str) -> None:
    pick = {other: wordings[0] for other, wordings in PIECES.items()} | {name: wording}

    assert newsclean.clean(page(pick)) == ARTICLE


@pytest.mark.parametrize("seed", range(40))
def test_the_pieces_go_in_any_combination(seed: int) -> None:
    chance = random.Random(seed)
    pick = {name: chance.choice([*wordings, wordings[0]]) for name, wordings in PIECES.items()}

    assert newsclean.clean(page(pick)) == ARTICLE


def test_the_sample_of_the_demo_is_cleaned() -> None:
    text = (HERE.parent / "docs" / "sample.txt").read_text("utf-8")
    cleaned = newsclean.clean(text)

    assert cleaned.startswith("Le phare de Kerdonis")
    assert cleaned.endswith("couvert par une souscription.")
    for trace in ("JavaScript", "Photo", "Lire aussi", "PLUS", "reCAPTCHA", "getElementsByTagName", "Lien source", "@"):
        assert trace not in cleaned
