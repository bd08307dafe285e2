"""The wall: by a link of one's own, first names only, indexed by nobody, and changed by nobody who looks."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from engine import consent
from engine.channels import Carriers, Kit
from engine.clock.ticking import make_due
from engine.links import Links
from engine.models import TABLES, Address, Ballot, Cheer, Member, Occurrence, Praise
from engine.publishing import publish


@pytest.fixture
def links(web: Any) -> Links:
    return Links(web.settings.secret_key, "")


@pytest.fixture
def put_up(cast: SimpleNamespace, now: datetime) -> Callable[..., Praise]:
    def make(words: str, member: Member | None = None, ago: int = 1, **more: Any) -> Praise:
        whose = member or cast.amy
        values = {"state": "approved", "shared_at": now - timedelta(hours=ago), "created_at": now, **more}
        return Praise.create(member=whose, words=words, cause=words, **values)

    return make


def say_wall(who: str, now: datetime) -> None:
    publish({"workflows/community.yaml": f"name: The Team\nwall: {who}\n".encode()}, now, "the test")


def test_members_see_it_newest_first_with_first_names_and_cheers(
    web: Any, links: Links, put_up: Callable[..., Praise], cast: SimpleNamespace, now: datetime
) -> None:
    old = put_up("Amy Lee made a <b>first</b> sale!", ago=30)
    put_up("Bob led a call.", cast.bob)
    put_up("Not yet", state="offered")
    put_up("Taken down", state="withdrawn")
    Cheer.create(praise=old, member=cast.bob, at=now)
    answer = web.client.get(links.wall(cast.carla.public_id))
    page = answer.text
    assert answer.status_code == 200
    assert page.index("Bob led") < page.index("Amy made")
    assert "Lee" not in page
    assert "&lt;b&gt;first" in page
    assert "1 aplauso" in page
    assert "Nuestro muro" in page, "in the reader's language"
    assert not any(words in page for words in ("Not yet", "Taken down"))
    assert answer.headers["X-Robots-Tag"].startswith("noindex")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert 'name="robots" content="noindex' in page
    assert "<script" not in page


def test_praise_is_read_in_the_readers_language(
    web: Any, links: Links, put_up: Callable[..., Praise], cast: SimpleNamespace
) -> None:
    put_up("Bob praises Amy for her help", said="for her help", by=cast.bob)
    page = web.client.get(links.wall(cast.carla.public_id)).text
    assert 'Bob elogia a Amy: "for her help"' in html.unescape(page)
    assert "Bob praises Amy for her help" in web.client.get(links.wall(cast.bob.public_id)).text


def test_whoever_stopped_neither_sees_it_nor_stands_on_it(
    web: Any, links: Links, put_up: Callable[..., Praise], cast: SimpleNamespace, now: datetime
) -> None:
    put_up("Amy made a sale!")
    link = links.wall(cast.amy.public_id)
    assert web.client.get(link).status_code == 200
    for address in Address.select().where(Address.member == cast.amy.id):
        consent.stop(cast.amy, address, "text", {}, now)
    assert web.client.get(link).status_code == 404
    assert "Amy" not in web.client.get(links.wall(cast.bob.public_id)).text


@pytest.mark.parametrize("token", ["x", "a" * 36, "../members", ""])
def test_no_token_can_be_guessed(web: Any, token: str) -> None:
    assert web.client.get(f"/wall/{token}").status_code == 404


def test_a_token_for_something_else_is_none_for_the_wall(
    web: Any, links: Links, cast: SimpleNamespace
) -> None:
    assert web.client.get(links.unsubscribe(cast.amy.public_id).replace("/u/", "/wall/")).status_code == 404


def test_only_a_public_wall_is_for_everybody(
    web: Any, links: Links, put_up: Callable[..., Praise], cast: SimpleNamespace, now: datetime
) -> None:
    put_up("Amy Lee made a sale!")
    assert web.client.get("/wall").status_code == 404
    say_wall("public", now)
    page = web.client.get("/wall").text
    assert "Amy made a sale!" in page
    assert "keep it to yourself" not in page
    say_wall("none", now)
    assert web.client.get("/wall").status_code == 404
    assert web.client.get(links.wall(cast.amy.public_id)).status_code == 404


def test_long_walls_are_paged(
    web: Any, links: Links, put_up: Callable[..., Praise], cast: SimpleNamespace
) -> None:
    for number in range(45):
        put_up(f"News {number}.", ago=number + 1)
    link = links.wall(cast.bob.public_id)
    first, second = web.client.get(link).text, web.client.get(f"{link}?page=2").text
    assert "News 39." in first
    assert "News 40." not in first
    assert "?page=2" in first
    assert "News 44." in second
    assert "?page=" not in second
    assert "News 0." in web.client.get(f"{link}?page=x").text


def test_a_scanner_that_follows_every_link_changes_nothing(
    web: Any, links: Links, put_up: Callable[..., Praise], cast: SimpleNamespace, now: datetime
) -> None:
    put_up("Amy made a sale!")
    say_wall("public", now)
    before = _everything()
    todo, seen = {links.wall(cast.amy.public_id), "/wall", "/", "/privacy", "/terms"}, set[str]()
    todo |= {links.unsubscribe(one.public_id) for one in Address.select()}
    while todo:
        path = todo.pop()
        seen.add(path)
        for method in ("GET", "HEAD", "OPTIONS"):
            found = web.client.open(path, method=method)
        todo |= {link for link in _links(web.client.get(path).text, path) if link not in seen}
        assert found.status_code < 500
    assert len(seen) > 5
    assert _everything() == before


def _links(page: str, path: str) -> list[str]:
    found = [part.split('"')[0] for part in page.split('href="')[1:]]
    return [path.split("?")[0] + one if one.startswith("?") else one for one in found if one[:1] in "/?"]


def _everything() -> dict[str, list[Any]]:
    return {table.__name__: list(table.select().order_by(table.id).tuples()) for table in TABLES}


SELFIES = """title: Two hundred selfies
start:
  challenge:
    goal: 200 selfies
    from: 2026-11-01
    until: 2026-11-30
    words: [SELFIE]
    board: those who agreed
steps:
  - at: at the start
    send: begins
"""


def test_a_challenge_stands_above_it_with_a_bar(
    web: Any, links: Links, put_up: Callable[..., Praise], cast: SimpleNamespace, now: datetime
) -> None:
    files = {
        "workflows/community.yaml": "name: The Team\ntimezone: America/Chicago\nwall: public\n",
        "workflows/selfies.yaml": SELFIES,
        "workflows/leaders.yaml": SELFIES.replace("Two", "Nine").replace("[SELFIE]", "[NINE]")
        + "for: {tagged: x}\n",
        "messages/begins.txt": "It begins!",
    }
    found = publish({path: words.encode() for path, words in files.items()}, now, "the test")
    assert not [one for one in found.findings if one.level == "error"], found.findings
    make_due(now, Kit(web.settings, Carriers(), links))
    put_up("Amy made a sale!")
    page = web.client.get(links.wall(cast.bob.public_id)).text
    assert page.index("Two hundred selfies") < page.index("Amy made a sale!")
    assert 'value="0" max="200"' in page
    assert "0 of 200 selfies" in page
    assert "Nine hundred" not in page, "that one is not for them"
    everybodys = web.client.get("/wall").text
    assert "Two hundred selfies" in everybodys
    assert "Nine hundred" not in everybodys


CANDLES = """title: Which candle comes next
start:
  vote:
    choices: {spruce: {es: abeto}, orange peel: {es: piel de naranja}, lavender: {es: lavanda}}
    from: 2026-11-20 9am
    until: 2026-11-25 9am
    timezone: America/Chicago
for: CONDITION
steps:
  - at: at the start
    send: begins
"""


def open_votes(now: datetime, kit: Kit, **votes: str) -> Occurrence:
    files = {"workflows/community.yaml": "name: The Team\ntimezone: America/Chicago\nwall: public\n"}
    files |= {f"workflows/{name}.yaml": text for name, text in votes.items()}
    files["messages/begins.txt"] = "It begins!"
    found = publish({path: words.encode() for path, words in files.items()}, now, "the test")
    assert not [one for one in found.findings if one.level == "error"], found.findings
    make_due(now, kit)
    found_row: Occurrence = Occurrence.get(Occurrence.workflow == "candle")
    return found_row


def test_of_a_vote_the_wall_says_how_many_and_when_it_is_over_what_came_of_it(
    web: Any, links: Links, cast: SimpleNamespace, now: datetime
) -> None:
    kit = Kit(web.settings, Carriers(), links)
    everybodys = CANDLES.replace("CONDITION", "everyone")
    row = open_votes(
        now,
        kit,
        candle=everybodys,
        leaders=CANDLES.replace("CONDITION", "{tagged: x}").replace("Which candle", "Whose candle"),
    )
    amys, carlas = links.wall(cast.amy.public_id), links.wall(cast.carla.public_id)
    assert "Nobody has voted yet." in web.client.get(amys).text
    for member, choice in ((cast.amy, "spruce"), (cast.bob, "spruce"), (cast.carla, "lavender")):
        Ballot.create(
            occurrence=row,
            member=member,
            choice=choice,
            words="spruce, for my poor mother",
            channel="text",
            at=now,
        )
    page = web.client.get(amys).text
    assert "3 of us have voted so far." in page
    assert "Open until Wednesday, November 25, 9am." in page
    assert not any(words in page for words in ("has won", "pruce", "lavender", "poor mother", "Whose candle"))
    Occurrence.update(ends_at=now - timedelta(days=1)).where(Occurrence.id == row.id).execute()
    page = web.client.get(amys).text
    assert "Spruce has won, with 2 of 3 votes." in page
    assert "spruce 2, lavender 1, orange peel 0. Closed on Sunday, November 22, 3pm." in page
    assert "poor mother" not in page
    spanish = web.client.get(carlas).text
    assert "Abeto gana con 2 de 3 votos." in spanish
    assert "abeto 2, lavanda 1, piel de naranja 0. Cerró el domingo 22 de noviembre" in spanish
    assert "candle comes next" not in web.client.get("/wall").text, "for members alone"
    Occurrence.update(ends_at=now - timedelta(days=8)).where(Occurrence.id == row.id).execute()
    assert "candle comes next" not in web.client.get(amys).text


def test_who_was_voted_for_is_not_named_before_they_have_said_yes(
    web: Any, links: Links, cast: SimpleNamespace, now: datetime
) -> None:
    kit = Kit(web.settings, Carriers(), links)
    choices = "{spruce: {es: abeto}, orange peel: {es: piel de naranja}, lavender: {es: lavanda}}"
    row = open_votes(now, kit, candle=CANDLES.replace("CONDITION", "everyone").replace(choices, "members"))
    Ballot.create(
        occurrence=row, member=cast.amy, choice=cast.bob.name, nominee=cast.bob, channel="text", at=now
    )
    link = links.wall(cast.amy.public_id)
    assert "1 of us has voted so far." in web.client.get(link).text
    Occurrence.update(ends_at=now - timedelta(days=1)).where(Occurrence.id == row.id).execute()
    page = web.client.get(link).text
    assert "It is over, and 1 of us took part." in page
    assert "Bob" not in page
