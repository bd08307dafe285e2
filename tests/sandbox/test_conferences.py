"""Conferences: who comes and goes, what is reported of it in which fields, and how each call goes on."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from sandbox.server import Sandbox
from tests.sandbox.calling import answers, events, room, told
from tests.sandbox.receiving import ANA, BEN, Web

CAT = "+13035550101"


def test_a_conference_starts_with_the_second_and_ends_with_the_last(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=room(), left="<Say>Bye.</Say>")
    ana = sandbox.dial(ANA)
    assert [one["state"] for one in sandbox.rooms()] == ["init"]
    ben = sandbox.dial(BEN)
    [seen] = sandbox.rooms("in-progress")
    assert [one["phone"] for one in seen["participants"]] == [ANA, BEN]
    sandbox.hang_up(ana)
    sandbox.hang_up(ben)
    assert [one["state"] for one in sandbox.rooms()] == ["completed"]
    assert events(sandbox, web) == [
        "participant-join", "participant-join", "conference-start", "participant-leave", "participant-leave",
        "conference-end",
    ]  # fmt: skip


def test_every_report_has_its_fields(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=room(participantLabel="ana", endConferenceOnExit="true"))
    ana = sandbox.dial(ANA)
    answers(web, voice=room(participantLabel="ben", startConferenceOnEnter="false", muted="true"))
    ben = sandbox.dial(BEN)
    sandbox.hang_up(ana)
    posts = told(sandbox, web)
    sid = sandbox.rooms()[0]["sid"]
    assert [int(post["SequenceNumber"]) for post in posts] == [1, 2, 3, 4, 5, 6]
    for post in posts:
        assert (post["ConferenceSid"], post["FriendlyName"]) == (sid, "Tuesday")
        assert post["AccountSid"] == sandbox.settings.account_sid
        assert parsedate_to_datetime(post["Timestamp"]).tzinfo is not None
    joined, start, left, end = posts[1], posts[2], posts[3], posts[5]
    assert joined == {
        **joined, "CallSid": ben, "Muted": "true", "Hold": "false", "Coaching": "false",
        "EndConferenceOnExit": "false", "StartConferenceOnEnter": "false", "ParticipantLabel": "ben",
    }  # fmt: skip
    assert "CallSid" not in start
    assert (left["ParticipantCallStatus"], left["ReasonParticipantLeft"]) == (
        "completed",
        "participant_hung_up",
    )
    assert end == {
        **end, "CallSidEndingConference": ana, "ParticipantLabelEndingConference": "ana",
        "ReasonConferenceEnded": "participant-with-end-conference-on-exit-left",
    }  # fmt: skip
    assert ana in end["Reason"]


def test_everybody_goes_on_when_the_one_who_ends_it_leaves(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=room(endConferenceOnExit="true"), left="<Say>It is over.</Say>")
    ana = sandbox.dial(ANA)
    answers(web, voice=room())
    others = [sandbox.dial(phone) for phone in (BEN, CAT)]
    sandbox.press(ana, "*")
    assert {post["CallSid"] for post in web.at("/left")} == {ana, *others}
    assert {post["DialCallStatus"] for post in web.at("/left")} == {"answered"}
    for call in (ana, *others):
        seen = sandbox.phone_call(call)
        assert (seen["status"], seen["heard"], seen["room"]) == ("completed", ["It is over."], None)


def test_the_star_leads_out_and_back_in(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=room(), left=f"<Say>Hand up.</Say>{room()}")
    ana, ben = sandbox.dial(ANA), sandbox.dial(BEN)
    sandbox.press(ana, "*")
    [seen] = sandbox.rooms("in-progress")
    assert {one["call_sid"] for one in seen["participants"]} == {ana, ben}
    left = [post for post in told(sandbox, web) if post["StatusCallbackEvent"] == "participant-leave"]
    assert [post["ParticipantCallStatus"] for post in left] == ["in-progress"]
    sandbox.press(ana, "5")
    assert len(web.at("/left")) == 1


def test_the_star_means_nothing_where_the_dial_does_not_say_so(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=room().replace('hangupOnStar="true"', ""))
    ana = sandbox.dial(ANA)
    sandbox.press(ana, "*")
    assert sandbox.phone_call(ana)["room"]["name"] == "Tuesday"
    assert sandbox.phone_call(ana)["keys"] == ""


def test_the_first_one_in_fixes_who_is_told_and_a_name_is_used_again(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=room(events="join"))
    ana = sandbox.dial(ANA)
    answers(web, voice=room(statusCallback="/elsewhere"))
    ben = sandbox.dial(BEN)
    assert (events(sandbox, web), web.at("/elsewhere")) == (["participant-join", "participant-join"], [])
    for call in (ana, ben):
        sandbox.hang_up(call)
    sandbox.dial(BEN)
    first, second = sandbox.rooms()
    assert (first["name"], first["state"]) == (second["name"], "completed")
    assert first["sid"] != second["sid"]
    assert told(sandbox, web, "/elsewhere")[0]["SequenceNumber"] == "1"


@pytest.mark.parametrize(
    ("attributes", "code"), [({"participantLabel": "ana"}, "16025"), ({"maxParticipants": "1"}, "16020")]
)
def test_who_is_not_let_in_goes_on_with_the_next_verb(
    sandbox: Sandbox, web: Web, attributes: dict[str, str], code: str
) -> None:
    answers(web, voice=room(after="<Say>No room.</Say>", **attributes))
    sandbox.dial(ANA)
    seen = sandbox.phone_call(sandbox.dial(BEN))
    assert seen["heard"] == ["No room."]
    assert any(line["text"].startswith(code) for line in seen["lines"])
    assert web.at("/left") == []


def test_who_waits_hears_what_the_wait_url_says(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=room(waitUrl="/wait", startConferenceOnEnter="false"))
    answers(web, wait="<Say>Soon.</Say><Play>/music.mp3</Play><Redirect>/wait2</Redirect>")
    answers(web, wait2="<Say>Any moment.</Say><Redirect/>")
    ana = sandbox.dial(ANA)
    assert sandbox.phone_call(ana)["heard"] == ["Soon.", "plays a recording"]
    assert sandbox.phone_call(ana)["playing"] == f"{web.url}/music.mp3"
    for _ in range(2):
        sandbox.silence(ana)
    assert sandbox.phone_call(ana)["heard"][2:] == ["Any moment.", "Any moment."]
    answers(web, voice=room())
    sandbox.dial(BEN)
    sandbox.silence(ana)
    assert len(sandbox.phone_call(ana)["heard"]) == 4
    assert len(web.at("/wait")) == 1


def test_a_wait_url_may_be_a_sound_got_without_a_form(sandbox: Sandbox, web: Web) -> None:
    web.sounds["/music.wav"] = b"RIFF"
    answers(web, voice=room(waitUrl="/music.wav", waitMethod="GET"))
    ana = sandbox.dial(ANA)
    assert sandbox.phone_call(ana)["playing"] == f"{web.url}/music.wav"
    assert web.at("/music.wav")[0]["CallSid"] == ana


def test_without_a_wait_url_there_is_music_of_twilios_own(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=room().replace('waitUrl=""', ""))
    assert "music" in sandbox.phone_call(sandbox.dial(ANA))["lines"][0]["text"]


@pytest.mark.parametrize("page", [("oops", 500), ("<Response><Gather/></Response>", 200)])
def test_a_failing_wait_url_keeps_the_conference_from_coming_about(
    sandbox: Sandbox, web: Web, page: tuple[str, int]
) -> None:
    web.answers["/wait"] = page
    answers(web, voice=room(waitUrl="/wait", after="<Say>Sorry.</Say>"))
    assert sandbox.phone_call(sandbox.dial(ANA))["heard"] == ["Sorry."]
    assert sandbox.rooms() == []


def test_the_api_mutes_holds_and_shows_everybody(sandbox: Sandbox, web: Web, twilio: Client) -> None:
    answers(web, voice=room(participantLabel="ana"), music="<Play>/hold.mp3</Play>")
    ana = sandbox.dial(ANA)
    answers(web, voice=room())
    sandbox.dial(BEN)
    [found] = twilio.conferences.list(friendly_name="Tuesday", status="in-progress")
    ours = twilio.conferences(found.sid)
    assert [one.label for one in ours.participants.list()] == ["ana", None]
    assert ours.participants(ana).update(muted=True).muted
    assert ours.participants("ana").fetch().muted
    assert [one.call_sid for one in ours.participants.list(muted=True)] == [ana]
    ours.participants(ana).update(muted=True)
    ours.participants(ana).update(muted=False)
    ours.participants(ana).update(hold=True, hold_url=f"{web.url}/music", hold_method="POST")
    assert sandbox.phone_call(ana)["playing"] == f"{web.url}/hold.mp3"
    ours.participants(ana).update(hold=False)
    ours.participants(ana).update(end_conference_on_exit=True)
    assert events(sandbox, web)[3:] == [
        "participant-mute", "participant-unmute", "participant-hold", "participant-unhold", "participant-modify",
    ]  # fmt: skip


def test_an_announcement_is_heard_by_all_or_by_one(sandbox: Sandbox, web: Web, twilio: Client) -> None:
    answers(web, voice=room(), all="<Say>For all.</Say>", one="<Say>For you.</Say>", bad="<Hangup/>")
    ana = sandbox.dial(ANA)
    sid = sandbox.rooms()[0]["sid"]
    with pytest.raises(TwilioRestException) as early:
        twilio.conferences(sid).update(announce_url=f"{web.url}/all")
    assert early.value.code == 16099
    ben = sandbox.dial(BEN)
    twilio.conferences(sid).update(announce_url=f"{web.url}/all")
    sandbox.settle()
    twilio.conferences(sid).participants(ben).update(announce_url=f"{web.url}/one")
    sandbox.settle()
    twilio.conferences(sid).update(announce_url=f"{web.url}/bad")
    assert sandbox.phone_call(ana)["heard"] == ["For all."]
    assert sandbox.phone_call(ben)["heard"] == ["For all.", "For you."]
    ends = [post for post in told(sandbox, web) if post["StatusCallbackEvent"].startswith("announcement")]
    assert [(post["StatusCallbackEvent"][13:], post.get("CallSid")) for post in ends] == [
        ("end", None),
        ("end", ben),
        ("fail", None),
    ]
    assert ends[0]["AnnounceUrl"] == f"{web.url}/all"
    assert "13238" in ends[2]["ReasonAnnouncementFailed"]


def test_the_api_puts_one_out_and_ends_it_for_all(sandbox: Sandbox, web: Web, twilio: Client) -> None:
    answers(web, voice=room(), left="<Say>Bye.</Say>")
    ana, ben, cat = (sandbox.dial(phone) for phone in (ANA, BEN, CAT))
    sid = sandbox.rooms()[0]["sid"]
    assert twilio.conferences(sid).participants(ana).delete()
    assert sandbox.phone_call(ana)["heard"] == ["Bye."]
    ended = twilio.conferences(sid).update(status="completed")
    assert (ended.status, ended.reason_conference_ended) == ("completed", "conference-ended-via-api")
    assert [sandbox.phone_call(call)["heard"] for call in (ben, cat)] == [["Bye."], ["Bye."]]
    assert twilio.conferences(sid).participants.list() == []
    for wrong in (
        lambda: twilio.conferences(sid).participants(ana).fetch(),
        lambda: twilio.conferences("CF" + "0" * 32).fetch(),
    ):
        with pytest.raises(TwilioRestException) as refused:
            wrong()
        assert refused.value.code == 20404
    reasons = [
        post["ReasonParticipantLeft"] for post in told(sandbox, web) if "ReasonParticipantLeft" in post
    ]
    assert reasons == ["participant_updated_via_api", *["conference_ended_via_api"] * 2]


def test_words_in_a_room_reach_those_who_are_in_it(sandbox: Sandbox, web: Web) -> None:
    answers(web, voice=room())
    ana, ben = sandbox.dial(ANA), sandbox.dial(BEN)
    answers(web, voice=room(muted="true"))
    cat = sandbox.dial(CAT)
    sandbox.speak(ana, "Welcome!")
    sandbox.speak(cat, "Hello?")
    assert [sandbox.phone_call(call)["heard"] for call in (ana, ben, cat)] == [
        [],
        [f"{ANA}: Welcome!"],
        [f"{ANA}: Welcome!"],
    ]


def test_a_recorded_conference_reports_its_recording(sandbox: Sandbox, web: Web, twilio: Client) -> None:
    answers(web, voice=room(record="record-from-start", recordingStatusCallback="/rec"))
    ana, ben = sandbox.dial(ANA), sandbox.dial(BEN)
    [seen] = sandbox.rooms()
    assert seen["recording"]
    ours = twilio.conferences(seen["sid"]).recordings
    assert ours("Twilio.CURRENT").update(status="paused").status == "paused"
    assert not sandbox.rooms()[0]["recording"]
    ours("Twilio.CURRENT").update(status="in-progress")
    for call in (ana, ben):
        sandbox.hang_up(call)
    assert told(sandbox, web, "/rec")[0]["RecordingStatus"] == "completed"
    [post] = web.at("/rec")
    assert (post["ConferenceSid"], post["RecordingSource"]) == (seen["sid"], "Conference")
    assert [one.sid for one in ours.list()] == [post["RecordingSid"]]


def test_the_api_rings_somebody_into_a_conference(sandbox: Sandbox, web: Web, twilio: Client) -> None:
    answers(web, voice=room())
    ana = sandbox.dial(ANA)
    sid = sandbox.rooms()[0]["sid"]
    invited = twilio.conferences(sid).participants.create(
        to=BEN, from_=sandbox.settings.twilio_number, label="ben", muted=True, end_conference_on_exit=True
    )
    assert (invited.status, invited.label) == ("queued", "ben")
    assert sandbox.ringing(BEN) == invited.call_sid
    sandbox.answer(invited.call_sid)
    found = twilio.conferences(sid).participants("ben").fetch()
    assert (found.call_sid, found.muted, found.status) == (invited.call_sid, True, "connected")
    sandbox.hang_up(invited.call_sid)
    assert sandbox.phone_call(ana)["room"] is None
