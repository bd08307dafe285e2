"""The texts that US carriers ask for when a campaign is registered (10DLC), written from what is published.

The Campaign Registry wants: what the campaign is for, how people agree, two to five samples of real messages, and
the exact answers to the opt-in, HELP and STOP. Carriers compare what is sent with the samples (Twilio error 30034 is
an unregistered number, 30007 a filtered message), so the samples are the community's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from engine.language.steps import Ask, Send
from engine.language.workflow import Joined
from engine.published import Live, Published
from engine.settings import Settings
from engine.wording.first import first_text, help_text, start_confirmation, stop_confirmation
from engine.wording.merge import MergeError
from engine.wording.names import field_key
from engine.wording.say import join_names
from engine.wording.segments import plain

SAMPLES = 5
LINK = "/listen/AbCdEfGhIjKl"


@dataclass(frozen=True, slots=True)
class Registration:
    """Each part as the form asks for it."""

    description: str
    consent: str
    samples: tuple[str, ...]
    opt_in: str
    opt_out: str
    help: str

    def parts(self) -> list[tuple[str, str]]:
        """Heading and words, in the form's order."""
        numbered = [(f"Sample message {at}", words) for at, words in enumerate(self.samples, start=1)]
        return [
            ("Campaign description", self.description),
            ("How members agree (message flow)", self.consent),
            *numbered,
            ("Opt-in confirmation", self.opt_in),
            ("Opt-out confirmation", self.opt_out),
            ("Help message", self.help),
        ]


def registration(published: Published, here: Settings) -> Registration:
    """The campaign's texts as the community is now."""
    community = published.community
    samples = tuple(dict.fromkeys(_samples(published, here)))[:SAMPLES]
    dressed = (first_text(samples[0], community.name, community.at_most), *samples[1:]) if samples else ()
    joins = join_names([f'"{word}"' for word in community.join_words], "or")
    return Registration(
        description=_description(published),
        consent=(
            f"People text {joins} to {here.twilio_from or 'our number'}, or fill in a form that says what they will "
            f"get and that they can stop at any time. Nobody is written to who did not ask for it. The privacy policy "
            f"is at {here.public_url}/privacy, the terms are at {here.public_url}/terms."
        ),
        samples=tuple(plain(words) for words in dressed),
        opt_in=plain(first_text(_welcome(published, here), community.name, community.at_most)),
        opt_out=stop_confirmation(community.name, community.language),
        help=help_text(community.name, parseaddr(here.email_from)[1], community.language),
    )


def _description(published: Published) -> str:
    community = published.community
    running = [one.workflow for one in published.workflows.values() if not one.paused]
    about = " ".join(f"{workflow.about.rstrip('.')}." for workflow in running if workflow.about)
    most = f"at most {community.at_most} a day" if community.at_most else "in moderate number"
    return (
        f"{community.name} writes to its own members: greetings, reminders of calls, recordings, questions they may "
        f"answer and praise of one another; {most}; hours: {community.hours}, their own time. {about}"
    ).strip()


def _welcome(published: Published, here: Settings) -> str:
    """What somebody gets who joins: the first text of what starts with joining, else the answer to START."""
    joined = [one for one in published.workflows.values() if isinstance(one.workflow.start, Joined)]
    community = published.community
    return next(_samples(published, here, joined), start_confirmation(community.name, community.language))


def _samples(published: Published, here: Settings, which: Iterable[Live] = ()) -> Iterator[str]:
    """What the running workflows text, with the fields filled in as for somebody called Amy."""
    for one in which or published.workflows.values():
        for step in one.workflow.walk() if not one.paused else ():
            if isinstance(step, (Send, Ask)):
                found = published.messages.choose(step.message, "text", published.community.language)
                if found is not None:
                    try:
                        yield found.words.render(_fields(published, here))
                    except MergeError:  # it needs something that only a real moment has
                        continue


def _fields(published: Published, here: Settings) -> dict[str, Any]:
    community = published.community
    member = {field_key(name): "something" for name in community.fields}
    line = here.twilio_from if here.twilio_from.startswith("+") else "our number"
    return {
        "first_name": "Amy",
        "name": "Amy Lee",
        "member": {**member, "name": "Amy Lee", "first_name": "Amy"},
        "reader": {"first_name": "Amy"},
        "community": {"name": community.name, "host": community.host or "the team"},
        "call": {"day": "Tuesday", "time": "7pm", "number": line, "code": ""},
        "recording": {"title": "A first hello", "link": here.public_url + LINK, "phone": line},
        "praise": "Amy made her first sale",
        "answer": "yes",
        "links": {},
    }
