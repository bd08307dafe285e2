"""Everything a drain needs to reach the outside, made once a process."""

from __future__ import annotations

from dataclasses import dataclass

from engine.channels.carrier import Carrier
from engine.channels.media import PictureStore
from engine.channels.phone import TwilioPhoneCarrier
from engine.channels.rooms import RoomControl
from engine.channels.sendgrid import SendGridCarrier
from engine.channels.sounds import SoundStore
from engine.channels.twilio import TwilioCarrier
from engine.channels.twilio_client import TwilioClient
from engine.channels.twilio_pictures import TwilioPictures
from engine.channels.twilio_rooms import TwilioRooms
from engine.channels.twilio_sounds import TwilioSounds
from engine.links import Links
from engine.settings import Settings


@dataclass(frozen=True)
class Carriers:
    """One carrier a channel, and what the phone needs beside; None where no keys are given, and such things wait."""

    text: Carrier | None = None
    email: Carrier | None = None
    phone: Carrier | None = None
    rooms: RoomControl | None = None
    sounds: SoundStore | None = None
    pictures: PictureStore | None = None

    def by(self, channel: str) -> Carrier | None:
        """The carrier of ``text``, ``email`` or ``phone``."""
        found: Carrier | None = {"text": self.text, "email": self.email, "phone": self.phone}[channel]
        return found


@dataclass(frozen=True)
class Kit:
    settings: Settings
    carriers: Carriers
    links: Links


def build(settings: Settings) -> Kit:
    """The kit of a process that serves: real clients, wherever their base URLs point."""
    links = Links(settings.secret_key, settings.public_url)
    email = SendGridCarrier(settings) if settings.sendgrid_api_key else None
    if not settings.twilio_account_sid:
        return Kit(settings, Carriers(email=email), links)
    client = TwilioClient(settings)
    carriers = Carriers(
        text=TwilioCarrier(settings, links, client),
        email=email,
        phone=TwilioPhoneCarrier(settings, links, client),
        rooms=TwilioRooms(settings, client),
        sounds=TwilioSounds(settings),
        pictures=TwilioPictures(settings),
    )
    return Kit(settings, carriers, links)
