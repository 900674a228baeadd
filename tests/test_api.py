"""The three functions, their options, and that every public name is there."""

from __future__ import annotations

import doctest

import pytest

import newsclean
from newsclean import OptionError, Pipeline, PipelineError

TEXT = "Lire aussi : Notre dossier\n\nL’été arrive."


def test_the_tour_in_the_docstring_is_true() -> None:
    assert doctest.testmod(newsclean).failed == 0
    assert doctest.testmod(newsclean).attempted > 4


def test_every_public_name_is_there_once_and_documented() -> None:
    assert len(newsclean.__all__) == len(set(newsclean.__all__))
    for name in newsclean.__all__:
        value = getattr(newsclean, name)
        assert value.__doc__ or isinstance(value, tuple), name
    assert {"clean", "explain", "annotate", "clean_bytes", "Pipeline", "Result", "Edit", "Span"} <= set(
        newsclean.__all__
    )
    assert newsclean.__version__


def test_clean_explain_and_annotate_agree() -> None:
    result = newsclean.explain(TEXT)

    assert newsclean.clean(TEXT) == result.text == Pipeline.default()(TEXT) == "L'été arrive."
    assert newsclean.annotate(TEXT) == result.removed


def test_options_are_those_of_the_default_pipeline() -> None:
    options = {"level": "safe", "style": "typographic", "locale": "fr-CH", "lang": "fr", "keep": ["dossier"]}

    assert newsclean.clean(TEXT, **options) == Pipeline.default(**options)(TEXT)  # type: ignore[arg-type]
    assert newsclean.clean(TEXT, style="typographic") == "L’été arrive."
    assert "dossier" in newsclean.clean(TEXT, keep="dossier")
    assert "dossier" in newsclean.clean(TEXT, keep=(pattern for pattern in ["dossier"]))


@pytest.mark.parametrize(
    "options, message",
    [
        ({"level": "saf"}, "unknown level 'saf'; did you mean 'safe'?"),
        ({"level": ["safe"]}, "unknown level"),
        ({"style": "plian"}, "unknown style 'plian'; did you mean 'plain'?"),
        ({"locale": "de-DE"}, "locale"),
        ({"lang": "french"}, "unknown language 'french'"),
        (
            {"levle": "safe"},
            r"unknown option 'levle'; did you mean 'level'\? \(valid: keep, lang, level, locale, style\)",
        ),
    ],
    ids=str,
)
def test_wrong_options_name_the_valid_ones(options: dict[str, object], message: str) -> None:
    for function in (newsclean.clean, newsclean.explain, newsclean.annotate):
        with pytest.raises(OptionError, match=message):
            function("Bonjour.", **options)


def test_a_keep_pattern_that_does_not_compile_is_refused() -> None:
    with pytest.raises(PipelineError, match="does not compile"):
        newsclean.clean(TEXT, keep="(")


@pytest.mark.parametrize("function", [newsclean.clean, newsclean.explain, newsclean.annotate], ids=lambda f: f.__name__)
@pytest.mark.parametrize("value", [None, 3, ["a"], b"a", bytearray(b"a")], ids=repr)
def test_takes_str_only_and_says_what_to_do(function: object, value: object) -> None:
    with pytest.raises(TypeError, match=rf"{function.__name__}\(\) takes str, not {type(value).__name__}") as caught:  # type: ignore[attr-defined]
        function(value)  # type: ignore[operator]
    assert ("decode it first" in str(caught.value)) == isinstance(value, (bytes, bytearray))


def test_bytes_are_decoded_first() -> None:
    assert newsclean.clean_bytes("L’été.".encode()) == "L'été."
    assert newsclean.clean_bytes("L'été.".encode("cp1252"), "cp1252", style="typographic") == "L’été."
    with pytest.raises(UnicodeDecodeError):
        newsclean.clean_bytes(b"\xe9t\xe9")
    with pytest.raises(TypeError, match=r"clean_bytes\(\) takes bytes, not str; for str there is clean\(\)"):
        newsclean.clean_bytes("a")  # type: ignore[arg-type]


def test_a_text_is_cleaned_with_the_same_pipeline_for_the_same_options() -> None:
    from newsclean import api

    api._cached.cache_clear()
    for _ in range(3):
        newsclean.clean(TEXT, level="safe")
        newsclean.clean(TEXT, keep=["a"])

    assert api._cached.cache_info().misses == 2
