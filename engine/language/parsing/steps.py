"""Steps from their nodes, by the grammar's table of verbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.language.grammar import BY_VERB, STEP_AT, STEP_FOR, VERB_NAMES, Verb
from engine.language.key import Key
from engine.language.parsing.answers import Branches, answers, press
from engine.language.parsing.dated import is_lasting
from engine.language.parsing.reading import Reader, Reading, complete, read_keys
from engine.language.parsing.step_values import READERS
from engine.language.place import Place
from engine.language.report import commented, replaced
from engine.language.source.fixers import missing_colon
from engine.language.source.nodes import Items, Node, Pair, Pairs, Text, plain_key, written
from engine.language.steps import Ask, End, Step
from engine.times.guesses import nearest


def steps(node: Node, reading: Reading, path: str = "", *, top: bool = False) -> tuple[Step, ...]:
    """The steps of a list; each that cannot be used is reported and left out.

    ``path`` is where the list hangs (``ask:how-are-you/yes/``); ``top`` whether it is the workflow's own.
    """
    if isinstance(node, Text) and not node.text.strip():
        return ()
    items = node.items if isinstance(node, Items) else (node,)
    if isinstance(node, Pairs) and len(node.pairs) > 0:
        _no_hyphen(node, reading)
        return ()
    found = [_step(item, reading, path, top) for item in items]
    return tuple(step for step in found if step is not None)


def _no_hyphen(node: Pairs, reading: Reading) -> None:
    place = node.place
    line = reading.report.line(place.line)
    said, message = line[place.column - 1 :], "Each step begins with a hyphen."
    if said.startswith("-"):
        said, message = said[1:], "A space comes after the hyphen."
    reading.report.error(place, message, rule="shape", repair=replaced(line, place, f"- {said}"))


def _step(node: Node, reading: Reading, path: str, top: bool) -> Step | None:
    if isinstance(node, Text):
        return _bare(node, reading, path, top)
    if isinstance(node, Items):
        reading.report.error(node.place, "A step is one verb and what it says, not a list.", rule="shape")
        return None
    verb_pair = _verb(node, reading)
    if verb_pair is None:
        return None
    verb, pair = verb_pair
    node = Pairs(tuple(each for each in node.pairs if each is pair or not _is_verb(each)), node.place)
    key = _key(verb, pair, reading, path)
    allowed = (verb.key, *verb.extras, STEP_FOR, STEP_AT)
    readers = {**READERS, **_nested(key)}
    if verb.step is Ask:
        node = _misplaced(node, allowed, reading)
    values = read_keys(node, allowed, readers, reading, f'"{verb.name}"', at=pair.key.place)
    if values is None:
        return None
    _mention(verb, node, values, reading)
    _moment(verb, pair, node, values, reading, top)
    _repeated(node, values, reading)
    _reminder(node, values, reading)
    _retried(node, values, reading)
    if not complete(values, allowed) or verb.key.attribute not in values:
        return None
    return _built(verb, pair, key, values)


def _built(verb: Verb, pair: Pair, key: str, values: dict[str, Any]) -> Step:
    """The step's own class, from the values that its table names."""
    values = dict(values)
    if verb.step is End:
        values.pop("end")
    found = values.pop("answers", None)
    if verb.step is Ask and isinstance(found, Branches):
        values |= {"answers": found.lines, "anything_else": found.anything_else, "no_answer": found.no_answer}
    made: Any = verb.step(key=key, place=_place(pair), **values)
    step: Step = made
    return step


def _place(pair: Pair) -> Place:
    return pair.value.place if isinstance(pair.value, Text) and pair.value.text else pair.key.place


def _bare(node: Text, reading: Reading, path: str, top: bool) -> Step | None:
    """A step that is one word: only ``end`` is; anything else forgot its colon."""
    said = node.text.strip()
    if said == "end":
        pair = Pair(node, Text("", node.place))
        return _step(Pairs((pair,), node.place), reading, path, top)
    mended = missing_colon(said) or missing_colon(said.replace(":", " ", 1))
    if mended:
        key = mended.partition(":")[0]
        message = f'A colon and a space come after "{key}".'
        reading.report.error(node.place, message, rule="syntax", instead=mended)
        value = mended.partition(":")[2].strip()
        meant = Pair(Text(key, node.place), Text(value, node.place))
        return _step(Pairs((meant,), node.place), reading, path, top)
    first = said.split()[0] if said else ""
    guess = nearest(first, VERB_NAMES) if first else None
    message = f'"{said}" is not a step.' if said else "There is no step after this hyphen."
    reading.report.error(
        node.place, message, rule="verb", guess=f"{guess}:{said[len(first) :]}" if guess else None
    )
    return None


def _verb(node: Pairs, reading: Reading) -> tuple[Verb, Pair] | None:
    """The pair that is the step's verb. Two verbs in one step, or none, is reported."""
    found = [(BY_VERB[name], pair) for pair in node.pairs if (name := plain_key(pair.key.text)) in BY_VERB]
    if len(found) == 1:
        return found[0]
    if not found:
        _no_verb(node, reading)
        return None
    first, second = found[0], found[1]
    place = second[1].key.place
    line = reading.report.line(place.line)
    message = f'One step does one thing: "{first[0].name}" and "{second[0].name}" are two steps.'
    repair = line[: max(0, place.column - 3)] + "- " + line[place.column - 1 :]
    reading.report.error(place, message, rule="two-verbs", repair=repair)
    return first


def _misplaced(node: Pairs, allowed: Sequence[Key], reading: Reading) -> Pairs:
    """The keys of an ``ask``, without ways to answer that stand beside ``answers:`` instead of below it."""
    known = {key.name for key in allowed}
    stray = [
        pair for pair in node.pairs if isinstance(pair.value, Items) and plain_key(pair.key.text) not in known
    ]
    for pair in stray:
        message = f'"{pair.key.text}" is a way to answer: it stands below "answers:", further to the right.'
        repair = f"  {reading.report.line(pair.key.place.line)}"
        reading.report.error(pair.key.place, message, rule="answer", repair=repair)
    return Pairs(tuple(pair for pair in node.pairs if pair not in stray), node.place)


def _is_verb(pair: Pair) -> bool:
    return plain_key(pair.key.text) in BY_VERB


def _no_verb(node: Pairs, reading: Reading) -> None:
    if not node.pairs:
        reading.report.error(node.place, "There is no step after this hyphen.", rule="verb")
        return
    key = node.pairs[0].key
    guesses = [(nearest(plain_key(pair.key.text), VERB_NAMES), pair.key) for pair in node.pairs]
    guess, key = next(((guess, at) for guess, at in guesses if guess), (None, key))
    message = f'"{key.text}" is not something a step can do.'
    if guess is None:
        message += f" It can {', '.join(VERB_NAMES[:-1])} or {VERB_NAMES[-1]}."
    reading.report.error(key.place, message, rule="verb", guess=guess)


def _key(verb: Verb, pair: Pair, reading: Reading, path: str) -> str:
    """The name of a step across revisions; never from line numbers."""
    says = written(pair.value)
    name = f"{path}{verb.name}:{says}" if says else f"{path}{verb.name}"
    reading.keys[name] += 1
    return name if reading.keys[name] == 1 else f"{name}#{reading.keys[name]}"


def _moment(verb: Verb, pair: Pair, node: Pairs, values: dict[str, Any], reading: Reading, top: bool) -> None:
    """``at:`` belongs to the steps of what has dates, such as a call, there to every one, and to no other."""
    place = pair.key.place
    if reading.dated and not verb.in_calls:
        message = f'"{verb.name}" is not used in a {reading.dated}: every step has its own moment, in "at:".'
        reading.report.error(place, message, rule="call-step")
    elif reading.dated and top and "moment" not in values:
        said = any(plain_key(each.key.text) == "at" for each in node.pairs)  # and could not be read
        if not said and not any(found.place.line == place.line for found in reading.report.findings):
            message = f'Every step of a {reading.dated} says when, with "at:".'
            repair = f"{' ' * (place.column - 1)}at: 15 minutes before"
            reading.report.error(place, message, rule="call-moment", repair=repair)
    elif "moment" in values and not (reading.dated and top):
        message = '"at:" is for the steps of a call. Elsewhere a "wait:" stands before the step.'
        if reading.dated:
            message = '"at:" is not used below an answer: these steps follow the reply.'
        at = next(each.key.place for each in node.pairs if plain_key(each.key.text) == "at")
        reading.report.error(at, message, rule="call-only", repair=commented(reading.report.line(at.line)))


def _repeated(node: Pairs, values: Mapping[str, Any], reading: Reading) -> None:
    """``at: every friday at 10am`` is for what goes on for days."""
    moment = values.get("moment")
    if moment is None or moment.every is None or not reading.dated or is_lasting(reading.dated):
        return
    message = (
        f'A {reading.dated} is over before "{moment}" comes again: say when, counted from its start or end.'
    )
    reading.report.error(_value_of("at", node), message, rule="moment", instead="15 minutes before")


def _reminder(node: Pairs, values: Mapping[str, Any], reading: Reading) -> None:
    remind, within = values.get("remind"), values.get("within")
    if remind is None or within is None or remind.after.rough() < within.rough():
        return
    place = _value_of("remind", node)
    message = f"The reminder would come after {remind.after}, when the question is over ({within})."
    reading.report.error(place, message, rule="remind")


def _retried(node: Pairs, values: Mapping[str, Any], reading: Reading) -> None:
    retry, expires = values.get("retry"), values.get("expires")
    if retry is None or expires is None or retry.after.rough() < expires.rough():
        return
    message = f"We would ring again after {retry.after}, when the call has expired ({expires})."
    reading.report.error(_value_of("retry", node), message, rule="retry")


def _value_of(key: str, node: Pairs) -> Place:
    return next(pair.value.place for pair in node.pairs if plain_key(pair.key.text) == key)


def _mention(verb: Verb, node: Pairs, values: Mapping[str, Any], reading: Reading) -> None:
    """Messages are checked against how they go out, which only the whole step says."""
    by = str(values.get("by") or "")
    if verb.key.kind == "message" and "message" in values:
        for pair in node.pairs:
            if plain_key(pair.key.text) == verb.name:
                reading.mention("message", values["message"], pair.value.place, detail=by or verb.name)
    if verb.name == "tell" and "message" in values:
        reading.mention("message", values["message"], _value_of("with", node), detail="tell")
    if verb.step is Ask and "phone" in by:
        message = 'Whoever is rung hears this question and cannot answer it. Keys to press go with "ring:".'
        reading.report.warn(_value_of("by", node), message, rule="ask-by-phone")


def _nested(key: str) -> dict[str, Reader]:
    """The readers of what hangs below this very step."""

    def below(pair: Pair, reading: Reading) -> tuple[Step, ...] | None:
        branch = plain_key(pair.key.text)
        if isinstance(pair.value, Text) and not pair.value.text.strip() and branch == "then":
            reading.report.error(pair.key.place, f'No step stands below "{branch}:".', rule="empty")
        return steps(pair.value, reading, f"{key}/{branch}/")

    def hang(node: Node, reading: Reading, name: str) -> tuple[Step, ...]:
        return steps(node, reading, f"{key}/{name}/")

    return {
        "steps": below,
        "answers": lambda pair, reading: answers(pair, reading, hang),
        "press": lambda pair, reading: press(pair, reading, hang),
    }
