"""Fetching a recording: from Twilio alone, with our key, and only what is a sound."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests

from engine.channels import SoundError
from engine.channels.twilio_sounds import TwilioSounds
from engine.settings import Settings

SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x23TSSE" + bytes(range(256)) * 20
SID, TOKEN = "AC" + "0" * 32, "0123456789abcdef0123456789abcdef"
KEY = "Basic " + base64.b64encode(f"{SID}:{TOKEN}".encode()).decode()
PATH = f"/2010-04-01/Accounts/{SID}/Recordings/RE{'1' * 32}"


@dataclass
class Answer:
    status: int = 200
    body: bytes = SOUND
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Place:
    """A server that gives these answers in turn, the last one for ever; ``asked`` are the paths and keys it saw."""

    url: str
    answers: list[Answer] = field(default_factory=lambda: [Answer()])
    asked: list[tuple[str, str]] = field(default_factory=list)


def _serve() -> Iterator[Place]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place.asked.append((self.path, self.headers.get("Authorization", "")))
            answer = place.answers.pop(0) if len(place.answers) > 1 else place.answers[0]
            self.send_response(answer.status)
            for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(answer.body)
            except ConnectionError:
                self.close_connection = True  # we were hung up on, as we should be

        def log_message(self, format: str, *args: object) -> None:
            """A test's terminal is for the test."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    place = Place(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield place
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def twilio() -> Iterator[Place]:
    yield from _serve()


@pytest.fixture
def elsewhere() -> Iterator[Place]:
    yield from _serve()


def store(twilio: Place, **limits: float) -> TwilioSounds:
    settings = Settings(
        twilio_account_sid=SID, twilio_auth_token=TOKEN, twilio_api_url=twilio.url, provider_timeout=1.0
    )
    return TwilioSounds(settings, **limits)  # type: ignore[arg-type]


def refused(sounds: TwilioSounds, url: str) -> SoundError:
    with pytest.raises(SoundError) as caught:
        sounds.fetch(url)
    return caught.value


def test_it_is_asked_for_as_mp3_with_our_key(twilio: Place) -> None:
    audio = store(twilio).fetch(twilio.url + PATH)
    assert (audio.body, audio.media_type) == (SOUND, "audio/mpeg")
    assert twilio.asked == [(f"{PATH}.mp3", KEY)]


def test_a_redirect_at_home_is_followed(twilio: Place) -> None:
    twilio.answers = [Answer(302, b"", {"Location": "/media/it.mp3?v=1"}), Answer()]
    assert store(twilio).fetch(twilio.url + PATH).body == SOUND
    assert [path for path, _ in twilio.asked] == [f"{PATH}.mp3", "/media/it.mp3?v=1"]


@pytest.mark.parametrize("location", ["{elsewhere}/it.mp3", "//127.0.0.1:1/it.mp3", "file:///etc/passwd"])
def test_a_redirect_away_is_not(twilio: Place, elsewhere: Place, location: str) -> None:
    twilio.answers = [Answer(302, b"", {"Location": location.format(elsewhere=elsewhere.url)})]
    assert refused(store(twilio), twilio.url + PATH).permanent
    assert elsewhere.asked == []


def test_a_circle_ends(twilio: Place) -> None:
    twilio.answers = [Answer(307, b"", {"Location": PATH})]
    assert not refused(store(twilio), twilio.url + PATH).permanent
    assert len(twilio.asked) < 10


@pytest.mark.parametrize(
    "url",
    [
        "{elsewhere}" + PATH,
        "http://127.0.0.1@evil.example" + PATH,
        "{twilio}@evil.example" + PATH,
        "{twilio}.evil.example" + PATH,
        "{twilio}",
        "file:///etc/passwd",
        "",
        "https://api.twilio.com" + PATH,  # while another is put in its place
    ],
)
def test_nobody_else_is_asked(twilio: Place, elsewhere: Place, url: str) -> None:
    error = refused(store(twilio), url.format(elsewhere=elsewhere.url, twilio=twilio.url))
    assert error.permanent
    assert elsewhere.asked == twilio.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://api.twilio.com/x",
        "https://twilio.com.evil.example/x",
        "https://evil.example/api.twilio.com/x",
        "https://eviltwilio.com/x",
        "https://api.twilio.com:8443/x",
        "https://api.twilio.com@evil.example/x",
        "https://me:you@api.twilio.com/x",
        "https://api.twilio.com\\@evil.example/x",
        "https://api.twilio.com#@evil.example/x",
        "https://api.twilio.com/x y",
        "https://api.twilio.com/x\r\nHost: evil.example",
        "https://[::1]/x",
        "https://169.254.169.254/latest/meta-data",
        "ftp://api.twilio.com/x",
        "//api.twilio.com/x",
        "api.twilio.com/x",
    ],
)
def test_with_the_real_twilio_only_its_hosts_are_asked(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(url: str, **options: object) -> None:
        raise AssertionError(f"{url} was asked")

    monkeypatch.setattr(requests, "get", asked)
    real = TwilioSounds(Settings(twilio_account_sid=SID, twilio_auth_token=TOKEN))
    assert refused(real, url).permanent


@pytest.mark.parametrize("host", ["api.twilio.com", "api.dublin.ie1.twilio.com", "api.twilio.com:443"])
def test_its_hosts_in_every_region_are(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def away(url: str, **options: object) -> None:
        asked.append(url)
        raise requests.ConnectionError("no network in a test")

    monkeypatch.setattr(requests, "get", away)
    real = TwilioSounds(Settings(twilio_account_sid=SID, twilio_auth_token=TOKEN))
    assert not refused(real, f"https://{host}{PATH}").permanent
    assert asked == [f"https://{host}{PATH}.mp3"]


@pytest.mark.parametrize("body", [b"<!doctype html><p>Not now</p>", b'{"code": 20404}', b"", b"ID3"])
def test_what_is_no_sound_is_not_taken_and_tried_again(twilio: Place, body: bytes) -> None:
    twilio.answers = [Answer(200, body, {"Content-Type": "audio/mpeg"}), Answer()]
    assert not refused(store(twilio), twilio.url + PATH).permanent
    assert store(twilio).fetch(twilio.url + PATH).body == SOUND


@pytest.mark.parametrize("status", [404, 401, 403, 429, 500, 503])
def test_not_there_yet_is_not_for_ever(twilio: Place, status: int) -> None:
    twilio.answers = [Answer(status, b"no"), Answer()]
    assert not refused(store(twilio), twilio.url + PATH).permanent
    assert store(twilio).fetch(twilio.url + PATH).body == SOUND


def test_too_large_is_given_up(twilio: Place) -> None:
    assert refused(store(twilio, largest=1000), twilio.url + PATH).permanent


def test_too_slow_is_given_up_for_now(twilio: Place) -> None:
    assert not refused(store(twilio, longest=-1.0), twilio.url + PATH).permanent


def test_what_breaks_off_is_tried_again(twilio: Place) -> None:
    twilio.answers = [Answer(200, SOUND, {"Content-Length": str(len(SOUND) * 2)})]
    assert not refused(store(twilio), twilio.url + PATH).permanent


def test_a_provider_that_is_away_is_tried_again(twilio: Place) -> None:
    gone = replace(twilio, url="http://127.0.0.1:1")
    assert not refused(store(gone), gone.url + PATH).permanent
