"""Many texts, on one process or several: in order, read no further than needed, and errors name the document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsclean import NewscleanError, Pipeline

TEXTS = [f"Lire aussi : Notre dossier {i}\n\nL’été numéro {i}." for i in range(150)]
CLEAN = [f"L'été numéro {i}." for i in range(150)]


def refuse_seven(text: str) -> str:
    if text == "7":
        raise ValueError("no sevens")
    return text


def test_texts_come_back_in_order_from_any_number_of_processes() -> None:
    pipeline = Pipeline.default(lang="fr")

    assert list(pipeline.map(TEXTS)) == CLEAN
    assert list(pipeline.map(iter(TEXTS), workers=2, chunk=7)) == CLEAN


@pytest.mark.parametrize("workers", [1, 2])
def test_no_texts_give_none(workers: int) -> None:
    assert list(Pipeline([]).map([], workers=workers)) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_the_first_document_that_failed_is_named(workers: int) -> None:
    texts = Pipeline([refuse_seven]).map(map(str, range(20)), workers=workers, chunk=3)
    with pytest.raises(NewscleanError, match="document 7: ValueError: no sevens"):
        list(texts)


def test_a_document_that_is_no_str_is_named() -> None:
    with pytest.raises(NewscleanError, match=r"document 1: TypeError: .*takes str, not bytes"):
        list(Pipeline([]).map(["a", b"b"]))  # type: ignore[list-item]


@pytest.mark.parametrize("workers, most", [(1, 1), (2, 2 * 3 * 4)])
def test_texts_are_read_no_further_ahead_than_a_few_chunks(workers: int, most: int) -> None:
    read = 0

    def source() -> Iterator[str]:
        nonlocal read
        for text in map(str, range(10_000)):
            read += 1
            yield text

    texts = Pipeline([]).map(source(), workers=workers, chunk=4)
    assert read == 0
    assert next(texts) == "0"
    assert read <= most
    texts.close()  # type: ignore[attr-defined]


def test_an_error_of_the_source_comes_through() -> None:
    def source() -> Iterator[str]:
        yield "a"
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        list(Pipeline([]).map(source(), workers=2))


@pytest.mark.parametrize("options", [{"workers": 0}, {"chunk": 0}, {"workers": -1}], ids=str)
def test_wrong_numbers_are_refused_at_once(options: dict[str, int]) -> None:
    with pytest.raises(NewscleanError, match="both must be at least 1"):
        Pipeline([]).map(["a"], **options)


def test_one_str_is_not_taken_for_texts() -> None:
    with pytest.raises(TypeError, match="iterable of texts, not one str"):
        Pipeline([]).map("abc")
