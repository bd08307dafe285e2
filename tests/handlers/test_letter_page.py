"""The page of a newsletter: for its reader, once it is out; for whoever signs it, before that."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine.links import Links
from engine.models import Draft, Occurrence, Revision
from engine.publishing import publish

FILES = {
    "workflows/community.yaml": b"name: The Tuesday Team\nhost: Rosa\ntimezone: America/Chicago\n",
    "workflows/our-letter.yaml": b"title: Our week\nstart:\n  letter:\n    every: friday noon\nsteps:\n"
    b"  - at: at the start\n    send: our-week\n",
    "messages/our-week.md": b"---\nsubject: Our week, {{ first_name }}\n---\nHi {{ first_name }},\n\n"
    b"{% if letter.words %}\n\n{{ letter.words }}\n\n{% endif %}\n\nRosa\n",
    "messages/our-week.txt": b"Our week: {{ letter.link }}\n",
}


@pytest.fixture
def letter(web: Any, cast: SimpleNamespace, now: datetime) -> Occurrence:
    publish(FILES, now, "the test")
    row = Occurrence.create(
        kind="letter",
        workflow="our-letter",
        revision=Revision.get(Revision.workflow == "our-letter"),
        key="2026-11-27",
        starts_at=now + timedelta(days=4),
        ends_at=now + timedelta(days=4),
    )
    Draft.create(occurrence=row, number=1, words="Proud of <you> all!", as_of=now)
    return row


def test_a_member_reads_it_once_it_is_signed_and_reading_changes_nothing(
    web: Any, cast: SimpleNamespace, letter: Occurrence, now: datetime
) -> None:
    links = Links(web.settings.secret_key, "")
    amys = links.letter(letter.public_id, cast.amy.public_id)
    assert web.client.get(amys).status_code == 404
    rosas = web.client.get(links.letter(letter.public_id, cast.rosa.public_id))
    assert rosas.status_code == 200
    assert "Hi Rosa" in rosas.text
    assert "Proud of &lt;you&gt; all!" in rosas.text
    assert Occurrence.get_by_id(letter.id).signed_at is None
    Draft.update(state="signed").execute()
    Occurrence.update(signed_at=now).where(Occurrence.id == letter.id).execute()
    page = web.client.get(amys)
    assert "Hi Amy" in page.text
    assert "style-src 'unsafe-inline'" in page.headers["Content-Security-Policy"], (
        "else it is shown without its look"
    )
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Referrer-Policy"] == "no-referrer"


def test_a_link_that_is_not_ours_opens_nothing(web: Any, cast: SimpleNamespace, letter: Occurrence) -> None:
    links = Links(web.settings.secret_key, "")
    theirs = Links("another secret", "").letter(letter.public_id, cast.rosa.public_id)
    listen = links.listen(letter.public_id, cast.rosa.public_id).replace("/listen/", "/letter/")
    for path in (theirs, listen, "/letter/x", "/letter/" + "A" * 70):
        assert web.client.get(path).status_code == 404


def test_whoever_has_left_reads_nothing_more(
    web: Any, cast: SimpleNamespace, letter: Occurrence, now: datetime
) -> None:
    Occurrence.update(signed_at=now).where(Occurrence.id == letter.id).execute()
    cast.amy.forgotten_at = now
    cast.amy.save()
    link = Links(web.settings.secret_key, "").letter(letter.public_id, cast.amy.public_id)
    assert web.client.get(link).status_code == 404
