"""The words of one delivery as they go out: merged, measured and priced, at the last moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import cached_property
from typing import Any

from engine.challenges import challenge_fields, run_of
from engine.channels import Kit
from engine.language.dated import Dated, Meeting
from engine.models import Address, Delivery, Member, Occurrence, Recording
from engine.models.sending import PERSON, REMINDER, SERVICE
from engine.outbox import fields as words_fields
from engine.outbox.line import our_line
from engine.outbox.lookups import Lookups
from engine.outbox.week import week_fields
from engine.published import Channel, MessageWords, Published
from engine.wording.aloud import aloud, speaking_seconds
from engine.wording.email import Email, Footer, compose_email, one_line, text_as_email
from engine.wording.first import first_text
from engine.wording.ics import invitation
from engine.wording.prices import Price, call_price, email_price, text_price
from engine.wording.say import title_from_name
from engine.wording.segments import count_segments, plain
from engine.wording.sentences import sentence
from engine.worth.team import team

AROUND = 15.0  # seconds of a call beyond its message: who we are, the keys, the goodbye
PERSONAL = frozenset({PERSON, SERVICE})  # between people, or about the letters themselves: nothing to leave


class NothingToSay(Exception):
    """All words of a message stand in an if that does not hold: for this reader it says nothing, and is not sent."""


@dataclass(frozen=True)
class Rendered:
    """What goes out. ``segments`` counts for texts only; ``calendar`` is an .ics file.

    ``plays`` is the public id of the recording that a call plays: after the words, or in their place where
    these only say in the row what was to be heard (``silent``). ``language`` is that of the words.
    """

    body: str
    price: Price
    subject: str = ""
    html: str = ""
    segments: int = 0
    unsubscribe_link: str = ""
    calendar: bytes | None = None
    plays: str = ""
    silent: bool = False
    language: str = ""


@dataclass(frozen=True)
class Renderer:
    """Renders deliveries by one snapshot."""

    published: Published
    kit: Kit
    now: datetime
    lookups: Lookups

    def render(self, delivery: Delivery, address: Address, channel: str) -> Rendered:
        """The words of ``delivery`` for ``address``. Raises MergeError where they cannot be merged."""
        if channel == "email":
            return self._email(delivery, address)
        if channel == "phone":
            return self._call(delivery, address)
        return self._text(delivery, address)

    def _text(self, delivery: Delivery, address: Address) -> Rendered:
        member: Member = delivery.member
        message = self._message(delivery, "text")
        body = self._merged(delivery, address, message, as_text=True) if message else _literal(delivery)
        if address.introduced_at is None and delivery.kind != SERVICE:
            community = self.published.community
            body = first_text(body, community.name, community.at_most, self._spoken(member, message))
        body = plain(body).strip()
        segments = count_segments(body).count
        return Rendered(body, text_price(address.value, segments), segments=segments)

    def _call(self, delivery: Delivery, address: Address) -> Rendered:
        """What a call says. Who we are and how to end such calls is said around it, when somebody answers."""
        rung = delivery.part == "phone" and delivery.message
        recording = self.lookups.recording(delivery.message) if rung else None
        if recording is not None:
            body = "\n".join(part for part in (recording.title, aloud(recording.transcript)) if part)
            seconds = recording.seconds or speaking_seconds(body)
            return Rendered(
                body,
                call_price(address.value, seconds + AROUND),
                plays=recording.public_id,
                silent=True,
                language=self.published.community.language,
            )
        message = self._message(delivery, "phone")
        words = self._merged(delivery, address, message) if message else _literal(delivery)
        body = aloud(words)
        named = message is not None and _mentions(message, "recording")
        heard = self._recording(delivery) if named else None
        seconds = speaking_seconds(body) + (heard.seconds if heard is not None else 0)
        plays = heard.public_id if heard is not None else ""
        language = self._spoken(delivery.member, message)
        return Rendered(body, call_price(address.value, seconds + AROUND), plays=plays, language=language)

    def _email(self, delivery: Delivery, address: Address) -> Rendered:
        member: Member = delivery.member
        leaving = "" if delivery.kind in PERSONAL else self.kit.links.unsubscribe(address.public_id)
        message = self._message(delivery, "email")
        footer = self._footer(self._spoken(member, message), leaving)
        email = self._composed(delivery, address, message, footer)
        return Rendered(
            email.text,
            email_price(),
            subject=email.subject,
            html=email.html,
            unsubscribe_link=leaving,
            calendar=self._calendar(delivery),
            language=self._spoken(member, message),
        )

    def _composed(
        self, delivery: Delivery, address: Address, message: MessageWords | None, footer: Footer
    ) -> Email:
        title = self._title(delivery)
        if message is None:
            return text_as_email(_literal(delivery), title, footer=footer)
        if message.kind == "text":
            return text_as_email(self._merged(delivery, address, message), title, footer=footer)
        fields = self._fields(delivery, address, message)
        if not message.words.render(fields):
            raise NothingToSay
        return compose_email(
            message.words, message.subject, message.preheader, fields, footer=footer, title=title
        )

    def _merged(
        self, delivery: Delivery, address: Address, message: MessageWords, *, as_text: bool = False
    ) -> str:
        """A message's words with everything filled in. Raises NothingToSay."""
        fields = self._fields(delivery, address, message)
        words = message.words.render(words_fields.as_texted(fields) if as_text else fields)
        if not words.strip():
            raise NothingToSay
        return words

    def _message(self, delivery: Delivery, channel: Channel) -> MessageWords | None:
        if not delivery.message:
            return None
        return self.published.messages.choose(delivery.message, channel, delivery.member.language)

    def _title(self, delivery: Delivery) -> str:
        """The subject of what has none: as queued, the workflow's title, or the message's name in words."""
        if delivery.context.get("subject"):
            return one_line(str(delivery.context["subject"]))
        live = self.published.workflows.get(delivery.workflow)
        if live is not None:
            return live.workflow.title
        return title_from_name(delivery.message) if delivery.message else self.published.community.name

    def _spoken(self, member: Member, message: MessageWords | None) -> str:
        """The language the words are in, for all that stands around and within them; ours follow the member's."""
        if message is None:
            return member.language
        return message.language or self.published.community.language

    def _footer(self, language: str, unsubscribe_link: str) -> Footer:
        brand = self.published.community.name
        return Footer(
            community=brand,
            why=sentence("why_email", language, brand=brand),
            postal_address=self.kit.settings.postal_address,
            unsubscribe_link=unsubscribe_link,
            language=language,
        )

    def _fields(self, delivery: Delivery, address: Address, message: MessageWords) -> dict[str, Any]:
        """The merge fields, of which only those the words use are looked up."""
        reader: Member = delivery.member
        about: Member = delivery.about or reader
        links = self.kit.links
        fields = {
            **words_fields.person_fields(about, reader, self.published.community),
            **words_fields.from_context(delivery.context),
            "unsubscribe_link": links.unsubscribe(address.public_id),
            "links": {"wall": links.wall(reader.public_id)},
        }
        used = {name.partition(".")[0] for name in _names(message)}
        fields |= self._worth(used, reader, self._spoken(reader, message))
        occurrence = self.lookups.call(delivery)
        if occurrence is not None:
            fields |= self._of_its_date(used, occurrence, reader, self._spoken(reader, message))
        if "recording" in used:
            found = self._recording(delivery)
            if found is not None:
                fields["recording"] = words_fields.recording_fields(
                    found, links, self._line, reader, self.published
                )
        draft = self.lookups.draft(delivery) if used & {"week", "letter"} else None
        if "letter" in used and occurrence is not None:
            fields["letter"] = words_fields.letter_fields(
                occurrence, draft, reader, links, self._line, self.published.phone_line
            )
        if "week" in used:
            spoken = self._spoken(reader, message)
            fields["week"] = week_fields(
                self.lookups.week(draft), reader, links, self._line, spoken, self.published, self.now
            )
        return fields

    def _worth(self, used: set[str], reader: Member, spoken: str) -> dict[str, Any]:
        """What looks back for those who lead: their own people, and the month of all."""
        fields: dict[str, Any] = {}
        if "team" in used:
            fields["team"] = team(reader, self.published.community, spoken, self.now).as_fields()
        if "month" in used:
            fields["month"] = self.lookups.month().as_fields()
        return fields

    def _of_its_date(
        self, used: set[str], occurrence: Occurrence, reader: Member, spoken: str
    ) -> dict[str, Any]:
        """What a message says of the call, the meeting, the vote or the challenge that it belongs to."""
        workflow, community = self.lookups.workflow(occurrence.revision_id), self.published.community
        fields: dict[str, Any] = {}
        if "call" in used:
            fields["call"] = words_fields.call_fields(occurrence, workflow.call, reader, self._line, spoken)
        if occurrence.kind in used:
            fields |= words_fields.dated_fields(occurrence, workflow.dated, reader, community, spoken)
        if "challenge" in used and (run := run_of(occurrence, workflow)) is not None:
            fields["challenge"] = challenge_fields(run, reader, self.now, spoken, community.nameless)
        return fields

    def _recording(self, delivery: Delivery) -> Recording | None:
        """The recording that the words speak of: the one named like the message, or this call's."""
        occurrence = self.lookups.call(delivery)
        named = str(delivery.context.get("recording") or delivery.message)
        of_call = [f"{delivery.workflow}-{occurrence.key}"] if occurrence is not None else []
        return self.lookups.recording(named, *of_call)

    def _calendar(self, delivery: Delivery) -> bytes | None:
        """The reminders of a call or a meeting bring it to the reader's calendar."""
        occurrence = self.lookups.call(delivery)
        if delivery.kind != REMINDER or occurrence is None or occurrence.ends_at is None:
            return None
        workflow = self.lookups.workflow(occurrence.revision_id)
        dated = workflow.dated
        if dated is None:
            return None
        settings = self.kit.settings
        return invitation(
            uid=f"{occurrence.public_id}@{settings.reply_domain or 'kindling.invalid'}",
            title=workflow.title,
            starts=occurrence.starts_at,
            ends=occurrence.ends_at,
            tz=dated.timezone,
            description=workflow.about,
            organizer_email=parseaddr(settings.email_from)[1],
            sequence=0,
            location=_location(dated),
            now=self.now,
        )

    @cached_property
    def _line(self) -> str:
        return our_line(self.kit.settings)


def _location(dated: Dated) -> str:
    return ", ".join(part for part in (dated.where, dated.link) if part) if isinstance(dated, Meeting) else ""


def _literal(delivery: Delivery) -> str:
    """Words that were queued as they are; never the row's ``body``, which is an earlier attempt's, already dressed."""
    return str(delivery.context.get("words", ""))


def _mentions(message: MessageWords, group: str) -> bool:
    return any(name.partition(".")[0] == group for name in message.words.names)


def _names(message: MessageWords) -> set[str]:
    parts = (message.words, message.subject, message.preheader)
    return {name for words in parts if words is not None for name in words.names}
