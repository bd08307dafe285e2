"""From the queue to the carrier: one drain, both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from engine import outbox
from engine.channels import Kit
from engine.models import Address, Delivery, Enrollment, Member, Revision, SpendDay, Tag
from engine.models.sending import ANSWER, CANCELLED, HELD, QUEUED, REFUSED, SENT, SERVICE
from engine.times import local
from tests.engine.outbox.conftest import drain, fresh, make_kit, say, sent


def test_a_text_goes_out_once_with_its_legal_lines(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = say(cast.amy, now, message="welcome")
    done = drain(kit, now)
    assert (done.sent, done.more, done.next_due) == (1, False, None)
    out = sent(kit)[0]
    assert out.to == "+13125550142"
    assert out.body.startswith("The Tuesday Team: Welcome Amy, good to have you!\n")
    assert "STOP" in out.body
    row = fresh(row)
    assert (row.state, row.channel, row.body, row.provider_id) == (
        SENT,
        "text",
        out.body,
        f"paper-{out.token}",
    )
    assert (row.segments, row.sent_at, row.lease_token) == (1, now, "")
    assert drain(kit, now).sent == 0
    assert len(sent(kit)) == 1


def test_the_second_text_needs_no_introduction(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    say(cast.amy, now, message="welcome")
    drain(kit, now)
    say(cast.amy, now, cause="d", body="See you – soon…")
    drain(kit, now)
    assert sent(kit)[1].body == "See you - soon..."
    assert Address.get(Address.value == "+13125550142").introduced_at == now


def test_a_member_reads_their_language(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    say(cast.carla, now, message="welcome")
    drain(kit, now)
    assert "Bienvenida Carla!" in sent(kit)[0].body


def test_an_email_is_dressed_and_can_be_left(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = say(cast.amy, now, message="letter", by="email")
    drain(kit, now)
    out = sent(kit, "email")[0]
    assert (out.to, out.subject) == ("amy@example.com", "A word, Amy")
    assert "<strong>Amy</strong>" in out.html
    assert "1 Main Street" in out.body
    assert kit.links.read_unsubscribe(out.unsubscribe_link.rsplit("/", 1)[1]) is not None
    assert fresh(row).reply_token == out.reply_token


def test_words_that_are_queued_as_they_are_go_out_undressed_twice(
    kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    row = say(cast.tom, now + timedelta(hours=4), body="Just this.", subject="One thing")
    drain(kit, now + timedelta(hours=4))
    assert sent(kit, "email")[0].subject == "One thing"
    Delivery.update(state=QUEUED).where(Delivery.id == row.id).execute()
    drain(kit, now + timedelta(hours=4))
    first, second = sent(kit, "email")
    assert first.body == second.body
    assert first.body.count("1 Main Street") == 1


def test_both_is_two_messages_and_one_place(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish(community="at most: 1 a day\n")
    kit = make_kit()
    say(cast.amy, now, by="both")
    drain(kit, now)
    drain(kit, now)
    assert (len(sent(kit)), len(sent(kit, "email"))) == (1, 1)


def test_queueing_the_same_twice_is_once(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    assert say(cast.amy, now).id == say(cast.amy, now).id
    assert Delivery.select().count() == 1


def test_what_is_cancelled_never_leaves(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    row = say(cast.amy, now)
    assert outbox.cancel(member_id=cast.amy.id, why="They left.", now=now) == 1
    assert drain(kit, now).sent == 0
    assert (fresh(row).state, fresh(row).reason) == (CANCELLED, "They left.")
    with pytest.raises(ValueError, match="whose deliveries"):
        outbox.cancel(why="", now=now)


@pytest.mark.parametrize(("everything", "left"), [(False, {"person", "service"}), (True, set())])
def test_people_and_confirmations_are_taken_back_only_when_asked(
    kit: Kit, cast: SimpleNamespace, now: datetime, everything: bool, left: set[str]
) -> None:
    for kind in ("started", "reminder", "answer", "crisis", "person", "service"):
        say(cast.amy, now, kind=kind, cause=kind)
    outbox.cancel(member_id=cast.amy.id, why="They left.", now=now, everything=everything)
    assert {row.kind for row in Delivery.select().where(Delivery.state == "queued")} == left


def test_the_cap_holds_the_rest_for_the_next_day_in_order(
    kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    rows = [say(cast.amy, now, cause=f"c{n}", body=f"Number {n}") for n in range(4)]
    for _ in range(4):
        drain(kit, now)
    assert [fresh(row).state for row in rows] == [SENT, SENT, HELD, HELD]
    assert fresh(rows[2]).reason_code == "cap", fresh(rows[2]).reason
    tomorrow = fresh(rows[2]).due_at
    assert local(tomorrow, "America/Chicago").isoformat() == "2026-11-24T09:00:00-06:00"
    for _ in range(3):
        drain(kit, tomorrow)
    said = [
        line.rpartition("Number ")[2]
        for out in sent(kit)
        for line in out.body.split("\n")
        if "Number" in line
    ]
    assert said == ["0", "1", "2", "3"]
    assert sent(kit)[2].body == "Number 2\nNumber 3"


def test_an_answer_is_neither_held_nor_counted(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    night = now + timedelta(hours=8)
    for n in range(5):
        say(cast.amy, night, kind=ANSWER, cause=f"c{n}")
        drain(kit, night)
    assert len(sent(kit)) == 5
    assert fresh(say(cast.amy, night, cause="c0", kind=ANSWER)).cap_day == ""


def test_no_consent_no_message(kit: Kit, make_member: Callable[..., object], now: datetime) -> None:
    row = say(make_member("Ned", phone="+13125550177", agreed=False), now)  # type: ignore[arg-type]
    assert drain(kit, now).refused == 1
    assert (fresh(row).state, fresh(row).reason_code) == (REFUSED, "consent")
    assert "never agreed" in fresh(row).reason


def test_a_stop_is_confirmed_although_they_stopped(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    from engine import consent

    phone = Address.get(Address.value == "+13125550142")
    consent.stop(cast.amy, phone, "text", {}, now)
    ordinary, confirmation = say(cast.amy, now), say(cast.amy, now, kind=SERVICE, cause="stop")
    drain(kit, now)
    drain(kit, now)
    assert (fresh(ordinary).state, fresh(confirmation).state) == (REFUSED, SENT)
    assert sent(kit)[0].body == "Hello there."


def test_the_spend_limit_holds_what_the_day_does_not_pay(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish(community="spend limit: $0.02 a day\n")
    kit = make_kit()
    first, second = say(cast.amy, now), say(cast.bob, now)
    done = drain(kit, now)
    assert (done.sent, done.held) == (1, 1)
    assert SpendDay.get().micros == fresh(first).price_micros == 10_900
    assert fresh(second).reason_code == "spend"
    assert local(fresh(second).due_at, "America/Chicago").isoformat() == "2026-11-24T00:00:00-06:00"


def test_a_household_gets_it_once(kit: Kit, make_member: Callable[..., object], now: datetime) -> None:
    from engine import consent
    from engine.models import Household

    home = Household.create(name="The Millers")
    ana, ben = (make_member(name, household=home) for name in ("Ana", "Ben"))
    shared = Address.create(
        channel="phone", value="+13125550111", household=home, created_at=now, kind="mobile"
    )
    consent.grant(shared, "form", {}, now)
    rows = [say(one, now, once_per_address=True) for one in (ana, ben)]  # type: ignore[arg-type]
    drain(kit, now)
    drain(kit, now + timedelta(seconds=10))
    assert sorted(fresh(row).state for row in rows) == [REFUSED, SENT]
    assert len(sent(kit)) == 1


def test_words_that_cannot_be_merged_are_set_aside_and_the_neighbours_go_on(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish({"messages/broken.txt": "Your size: {{ member.shirt_size }}"})
    kit = make_kit()
    broken, fine = say(cast.amy, now, message="broken"), say(cast.bob, now)
    for turn in range(4):
        drain(kit, now + timedelta(minutes=16 * turn))
    assert fresh(fine).state == SENT
    assert (fresh(broken).state, fresh(broken).raises, fresh(broken).reason_code) == (
        "failed",
        3,
        "quarantined",
    )
    assert "member.shirt_size" in fresh(broken).reason


DRIP = {"workflows/drip.yaml": "start: by hand\nstop when:\n  tagged: done\nsteps:\n  - send: welcome\n"}


def walk_of(member: Member, now: datetime, **fields: object) -> Enrollment:
    """A walk through the published drip that waits for its message."""
    values: dict[str, object] = {"waiting": "left", "cause": "by hand", "started_at": now, **fields}
    revision = Revision.get(Revision.workflow == "drip")
    walk: Enrollment = Enrollment.create(workflow="drip", revision=revision, member=member, **values)
    return walk


def test_a_walk_is_woken_when_its_message_left(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish(DRIP, live=("drip",))
    walk = walk_of(cast.amy, now)
    asked = walk_of(cast.bob, now, waiting="reply", left_at=now - timedelta(days=1), left_as="sent")
    say(cast.amy, now, enrollment_id=walk.id, workflow="drip")
    say(cast.bob, now, enrollment_id=asked.id, workflow="drip")
    drain(make_kit(), now + timedelta(seconds=1))
    walk = Enrollment.get_by_id(walk.id)
    assert (walk.left_as, walk.due_at, walk.version) == ("sent", now + timedelta(seconds=1), 1)
    assert Enrollment.get_by_id(asked.id).left_at == now - timedelta(days=1)


def test_stop_when_is_looked_at_once_more(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish(DRIP, live=("drip",))
    kit, walk = make_kit(), walk_of(cast.amy, now)
    row = say(cast.amy, now, enrollment_id=walk.id, workflow="drip")
    Tag.create(member=cast.amy, name="done", at=now)
    assert drain(kit, now).refused == 1
    assert (fresh(row).reason_code, sent(kit)) == ("stop-when", [])
    assert Enrollment.get_by_id(walk.id).left_as == "refused"


def test_a_held_message_holds_what_follows_in_its_walk_alone(
    publish: Callable[..., None], cast: SimpleNamespace, now: datetime
) -> None:
    publish(DRIP, live=("drip",))
    kit, walk, night = make_kit(), walk_of(cast.amy, now), now + timedelta(hours=8)
    first = say(cast.amy, night, enrollment_id=walk.id, workflow="drip")
    drain(kit, night)
    say(cast.amy, night, cause="answer", kind=ANSWER, enrollment_id=walk.id, workflow="drip")
    other = say(cast.amy, night, cause="other", kind=ANSWER)
    drain(kit, night)
    assert fresh(first).state == HELD
    assert fresh(other).state == SENT
    assert len(sent(kit)) == 1


def test_a_restored_copy_sends_nothing_until_it_is_confirmed(
    kit: Kit, cast: SimpleNamespace, now: datetime
) -> None:
    real = make_kit(twilio_api_url="https://api.twilio.com", database_url="postgresql://u:p@db/kindling")
    copy = make_kit(
        twilio_api_url="https://api.twilio.com", database_url="postgresql://u:p@elsewhere/kindling"
    )
    say(cast.amy, now)
    assert drain(real, now).sent == 1
    row = say(cast.bob, now)
    assert drain(copy, now).held == 1
    assert fresh(row).reason_code == "instance"
    outbox.confirm(copy.settings)
    assert drain(copy, now + timedelta(minutes=15)).sent == 1
    assert sent(copy)[0].to == "+13035550101"


def test_a_missing_provider_holds_its_channel(kit: Kit, cast: SimpleNamespace, now: datetime) -> None:
    from dataclasses import replace

    mute = replace(kit, carriers=replace(kit.carriers, text=None))
    by_text, by_any = say(cast.bob, now), say(cast.amy, now)
    drain(mute, now)
    assert (fresh(by_text).state, fresh(by_text).reason_code) == (REFUSED, "no-address")
    assert fresh(by_any).channel == "email"
