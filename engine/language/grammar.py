"""The words of the language, once: parser, editor schema and docs are all made from these tables."""

from __future__ import annotations

from dataclasses import dataclass

from engine.language import steps
from engine.language.community_keys import COMMUNITY_KEYS, MAY_KEYS
from engine.language.dated_grammar import NESTED_STARTS
from engine.language.key import Key


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: what its own value is, what else a step of it may say, and the class it becomes."""

    key: Key
    step: type[steps.Base]
    extras: tuple[Key, ...] = ()
    in_calls: bool = True

    @property
    def name(self) -> str:
        return self.key.name


EXPIRES = Key("expires", "duration", "Not sent any more when it could not leave within this time: 2 hours")
BY = Key("by", "by", "text, email, both, phone, or text or phone; otherwise as the member prefers")

VERBS: tuple[Verb, ...] = (
    Verb(
        Key("send", "message", "Send a message, by its file's name", becomes="message"),
        steps.Send,
        (BY, Key("to", "person", "Somebody else instead: host, sponsor or a role"), EXPIRES),
    ),
    Verb(
        Key("ask", "message", "Send a question and wait for the reply", becomes="message"),
        steps.Ask,
        (
            Key(
                "within",
                "duration",
                "How long the answer is awaited: 2 days",
                required=True,
                example="2 days",
            ),
            Key("answers", "answers", "Ways to answer, and the steps that follow each"),
            Key("save as", "field", "Keep the answer in this field of the member"),
            Key("anonymous", "yes or no", "Keep the answer without a name"),
            Key("remind", "remind", "A reminder for those who have not answered: still-there after 1 day"),
            BY,
            EXPIRES,
        ),
    ),
    Verb(
        Key(
            "wait",
            "wait",
            "1 day, until 10am, until tuesday 10am, until event first-sale or 30 days, until they text NEXT or 3 days",
            becomes="until",
        ),
        steps.Wait,
        in_calls=False,
    ),
    Verb(Key("tag", "tag", "Put a tag on the member"), steps.Tag),
    Verb(Key("untag", "untag", "Take a tag off the member", becomes="tag"), steps.Untag),
    Verb(
        Key("set", "assignments", "Write fields of the member: {shirt size: M}", becomes="values"), steps.Set
    ),
    Verb(Key("stage", "stage", "Put the member into a stage"), steps.Stage),
    Verb(
        Key("if", "conditions", "Go one way or the other: then and else are steps", becomes="conditions"),
        steps.If,
        (
            Key("then", "steps", "The steps for those who fit", required=True),
            Key("else", "steps", "The steps for the others", becomes="otherwise"),
        ),
    ),
    Verb(
        Key(
            "praise", "message", "Offer it for praise, with the member's yes and a host's", becomes="message"
        ),
        steps.Praise,
        (Key("to", "conditions", "Also send it then: to everyone, or to those who fit"),),
    ),
    Verb(
        Key("tell", "role", "Hand the conversation to a person: host or a role", becomes="role"),
        steps.Tell,
        (Key("with", "message", "A message that goes with it", becomes="message"),),
    ),
    Verb(
        Key(
            "story",
            "story",
            "Tell a story by somebody like them: any, or one that has one of these tags",
            becomes="tags",
        ),
        steps.Story,
        (BY, EXPIRES),
        in_calls=False,
    ),
    Verb(
        Key("ring", "recording", "Ring the member and play a recording or speak a message", becomes="what"),
        steps.Ring,
        (
            Key("press", "press", "Keys to press, 0 to 8, and the steps that follow each"),
            Key("retry", "retry", "Ring again where nobody answers: 2 times after 20 minutes"),
            EXPIRES,
        ),
    ),
    Verb(
        Key("start", "workflow", "Put the member into another workflow", becomes="workflow"),
        steps.StartWorkflow,
    ),
    Verb(
        Key("stop", "stop", "Take the member out of a workflow, or cancel a roll out", becomes="workflow"),
        steps.StopWorkflow,
    ),
    Verb(Key("end", "nothing", "Leave this workflow here"), steps.End, in_calls=False),
)

STEP_FOR = Key("for", "conditions", "Only for those who fit; the others go on", becomes="audience")
STEP_AT = Key(
    "at",
    "moment",
    "Of what has dates: 15 minutes before, at the start, every friday at 10am, 1 hour after the end",
    becomes="moment",
)

WORKFLOW_KEYS: tuple[Key, ...] = (
    Key("title", "text", "What people call it; otherwise the file's name in words"),
    Key("about", "text", "What it is for, in a sentence"),
    Key(
        "start",
        "start",
        "What puts a member in: joined, by hand, text LISTEN, tagged x, …",
        required=True,
        example="joined",
    ),
    Key("for", "conditions", "Who goes in: everyone, or conditions", becomes="audience"),
    Key("stop when", "any of", "Conditions that take a member out; a list means any of them"),
    Key("again", "again", "never, always, or after 90 days"),
    Key("urgent", "yes or no", "First in line; ignores hours, at most and open threads"),
    Key("roll out", "waves", "Who gets it first, and who later", becomes="roll_out"),
    Key("steps", "steps", "What happens, in this order", required=True),
)

WAVE_KEYS: tuple[Key, ...] = (
    Key("after", "duration", "How long after the start this wave goes"),
    Key("for", "conditions", "Who is in this wave", required=True, becomes="audience", example="everyone"),
)

CONDITION_KEYS: tuple[Key, ...] = (
    Key("tagged", "tags", "Has any of these tags"),
    Key("all tagged", "tags", "Has all of these tags"),
    Key("not tagged", "tags", "Has none of these tags"),
    Key("role", "words", "Has this role"),
    Key("not role", "words", "Does not have this role"),
    Key("stage", "stages", "Is in this stage"),
    Key("joined within", "duration", "Joined less than this long ago"),
    Key("joined over", "duration", "Joined more than this long ago"),
    Key("quiet for", "duration", "Nothing was heard from them for this long"),
    Key("takes", "channels", "Can be reached this way: text, email or phone"),
    Key("language", "languages", "Reads this language: es"),
    Key("event", "events", "This was reported; with a time, so lately: first-sale within 30 days"),
    Key("no event", "events", "This was not reported, ever or with a time lately: first-sale within 30 days"),
    Key("percent", "percent", "A stable share of the members: 25"),
)

OUTCOME_KEYS: tuple[Key, ...] = (
    Key("attended", "outcome", "Was on this call, or said that they were at this meeting"),
    Key("missed", "outcome", "Was not on this call"),
    Key("said yes", "outcome", "Answered yes to the question of this call or meeting"),
    Key("said no", "outcome", "Answered no to it"),
    Key("not answered", "outcome", "Has not answered it"),
    Key("took part", "outcome", "Has put something into this challenge"),
    Key("voted", "outcome", "Has voted"),
    Key("not voted", "outcome", "Has not voted yet"),
    Key("won", "outcome", "Was voted for most often, of the members"),
)

PHONE_LINE_KEYS: tuple[Key, ...] = (
    Key("about", "text", "What it is, in a sentence"),
    Key("greeting", "named message", "The message that greets whoever rings"),
    Key("keys", "menu", "What each key does", required=True),
    Key("no key", "action", "What silence leads to, after the menu was said twice: leave, or another action"),
)

KEY_ACTIONS: tuple[Key, ...] = (
    Key("join", "join", "Into the open call, or when the next one is: call"),
    Key("listen", "listen", "latest, by number, or recordings by name, one after the other"),
    Key(
        "record",
        "record words",
        "Their own words: a win, a question, a message, an entry, or what they practice",
    ),
    Key("hear", "hear", "next call, praise, or the newest letter"),
    Key("ring", "roles", "Ring a person: roles, one after the other; then a message is taken"),
    Key("vote", "vote", "Vote in what is open just now, with the keys"),
    Key("leave", "leave", "Goodbye"),
    Key("keys", "menu", "A menu below this key"),
)

KEY_TO = Key("to", "role", "Who gets what they record: a role; otherwise the host, and of practice a mentor")
KEY_SAY = Key("say", "named message", "A message that is said of this key, instead of our own sentence")

TALK_KEYS: tuple[Key, ...] = (
    Key("test", "text", "What must come out, in a sentence", required=True, becomes="name"),
    Key("member", "member", 'Who it is: {name: Amy Lee, phone: "+13125550142"}'),
    Key("brought", "brought", "Whom they have brought: {name: Ana Ruiz, joined: 62 days, heard: 5 weeks}"),
    Key("now", "now", "When it begins: monday 3pm, or 2026-03-08 1am"),
    Key("talk", "talk", "What is said and what happens, line by line", required=True, becomes="lines"),
)

BROUGHT_KEYS: tuple[Key, ...] = (
    Key("name", "text", "What they are called", required=True),
    Key("joined", "duration", "How long ago they joined", required=True, example="62 days"),
    Key("heard", "duration", "How long ago they were last heard from; otherwise when they joined"),
)

TALK_LINES: tuple[Key, ...] = (
    Key("they", "text", "The member writes this"),
    Key("photo", "words or nothing", "The member sends a picture, with these words or none"),
    Key("we", "text", "We send this: a message's name, or words that are in it"),
    Key("after", "duration", "So much later"),
    Key("at", "wall time", "At the next such time: tuesday 10am"),
    Key("silence", "duration", "For so long nothing is sent"),
    Key("tagged", "word", "The member has this tag now"),
    Key("stage", "word", "The member is in this stage now"),
    Key("event", "word", "This is reported about the member"),
    Key("enroll", "workflow name", "A manager puts the member in"),
    Key("rings", "word", "The member's phone rings and this is played"),
    Key("press", "digit", "The member presses this key"),
    Key("attended", "attendance", "The member was on the call"),
    Key("missed", "attendance", "The member was not on the call"),
)

VERB_NAMES: tuple[str, ...] = tuple(verb.name for verb in VERBS)
BY_VERB: dict[str, Verb] = {verb.name: verb for verb in VERBS}
ANYTHING_ELSE = "anything else"
NO_ANSWER = "no answer"

KEYS_ANYWHERE: frozenset[str] = frozenset(
    key.name
    for table in (
        WORKFLOW_KEYS, WAVE_KEYS, CONDITION_KEYS, COMMUNITY_KEYS, MAY_KEYS, PHONE_LINE_KEYS, TALK_KEYS, BROUGHT_KEYS, TALK_LINES,
        *(keys for _, keys in NESTED_STARTS.values()),
    )
    for key in table
) | frozenset(VERB_NAMES) | frozenset(key.name for verb in VERBS for key in verb.extras) | frozenset(NESTED_STARTS)  # fmt: skip
"""Every key there is, for guessing where a colon was forgotten."""
