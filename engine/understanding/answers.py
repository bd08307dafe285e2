"""Which of the manager's answers a question is for: only when clearly one, never a guess.

Similarity of spelling is no measure here (whole-phrase ratios give wrong answers high marks). Counted is how
much of what was asked, weighed by how rare each word is among the answers, one known way of asking covers,
and how much of that way was asked.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import OSA

from engine.understanding.answer_words import KIND_OF, LITTLE, NEGATIONS, RUNG_UP, SAME_AS, VAGUE
from engine.understanding.normal import words

MOST_WORDS = 30
ASKED_COVERED = 0.72  # of the weight of what was asked
WAY_COVERED = 0.7  # of the weight of the way of asking
MARGIN = 0.12  # ahead of the next best answer
UNKNOWN = 1.0  # a word that no answer has may change everything, so it weighs as much as the rarest
KIND_WEIGHT = 0.35  # when, where, who: they settle a tie, and carry no subject
FORGIVEN = 5  # letters from which one typo is forgiven

Weights = Mapping[str, float]


def best_answer(text: str, answers: Mapping[str, Sequence[str]]) -> str | None:
    """The name of the one answer that `text` asks for, or None; `answers` are names and ways to ask each."""
    said = words(text)
    if not said or len(said) > MOST_WORDS:
        return None
    ways = {name: [_meaning(words(way)) for way in asked] for name, asked in answers.items()}
    weights = _weights(ways.values())
    asked_for = {_known(word, weights) for word in _meaning(said)}
    marks = {
        name: max((_mark(asked_for, way, weights) for way in found), default=0.0)
        for name, found in ways.items()
    }
    ranked = sorted(marks.items(), key=lambda mark: -mark[1])
    if not ranked or ranked[0][1] == 0.0:
        return None
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1] - second >= MARGIN else None


def _meaning(said: Sequence[str]) -> frozenset[str]:
    """The subjects of a sentence and what kind of thing it asks for (those with a question mark in front)."""
    kinds = {KIND_OF[word] for word in said if word in KIND_OF}
    if len(kinds) > 1:
        kinds -= VAGUE
    said = [
        "ring up" if word == "call" and following in RUNG_UP else word
        for word, following in zip(said, [*said[1:], ""][: len(said)], strict=True)
    ]
    subjects = {_root(word) for word in said if word not in LITTLE and word not in KIND_OF}
    negated = {"not"} if NEGATIONS & set(said) else set()
    return frozenset(subjects | negated | {f"?{kind}" for kind in kinds})


def _root(word: str) -> str:
    if word in NEGATIONS:
        return "not"
    return SAME_AS.get(word) or (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    )


def _weights(answers: Iterable[Sequence[frozenset[str]]]) -> Weights:
    """Between nearly 0 for a word of every answer and 1 for a word of one."""
    each = [frozenset[str]().union(*ways) for ways in answers]
    seen = Counter(word for found in each for word in found)
    rarest = math.log(1 + len(each)) or 1.0
    return {
        word: KIND_WEIGHT if word.startswith("?") else max(0.25, math.log(1 + len(each) / count) / rarest)
        for word, count in seen.items()
    }


def _known(word: str, weights: Weights) -> str:
    """The word, or the one known word that it is a typo of."""
    if word in weights or len(word) < FORGIVEN:
        return word
    near = [
        other
        for other in weights
        if len(other) >= FORGIVEN and OSA.distance(word, other, score_cutoff=1) <= 1
    ]
    return near[0] if len(near) == 1 else word


def _mark(asked_for: set[str], way: frozenset[str], weights: Weights) -> float:
    """How well one way of asking meets what was asked: 0, or from just under `WAY_COVERED` up to 1."""
    shared = asked_for & way
    if not any(not word.startswith("?") for word in shared) or _differ(asked_for, way):
        return 0.0
    common = _weight(shared, weights)
    of_asked, of_way = common / _weight(asked_for, weights), common / _weight(way, weights)
    if of_asked < ASKED_COVERED or of_way < WAY_COVERED:
        return 0.0
    return 2 * of_asked * of_way / (of_asked + of_way)


def _differ(asked_for: set[str], way: frozenset[str]) -> bool:
    """Whether they ask for different kinds of things (when is not where), or one of them says not."""
    kinds, others = ({word for word in side if word.startswith("?")} for side in (asked_for, way))
    clear, other_clear = ({word for word in side if word[1:] not in VAGUE} for side in (kinds, others))
    return ("not" in asked_for) != ("not" in way) or (
        clear != other_clear and bool(clear | other_clear) and bool(kinds)
    )


def _weight(meaning: Iterable[str], weights: Weights) -> float:
    return sum(KIND_WEIGHT if word.startswith("?") else weights.get(word, UNKNOWN) for word in meaning)
