"""What is learned, what is held back, and that a pack depends on the documents alone."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason='learning needs duckdb: pip install "newsclean[learn]"')
pytest.importorskip("rensa", reason='learning needs rensa: pip install "newsclean[learn]"')

from hypothesis import given, settings
from hypothesis import strategies as st
from made_pages import page, prose, write

from newsclean import Pipeline, StripBoilerplate
from newsclean.corpus import InputError
from newsclean.errors import OptionError
from newsclean.learn import REASONS, Options, Pack, learn_corpus
from newsclean.rules.engine import RuleSet
from newsclean.rules.examples import examples_of, failure
from newsclean.rules.load import load_text


def learned(folder: Path, texts: list[str], **options: object) -> Pack:
    path = folder / "pages.jsonl"
    path.unlink(missing_ok=True)
    return learn_corpus(write(path, texts), options=Options(**options))  # type: ignore[arg-type]


def notices(pack: Pack) -> set[str]:
    return {one.notice for one in pack.learned}


def held(pack: Pack, reason: str) -> set[str]:
    return {one.text for one in pack.held if one.reason == reason}


def pages(count: int, **where: list[str]) -> list[str]:
    return [page(number, **where) for number in range(count)]


def test_a_site_s_own_furniture_is_learned(tmp_path: Path) -> None:
    tail = ["La gazette des mariniers", "Vous avez repéré une coquille ? La correctrice vous lit le jeudi."]
    texts = pages(12, head=["Le kiosque du quai"], tail=tail)

    pack = learned(tmp_path, texts)

    assert notices(pack) == {"Le kiosque du quai", *tail}
    assert {one.notice: one.position for one in pack.learned} == {
        "Le kiosque du quai": "head",
        tail[0]: "tail",
        tail[1]: "tail",
    }
    for one in pack.learned:
        assert [(s.site, s.documents, s.of) for s in one.supports] == [("marais.example", 12, 12)]
        assert len(one.samples) == 3
        assert all(f"⟦{one.notice}⟧" in context for _, context in one.samples)


def test_a_pack_cleans_pages_that_it_has_not_seen(tmp_path: Path) -> None:
    furniture = {"head": ["Le kiosque du quai"], "tail": ["La gazette des mariniers, lue dans quatre cantons"]}
    pack = learned(tmp_path, pages(12, **furniture))
    path = tmp_path / "learned.toml"
    path.write_text(pack.to_toml(), "utf-8")
    unseen = page(40, **furniture)

    cleaned = Pipeline.default().with_rules(path)(unseen)

    assert cleaned == page(40)
    assert Pipeline.default()(unseen) != cleaned
    assert Pipeline.from_toml(_saved(Pipeline.default().with_rules(path), tmp_path))(unseen) == cleaned


def _saved(pipeline: Pipeline, folder: Path) -> Path:
    path = folder / "pipeline.toml"
    path.write_text(pipeline.to_toml(), "utf-8")
    return path


def test_slots_stand_for_what_varies(tmp_path: Path) -> None:
    texts = []
    for n in range(12):
        head = [f"Édition du {n + 1} mai 202{n % 5} - {n + 8}h{n + 10}"]
        texts.append(page(n, head=head, tail=[f"Relu {n * 7} fois par nos voisins", "Pont 7"]))

    pack = learned(tmp_path, texts)

    assert {one.notice: one.pattern for one in pack.learned} == {
        "Édition du ⟨D⟩ - ⟨H⟩": r"Édition du {date} \- {hour}",
        "Relu ⟨N⟩ fois par nos voisins": "Relu {n} fois par nos voisins",
        "Pont 7": "Pont 7",  # the number is always the same
    }


def test_names_are_slots_where_frames_recur(tmp_path: Path) -> None:
    people = ["Jeanne Ollivier", "Karim Benali", "Odile Castel", "Rémi Moulin"]
    texts = [page(n, head=[f"Un récit de {people[n % 4]}"]) for n in range(12)]

    pack = learned(tmp_path, texts)

    assert "Un récit de ⟨P⟩" in notices(pack)


@pytest.mark.parametrize(
    "reason, where, text",
    [
        (
            "prose",
            "head",
            "Tout l'été, une équipe suit la rivière et celles qui la nettoient, de la source jusqu'à la mer.",
        ),
        ("quotation", "body", "« Nous tiendrons le pont jusqu'au bout, et vous avec nous », écrit le comité."),
        ("subhead", "body", "Une affaire ancienne"),
        ("title", "head", "Le temps du 3 mai sur la côte"),
        ("serial", "tail", "Épisode 3 : la maison du passeur"),
    ],
)
def test_what_a_section_repeats_is_held_back(tmp_path: Path, reason: str, where: str, text: str) -> None:
    texts = pages(40)
    for n in range(6):
        texts[n] = page(n, **{where: [text.replace("3", str(n + 2))]})  # type: ignore[arg-type]

    pack = learned(tmp_path, texts)

    assert notices(pack) == set()
    assert len(held(pack, reason)) == 1
    again = learned(tmp_path, texts, include=(*(r for r in REASONS if r != "rule"),))
    assert len(again.learned) == 1


def test_tables_are_held_back(tmp_path: Path) -> None:
    texts = [page(n, tail=[f"Brest {n} {n + 4}", f"Lyon {n + 2} {n + 9}", f"Lens {n + 3} {n + 6}"]) for n in range(20)]

    pack = learned(tmp_path, texts)

    assert notices(pack) == set()
    assert held(pack, "table") == {"Brest ⟨N⟩ ⟨N⟩", "Lyon ⟨N⟩ ⟨N⟩", "Lens ⟨N⟩ ⟨N⟩"}


def test_near_duplicates_count_once(tmp_path: Path) -> None:
    texts = pages(20)
    story = [prose(500 + k) for k in range(6)]
    for n in range(8):
        texts.append("\n\n".join([f"Version {n}", *story, "Le carnet rouge du quai", prose(900 + n, 1)]))

    pack = learned(tmp_path, texts)

    assert (pack.documents, pack.groups) == (28, 21)
    assert notices(pack) == set()
    assert not pack.held


def test_what_many_sites_have_is_one_rule(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    for k, site in enumerate(["a.example", "b.example", "c.example"]):
        write(path, [page(100 * k + n, tail=["Copier l'adresse de cette feuille"]) for n in range(8)], site)

    pack = learn_corpus(path)

    assert [one.sites for one in pack.learned] == [("a.example", "b.example", "c.example")]
    assert set(pack.by_site()) == {None}


def test_a_sentence_run_into_a_paragraph_goes_alone(tmp_path: Path) -> None:
    run = "Vous lisez la gazette du quai, merci de votre fidélité."
    texts = [page(n) + " " + run for n in range(12)]

    pack = learned(tmp_path, texts)

    assert notices(pack) == {run}
    assert Pipeline([StripBoilerplate(rules=pack.rules)])(page(50) + " " + run) == page(50)


def test_a_notice_that_stands_in_prose_too_has_a_risk(tmp_path: Path) -> None:
    texts = [page(n, tail=["Le kiosque du quai"]) for n in range(10)]
    texts += [page(10 + n) + f" On a repeint le kiosque du quai, et la couleur {n} plaît." for n in range(3)]

    pack = learned(tmp_path, texts)

    assert any("inside paragraphs of prose on 3" in risk for one in pack.learned for risk in one.risks)


def test_letters_that_the_folded_view_does_not_have_make_no_rule(tmp_path: Path) -> None:
    pack = learned(tmp_path, pages(8, tail=["日本語の新聞です", "Москва сегодня"]))

    assert notices(pack) == set()


def test_hostile_furniture_is_escaped(tmp_path: Path) -> None:
    tail = ['Lot "{n}" (a+b)* [x] ? \\ | ^$ • ✉ l’été', "Ligne avec\u200bvide et\u00a0espace # ~ &"]

    pack = learned(tmp_path, pages(8, tail=tail))

    rules = load_text(pack.to_toml(), "learned.toml")
    assert len(rules) == 2
    assert Pipeline([StripBoilerplate(rules=rules)])(page(70, tail=tail)) == page(70)


def test_a_pack_is_a_rule_file_whose_examples_hold(tmp_path: Path) -> None:
    from invented import pages as invented

    path = tmp_path / "pages.jsonl"
    with open(path, "w", encoding="utf-8") as file:
        for record in invented(3, 60, 7, "train"):
            file.write(json.dumps(record) + "\n")
    pack = learn_corpus(path)

    text = pack.to_toml()
    rules = load_text(text, "learned.toml")

    assert len(rules) == len(pack.learned) > 30
    assert rules == pack.rules
    wrong = [(str(e), found) for e in examples_of(rules) if (found := failure(e, RuleSet(rules)))]
    assert wrong == []
    table = tomllib.loads(text)
    assert table["learned"]["digest"] == pack.digest
    assert table["learned"]["min_documents"] == 5
    for entry in table["rule"]:
        assert entry["learned"]["position"] in ("head", "body", "tail", "mixed")
        assert entry["learned"]["support"][0]["documents"] >= 5


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], str]:
    from invented import pages as invented

    lines = [json.dumps(record) for record in invented(2, 40, 3, "train")]
    return lines, _pack_of(lines, [len(lines)], tmp_path_factory.mktemp("order"), 1)


def _pack_of(lines: list[str], cuts: list[int], folder: Path, workers: int) -> str:
    edges = [0, *sorted(cuts), len(lines)]
    for old in folder.glob("*.jsonl"):
        old.unlink()
    for number in range(len(edges) - 1):
        (folder / f"{number}.jsonl").write_text("\n".join(lines[edges[number] : edges[number + 1]]) + "\n", "utf-8")
    return learn_corpus(folder, workers=workers).to_toml()


@settings(max_examples=5, deadline=None)
@given(seed=st.integers(0, 2**32), cut=st.integers(1, 79))
def test_the_order_of_documents_and_files_does_not_matter(
    some: tuple[list[str], str], tmp_path_factory: pytest.TempPathFactory, seed: int, cut: int
) -> None:
    lines, first = some
    shuffled = list(lines)
    random.Random(seed).shuffle(shuffled)

    assert _pack_of(shuffled, [cut], tmp_path_factory.mktemp("order"), 1) == first


def test_workers_do_not_matter(some: tuple[list[str], str], tmp_path: Path) -> None:
    lines, first = some

    assert _pack_of(lines, [30], tmp_path, 2) == first


def test_clean_never_learns(tmp_path: Path) -> None:
    text = page(1, tail=["Le kiosque du quai"])
    pipeline = Pipeline.default()
    before = pipeline(text)

    for n in range(30):
        pipeline(page(n, tail=["Le kiosque du quai"]))

    assert pipeline(text) == before
    assert "Le kiosque du quai" in before


def test_by_names_the_source(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    texts = pages(8, tail=["Le kiosque du quai"])
    write(path, texts, url="https://www.quai.example/a/b")

    assert learn_corpus(path, by="url").learned[0].sites == ("quai.example",)
    assert learn_corpus(path, by="folder").learned[0].sites == (tmp_path.name,)
    with pytest.raises(InputError, match="no key 'host' that names the source; the keys are: site, id, text, url"):
        learn_corpus(path, by="host")


def test_options_that_cannot_be_are_refused() -> None:
    with pytest.raises(OptionError, match="min_documents=1"):
        Options(min_documents=1)
    with pytest.raises(OptionError, match="subhead"):
        Options(include=("subheads",))
    with pytest.raises(OptionError, match="min_share"):
        Options(min_share=2)


def test_what_newsclean_removes_anyway_can_be_left_out(tmp_path: Path) -> None:
    texts = pages(12, tail=["Le kiosque du quai", "Abonnez-vous à notre newsletter"])

    both, new = learned(tmp_path, texts), learned(tmp_path, texts, new_only=True)

    assert notices(both) == {"Le kiosque du quai", "Abonnez-vous à notre newsletter"}
    assert notices(new) == {"Le kiosque du quai"}


def test_a_run_of_lines_says_what_one_does_not(tmp_path: Path) -> None:
    menu = ["Le kiosque du quai", "Éco", "A+", "CV", "Les marées"]
    texts = pages(12, head=menu)

    pack = learned(tmp_path, texts)

    assert "Le kiosque du quai / Éco / A+ / CV" in notices(pack)
    assert not pack.held
    cleaner = StripBoilerplate(rules=pack.rules, zones=False)
    assert Pipeline([cleaner])(page(70, head=menu)) == page(70)
    apart = page(71) + "\n\nÉco\n\nA+"
    assert Pipeline([cleaner])(apart) == apart


def test_ingredients_are_no_run(tmp_path: Path) -> None:
    texts = pages(40)
    for n in range(6):
        texts[n] = page(n, body=["Sel, poivre", "Huile d'olive", "Eau"])

    pack = learned(tmp_path, texts)

    assert notices(pack) == set()


def test_a_subhead_below_an_insert_is_no_part_of_it(tmp_path: Path) -> None:
    insert = "Le carnet du quai vous attend dimanche"
    texts = [page(n, body=[insert, "Une affaire ancienne"] if n < 6 else [insert]) for n in range(20)]
    texts += [page(100 + n, body=["Une affaire ancienne"]) for n in range(6)]

    pack = learned(tmp_path, texts)

    assert notices(pack) == {insert}
