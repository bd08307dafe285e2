"""Every door of the house."""

from __future__ import annotations

from handlers import health, joining, letters, listen, pages, pictures, sandbox_clock, unsubscribe, wall
from handlers.api import events as api_events
from handlers.api import members as api_members
from handlers.mail import events as mail_events
from handlers.mail import inbound as mail_inbound
from handlers.twilio import conference, recording, sms, status, voice

BLUEPRINTS = (
    sms.blueprint,
    status.blueprint,
    voice.blueprint,
    conference.blueprint,
    recording.blueprint,
    mail_inbound.blueprint,
    mail_events.blueprint,
    unsubscribe.blueprint,
    listen.blueprint,
    pictures.blueprint,
    letters.blueprint,
    wall.blueprint,
    joining.blueprint,
    api_events.blueprint,
    api_members.blueprint,
    health.blueprint,
    pages.blueprint,
    sandbox_clock.blueprint,
)
