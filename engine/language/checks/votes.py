"""Votes: what their messages can say and when, and that whoever is asked to choose is told what there is."""

from __future__ import annotations

from engine.language.checks.words import messages_of, spot
from engine.language.dated import Vote
from engine.language.folder import Folder, MessageSheet
from engine.language.parsing.workflow import Parsed
from engine.language.steps import Ask, Praise, Step

CHOICES = "vote.choices"
MAY_LACK = {"vote.winner": "it is a tie", "vote.yours": "somebody has not voted"}
DECIDED = ("vote.winner", "vote.result")
OF_OTHERS = (*DECIDED, "vote.results")
CALLED = frozenset({CHOICES, *OF_OTHERS, "vote.yours"})  # what says the choices' own words


def check(folder: Folder) -> None:
    for parsed in folder.everything():
        vote = parsed.workflow.start if parsed.workflow else None
        if isinstance(vote, Vote):
            _won(parsed, vote)
            _told_what(folder, parsed, vote)
            _in_their_language(folder, parsed, vote)
            for step in parsed.workflow.walk() if parsed.workflow else ():
                _step(folder, parsed, vote, step)


def _step(folder: Folder, parsed: Parsed, vote: Vote, step: Step) -> None:
    if isinstance(step, Ask):
        message = (
            "A vote is the question itself: its message is sent, and VOTE, a number or a name answers it."
        )
        parsed.report.error(step.place, message, rule="vote-ask")
        return
    for name in sorted(_names(folder, step)):
        problem = _problem(name, vote, step)
        if problem:
            parsed.report.error(step.place, problem, rule="vote-words")
            return
    for message in messages_of(step):
        for sheet in folder.sent(message):
            _missing(sheet)


def _missing(sheet: MessageSheet) -> None:
    """A tie has no winner, and not everybody has voted: words that name either say something else then."""
    for words in sheet.every():
        for name in sorted((words.names - words.guarded) & set(MAY_LACK)):
            place = spot(sheet.report, words.lines[name], name)
            message = f'"{name}" has no value where {MAY_LACK[name]}: say something else then.'
            instead = f'{name} or "nobody yet"'
            if not any(finding.place == place for finding in sheet.report.findings):
                sheet.report.error(place, message, rule="no-default", instead=instead)


def _problem(name: str, vote: Vote, step: Step) -> str:
    """Why a message of this step can not say a name of the vote's; empty where it can."""
    if not name.startswith("vote."):
        return ""
    after = step.moment is not None and step.moment.after_end
    if isinstance(step, Praise):
        return f'Praise is read away from its vote, so it can not say "{name}".'
    if name == CHOICES and not vote.choices:
        return f'In a vote for members there is no list to choose from, so leave "{name}" out.'
    if name in DECIDED and not after:
        return f'Before the end nothing is decided: put this step after it, or leave "{name}" out.'
    if name in OF_OTHERS and not vote.choices and not step.audience.mentions("role"):
        return (
            f'"{name}" would name members who have not been asked: send it to "for: {{role: host}}", '
            'and let the winner be praised ("for: won" and "praise:").'
        )
    return ""


def _names(folder: Folder, step: Step) -> set[str]:
    sheets = (sheet for message in messages_of(step) for sheet in folder.sent(message))
    return {name for sheet in sheets for words in sheet.every() for name in words.names}


def _won(parsed: Parsed, vote: Vote) -> None:
    for step in parsed.workflow.steps if parsed.workflow else ():
        for condition in step.audience.mentions("won"):
            if vote.choices:
                message = '"won" is known of members only, and this vote is for something else.'
                parsed.report.error(condition.place, message, rule="vote-won")
            elif step.moment is not None and not step.moment.after_end:
                message = "Before the end nobody has won: put this step after it."
                parsed.report.error(condition.place, message, rule="vote-won")


def _told_what(folder: Folder, parsed: Parsed, vote: Vote) -> None:
    """Some message before the end has to say what there is to choose from."""
    steps = parsed.workflow.steps if parsed.workflow else ()
    before = [step for step in steps if step.moment is not None and not step.moment.after_end]
    if vote.choices and not any(CHOICES in _names(folder, step) for step in before):
        message = (
            "No message before the end says what there is to choose from: write {{ vote.choices }} in one."
        )
        parsed.report.warn(vote.place, message, rule="vote-choices")


def _in_their_language(folder: Folder, parsed: Parsed, vote: Vote) -> None:
    """Words in another language name choices that should have words in it, too."""
    steps = parsed.workflow.steps if parsed.workflow else ()
    own = folder.community.community.language
    sheets = (sheet for step in steps for name in messages_of(step) for sheet in folder.sent(name))
    spoken = {
        sheet.language: sheet.path
        for sheet in sheets
        if sheet.language not in (None, own) and any(words.names & CALLED for words in sheet.every())
    }
    for language, path in sorted((str(language), path) for language, path in spoken.items()):
        lacking = [choice for choice in vote.choices if not choice.in_words_of(language)]
        if lacking:
            first = lacking[0].words
            message = (
                f'{path} names the choices, and "{first}" has no words in "{language}": write them below it, '
                f'"{first}: {{{language}: ...}}".'
            )
            parsed.report.warn(vote.place, message, rule="vote-language")
