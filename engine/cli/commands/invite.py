"""`kindling invite`."""

from __future__ import annotations

import click

from engine.cli import place, showing
from engine.community import inviting
from engine.community.finding import the_member
from engine.errors import KindlingError
from engine.links import Links
from engine.models.db import transaction
from engine.models.instance import community_time
from engine.models.people import STRANGER
from engine.outbox.line import our_line
from engine.published import live


@click.command()
@click.argument("member")
@click.option("--json", "json_", is_flag=True, help="As JSON.")
def command(member: str, *, json_: bool) -> None:
    """MEMBER's own word: whoever texts it joins, and MEMBER has brought them.

    Says the words to pass on, the page with them, and a poster to print. Nobody is texted.
    """
    with place.opened() as here:
        found, published = the_member(member), live()
        if found.how == STRANGER or found.forgotten_at is not None:
            raise KindlingError(f"{member} is no member, so nobody can join through them.")
        with transaction():
            code = inviting.code_of(found, published, community_time())
        links, line = Links(here.secret_key, here.public_url), our_line(here)
        page, poster = links.join(code), links.poster(found.public_id)
        words = inviting.invitation(published.community.name, code, line, page, found.language)
        told = {"word": code, "number": line, "words": words, "page": page, "poster": poster,
                "brought": inviting.count(found)}  # fmt: skip
    if json_:
        showing.as_json(told)
        return
    click.echo(f"{words}\n")
    click.echo(showing.columns([("the page", page), ("a poster to print", poster)], indent=""))
    click.echo(f"brought so far: {told['brought']}")
