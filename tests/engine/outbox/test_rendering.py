"""What words may speak of: the call by the reader's clock, the recording, somebody else, and a calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine.links import Listen
from engine.models import Blob, Member, Occurrence, Praise, Recording, Revision
from engine.models.sending import PERSON, REMINDER
from engine.wording.segments import count_segments
from tests.engine.outbox.conftest import drain, make_kit, say, sent

FILES = {
    "workflows/tuesday.yaml": """
title: The Tuesday call
about: The weekly team call
start:
  call:
    every: tuesday 7pm
    timezone: America/Chicago
    lasts: 45 minutes
steps:
  - at: 15 minutes before
    send: call-soon
""",
    "messages/call-soon.txt": "{{ call.day }} at {{ call.time }}: dial {{ call.number }}",
    "messages/first-recording.txt": "{{ recording.title }}: {{ recording.link }} or {{ recording.phone }}",
    "messages/first-sale.txt": "{{ reader.first_name }}, {{ first_name }} made a sale! {{ praise }}",
}


def occurrence(now: datetime) -> Occurrence:
    revision = Revision.get(Revision.workflow == "tuesday")
    starts = now + timedelta(hours=28)  # Tuesday seven o'clock in Chicago
    call: Occurrence = Occurrence.create(
        workflow="tuesday", revision=revision, key="2026-11-24", starts_at=starts,
        ends_at=starts + timedelta(minutes=45),
    )  # fmt: skip
    return call


def test_a_reminder_says_the_readers_own_time_and_brings_a_calendar(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish(FILES, live=("tuesday",))
    kit, call = make_kit(), occurrence(now)
    for member in (cast.bob, cast.tom):
        say(member, now, kind=REMINDER, message="call-soon", workflow="tuesday", occurrence_id=call.id)
    drain(kit, now)
    assert "Tuesday at 6pm: dial +13125550199" in sent(kit)[0].body
    letter = sent(kit, "email")[0]
    assert letter.subject == "The Tuesday call"
    assert "Wednesday at 10am" in letter.body
    calendar = (letter.calendar or b"").decode()
    assert f"UID:{call.public_id}@reply.example.org" in calendar
    assert "DTSTART;TZID=America/Chicago:20261124T190000" in calendar


def test_a_recording_comes_with_its_link_and_its_keys(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish(FILES)
    kit = make_kit()
    blob = Blob.create(sha256="a" * 64, body=b"sound")
    recording = Recording.create(
        name="first-recording",
        number=3,
        title="How it began",
        blob=blob,
        media_type="audio/mpeg",
        published_at=now,
    )
    say(cast.amy, now, message="first-recording")
    drain(kit, now)
    body = sent(kit)[0].body
    assert "How it began: https://k.example.org/listen/" in body
    assert "+13125550199, then press 4 and 3" in body
    token = body.partition("/listen/")[2].split()[0]
    assert kit.links.read_listen(token) == Listen(recording.public_id)


def test_words_about_somebody_else_name_both(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish(FILES)
    kit = make_kit()
    say(cast.amy, now, message="first-sale", about_id=cast.bob.id, context={"praise": "Well done!"})
    drain(kit, now)
    assert "Amy, Bob made a sale! Well done!" in sent(kit)[0].body


def test_between_people_there_is_nothing_to_unsubscribe_from(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish()
    kit = make_kit()
    say(cast.amy, now, kind=PERSON, by="email", thread_id=7, subject="About your order")
    drain(kit, now)
    letter = sent(kit, "email")[0]
    assert (letter.subject, letter.unsubscribe_link, letter.thread_seed) == (
        "About your order",
        "",
        "thread-7",
    )


@pytest.mark.parametrize(
    ("community", "said"),
    [("", "Up to 2 msgs/day."), ("at most: 3 a day\n", "Up to 3 msgs/day.")],
)
def test_the_first_text_says_how_often_as_the_community_limits_it(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime, community: str, said: str
) -> None:
    publish(community=community)
    kit = make_kit()
    say(cast.amy, now, message="welcome")
    drain(kit, now)
    assert said in sent(kit)[0].body


def test_a_date_of_ours_keeps_a_text_cheap_and_is_spelled_in_full_in_a_mail(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    spanish = {"messages/call-soon.es.txt": "¡Hola! El {{ call.day }} a las {{ call.time }}."}
    publish({**FILES, **spanish}, live=("tuesday",))
    kit, call = make_kit(), occurrence(now)
    saturday = call.starts_at + timedelta(days=4)
    Occurrence.update(starts_at=saturday, ends_at=saturday + timedelta(hours=1)).execute()
    Member.update(language="es").where(Member.id.in_([cast.carla.id, cast.tom.id])).execute()
    Member.update(timezone="America/Chicago").where(Member.id == cast.tom.id).execute()
    for member in (cast.carla, cast.tom):
        say(member, now, kind=REMINDER, message="call-soon", workflow="tuesday", occurrence_id=call.id)
    drain(kit, now)
    (text,) = sent(kit)
    assert "El sabado a las" in text.body
    assert count_segments(text.body).encoding == "GSM-7"
    assert "El sábado a las 7pm." in sent(kit, "email")[0].body


def test_a_newsletter_tells_of_the_week(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    news = (
        "{% for praise in week.praises %}* {{ praise }}\n{% endfor %}"
        "{% for one in week.recordings %}* {{ one.title }}: {{ one.link }}\n{% endfor %}"
        "New: {% for person in week.new_members %}{{ person }} {% endfor %}\n"
        "{% if week.next_call %}Next call: {{ week.next_call }}.{% endif %}"
    )
    publish({**FILES, "messages/news.txt": news}, live=("tuesday",))
    occurrence(now)
    for days, words in ((2, "Bob stood in for Rosa."), (9, "This was last month's.")):
        Praise.create(
            member=cast.bob, cause=f"praise {days}", words=words, state="approved", created_at=now,
            shared_at=now - timedelta(days=days),
        )  # fmt: skip
    Member.update(joined_at=now - timedelta(days=30)).where(Member.id != cast.amy.id).execute()
    kit = make_kit()
    say(cast.amy, now, message="news")
    drain(kit, now)
    (told,) = sent(kit)
    assert "* Bob stood in for Rosa." in told.body
    assert "last month" not in told.body
    assert "New: Amy" in told.body
    assert "Next call: Tuesday, 7pm." in told.body
