"""Fetching a picture: from Twilio and its store alone, our key with the first question and no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from engine.channels import PictureError
from engine.channels.twilio_pictures import LARGEST, TwilioPictures
from engine.settings import Settings
from tests.engine.entries.conftest import drawn
from tests.engine.sounds.test_fetching import KEY, SID, TOKEN, Answer, Place, _serve

MEDIA = f"/2010-04-01/Accounts/{SID}/Messages/MM{'1' * 32}/Media/ME{'2' * 32}"
HOME = f"https://api.twilio.com{MEDIA}"
STORE = "https://mms.twiliocdn.com/AC0/ME2?Expires=1&Signature=a-b~c_d&Key-Pair-Id=K"
S3 = "https://s3-external-1.amazonaws.com/media.twiliocdn.com/AC0/ME2?X-Amz-Signature=0a&X-Amz-Credential=A%2Fb"


@pytest.fixture
def twilio() -> Iterator[Place]:
    yield from _serve()


@pytest.fixture
def elsewhere() -> Iterator[Place]:
    yield from _serve()


def store(base: str = "https://api.twilio.com", **limits: Any) -> TwilioPictures:
    settings = Settings(
        twilio_account_sid=SID, twilio_auth_token=TOKEN, twilio_api_url=base, provider_timeout=1.0
    )
    return TwilioPictures(settings, **limits)


def refused(pictures: TwilioPictures, url: str) -> PictureError:
    with pytest.raises(PictureError) as caught:
        pictures.fetch(url)
    return caught.value


def test_it_is_fetched_over_its_redirect_and_the_key_goes_no_further(twilio: Place) -> None:
    twilio.answers = [Answer(307, b"", {"Location": "/media/it"}), Answer(200, drawn(1))]
    photo = store(twilio.url).fetch(twilio.url + MEDIA)
    assert (photo.body, photo.media_type) == (drawn(1), "image/jpeg")
    assert twilio.asked == [(MEDIA, KEY), ("/media/it", "")]


def test_its_store_is_followed_to_with_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for location in (STORE, S3):
        asked = _redirecting(monkeypatch, location)
        assert not refused(store(), HOME).permanent
        assert [(url, auth is None) for url, auth in asked] == [(HOME, False), (location, True)]


ADDRESSES = [
    "http://api.twilio.com/x", "https://twilio.com.evil.example/x", "https://evil.example/api.twilio.com/x",
    "https://eviltwilio.com/x", "https://api.twilio.com:8443/x", "https://api.twilio.com@evil.example/x",
    "https://me:you@api.twilio.com/x", "https://api.twilio.com\\@evil.example/x", "https://api.twilio.com#@evil.example/x",
    "https://api.twilio.com/x y", "https://api.twilio.com/x\r\nHost: evil.example", "https://api.twilio.com/x\x00",
    "https://[::1]/x", "https://[::ffff:169.254.169.254]/x", "https://169.254.169.254/latest/meta-data",
    "http://169.254.169.254/latest/meta-data", "https://127.0.0.1/x", "https://127.1/x", "https://0/x", "https://2130706433/x",
    "https://0x7f000001/x", "https://017700000001/x", "https://localhost/x", "https://localhost.localdomain/x",
    "https://10.0.0.1/x", "https://192.168.0.1/x", "https://metadata.google.internal/x", "ftp://api.twilio.com/x",
    "file:///etc/passwd", "gopher://api.twilio.com/x", "data:image/png;base64,AAAA", "dict://127.0.0.1:11211/stats",
    "//api.twilio.com/x", "api.twilio.com/x", "/x", "", " https://api.twilio.com/x", "https:/api.twilio.com/x",
    "https:///api.twilio.com/x", "https://api.twilio.com./x", "https://API.TWILIO.COM.evil.example/x", "HTTPS://api.twilio.com/x",
    "https://api.twilio.com%2eevil.example/x", "https://api.twilio.com%00.evil.example/x", "https://xn--twilio-.com/x",
    "https://api.twilıo.com/x", "https://api。twilio.com/x", "https://api.twilio.com/../x", "https://api.twilio.com/%2e%2e/x",
    "https://api.twilio.com/x?u=http://evil.example", "https://api.twilio.com/x;y", "https://api.twilio.com/x#y",
    "https://api.twilio.com?x", "https://.twilio.com/x", "https://-.evil.twilio.com.example/x", "javascript:alert(1)",
    STORE, S3, "https://mms.twiliocdn.com.evil.example/x", "https://s3-external-1.amazonaws.com/other-bucket/x",
]  # fmt: skip


@pytest.mark.parametrize("url", ADDRESSES, ids=range(len(ADDRESSES)))
def test_only_twilio_is_asked_first(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "get", _never)
    assert refused(store(), url).permanent


AWAY = [
    *(url for url in ADDRESSES if url not in (STORE, S3, "", "/x", "//api.twilio.com/x", "api.twilio.com/x")),
    "https://s3-external-1.amazonaws.com/media.twiliocdn.com/../other-bucket/x",
    "https://s3-external-1.amazonaws.com/media.twiliocdn.com/%2E%2e/other-bucket/x",
    "https://s3-external-1.amazonaws.com/media.twiliocdn.com.evil/x", "https://evil.twiliocdn.com/x",
    "http://mms.twiliocdn.com/x", "//169.254.169.254/x", "//evil.example/x",
]  # fmt: skip


@pytest.mark.parametrize("location", AWAY, ids=range(len(AWAY)))
def test_a_redirect_away_is_not_followed(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _redirecting(monkeypatch, location)
    with pytest.raises(PictureError):
        store().fetch(HOME)
    assert all(url.startswith("https://api.twilio.com") for url, _ in asked)


def test_with_a_stand_in_nobody_else_is_asked(twilio: Place, elsewhere: Place) -> None:
    twilio.answers = [Answer(302, b"", {"Location": f"{elsewhere.url}/x"})]
    assert refused(store(twilio.url), twilio.url + MEDIA).permanent
    assert refused(store(twilio.url), elsewhere.url + MEDIA).permanent
    assert refused(store(twilio.url), HOME).permanent
    assert elsewhere.asked == []


def test_size_time_and_kind_are_bounded(twilio: Place) -> None:
    twilio.answers = [Answer(200, b"x", {"Content-Length": str(LARGEST + 1)})]
    assert refused(store(twilio.url), twilio.url + MEDIA).permanent
    twilio.answers = [Answer(200, drawn(1))]
    assert refused(store(twilio.url, largest=1000), twilio.url + MEDIA).permanent
    assert not refused(store(twilio.url, longest=-1.0), twilio.url + MEDIA).permanent
    for body in (b"<html>not now</html>" * 9, b"", b"ID3" * 30):
        twilio.answers = [Answer(200, body, {"Content-Type": "image/jpeg"})]
        assert not refused(store(twilio.url), twilio.url + MEDIA).permanent
    for status in (401, 404, 429, 500):
        twilio.answers = [Answer(status, b"no")]
        assert not refused(store(twilio.url), twilio.url + MEDIA).permanent


def _never(url: str, **options: object) -> None:
    raise AssertionError(f"{url} was asked")


def _redirecting(monkeypatch: pytest.MonkeyPatch, location: str) -> list[tuple[str, Any]]:
    """Twilio sends us to ``location``, and nobody is there; what was asked, and with which key."""
    asked: list[tuple[str, Any]] = []

    def get(url: str, *, auth: Any, **options: object) -> requests.Response:
        asked.append((url, auth if isinstance(auth, tuple) else None))
        if len(asked) > 1:
            raise requests.ConnectionError("no network in a test")
        answer = requests.Response()
        answer.status_code, answer.raw = 307, _Nothing()
        answer.headers["Location"] = location
        return answer

    monkeypatch.setattr(requests, "get", get)
    return asked


class _Nothing:
    def close(self) -> None: ...

    def release_conn(self) -> None: ...
