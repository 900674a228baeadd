"""The cheapest reading of a row of tokens as prose and code: a two-state Viterbi pass, linear in the tokens."""

from __future__ import annotations

from newsclean.code.lex import CLOSE, GROUP, MARKUP, NATURAL, NEWLINE, NUMBER, OP, PUNCT, STOPWORD, STRING, Token

_LINE, _CAPITAL, _SENTENCE, _STATEMENT, _INSIDE = (
    1.0,
    1.2,
    2.2,
    2.4,
    2.9,
)  # what it costs to change between prose and code there


def segments(tokens: list[Token], weights: list[float], text: str) -> list[tuple[int, int, float]]:
    """Return (first, last + 1, score) of every run of tokens that reads as code.

    The score is the sum of the weights of the run, without what its two ends cost.
    """
    count = len(tokens)
    if not count:
        return []
    prose, code = 0.0, -_LINE + weights[0]
    from_code = bytearray(count)  # the state before, of prose at i: 1 = code
    from_prose = bytearray(count)  # the state before, of code at i: 1 = prose
    from_prose[0] = 1  # so every run has a first token
    for i in range(1, count):
        enter, leave = _costs(tokens, i, text)
        w = weights[i]
        if code - leave > prose:
            from_code[i] = 1
            next_prose = code - leave
        else:
            next_prose = prose
        if prose - enter > code:
            from_prose[i] = 1
            code = prose - enter + w
        else:
            code = code + w
        prose = next_prose
    runs: list[tuple[int, int, float]] = []
    in_code = code - _LINE > prose
    last = count
    for i in range(count - 1, -1, -1):
        if in_code:
            if from_prose[i]:
                runs.append((i, last, sum(weights[i:last])))
                in_code = False
                last = i
        elif from_code[i]:
            in_code = True
            last = i
    runs.reverse()
    return runs


def _costs(tokens: list[Token], i: int, text: str) -> tuple[float, float]:
    """Return what entering and leaving code costs between tokens ``i - 1`` and ``i``."""
    before, token = tokens[i - 1], tokens[i]
    if before.kind == NEWLINE or token.kind == NEWLINE:
        return _LINE, _LINE
    if before.kind == MARKUP or token.kind == MARKUP:
        return _LINE, _LINE
    if before.kind == PUNCT or (before.kind == OP and before.text in ".!?"):
        enter = _SENTENCE
    else:
        enter = _INSIDE
    if (before.kind == OP and before.text == ";") or before.kind in (GROUP, CLOSE):
        leave = _STATEMENT
        if token.start < len(text) and (text[token.start].isupper() or token.kind == PUNCT):
            leave = _SENTENCE
    elif before.kind == STRING:
        leave = _SENTENCE
    else:
        leave = _INSIDE
    capital = token.kind in (NATURAL, STOPWORD) and token.start > before.end and text[token.start].isupper()
    if capital and before.kind not in (PUNCT, NUMBER, NATURAL, STOPWORD):
        leave = _CAPITAL
    return enter, leave
