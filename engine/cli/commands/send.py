"""`kindling send`."""

from __future__ import annotations

from datetime import datetime

import click

from engine import audience, outbox
from engine.cli import place, showing
from engine.cli.pricing import bill
from engine.community.choosing import chosen
from engine.errors import KindlingError
from engine.language.steps import By
from engine.models import Audit, opaque_id
from engine.models.db import transaction
from engine.models.instance import community_time
from engine.published import Published, live
from engine.times import TimesError, parse_duration
from engine.times.guesses import nearest
from engine.wording.bills import lasting
from engine.wording.say import plural

CHANNELS = {None: ("text", "email"), "text": ("text",), "email": ("email",), "both": ("text", "email")}


@click.command()
@click.argument("message")
@click.option("--for", "for_", multiple=True, required=True, metavar="CONDITIONS",
              help="Who gets it: everyone, or such as 'tagged: leader'; several must all hold.")  # fmt: skip
@click.option(
    "--by", type=click.Choice(["text", "email", "both"]), help="Instead of what each member prefers."
)
@click.option(
    "--expires", default="", metavar="DURATION", help="Do not send it later than that, such as '2 hours'."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "json_", is_flag=True, help="Say what it comes to as JSON.")
@click.pass_context
def command(ctx: click.Context, message: str, *, for_: tuple[str, ...], by: By | None, expires: str,
            yes: bool, json_: bool) -> None:  # fmt: skip
    """Send MESSAGE (a file in messages/) once to everybody who fits.

    How many that is, what it costs and how long it takes is said first. Hours, limits and consent hold as ever.
    """
    with place.opened() as here:
        published, now = live(), community_time()
        _must_be_there(message, by, published)
        until = _until(expires, now, published)
        conditions = chosen(for_, published)
        reach = audience.reachable(conditions, now=now, community=published.community, channels=CHANNELS[by])
        cost = bill([message] if by != "email" else [], reach.reachable, here.sender_rate)
        said = {"members": reach.total, "reached": reach.reachable, "never": dict(reach.reasons),
                "texts": cost.texts, "price_micros": cost.price.micros, "seconds": round(cost.seconds)}  # fmt: skip
        if not json_:
            click.echo(f"{plural(reach.reachable, 'member')}: {cost}. It takes {lasting(cost.seconds)}.")
            for why, count in reach.reasons.items():
                click.echo(f"  {count:,} never get it: {why}")
        if not showing.agreed(f"Send {message}?", yes):
            click.echo("Nothing was sent.", err=True)
            ctx.exit(1)
        cause = f"broadcast:{opaque_id()}"
        with transaction():
            outbox.broadcast(message, conditions, cause=cause, now=now, by=by, expires_at=until)
            Audit.create(at=now, who=place.who(), did="sent", about=cause, detail={"message": message})
        place.ring(here, "fanout")
    if json_:
        showing.as_json({**said, "broadcast": cause})
    else:
        click.echo(f"On its way ({cause}).")


def _must_be_there(message: str, by: str | None, published: Published) -> None:
    """It must be there, be one for all at any time, and have a form that can be texted. Raises KindlingError."""
    forms = published.messages.forms(message)
    if not forms:
        guess = nearest(message, sorted(published.messages.names()))
        hint = f' Did you mean "{guess}"?' if guess else " Is it published? See: kindling publish"
        raise KindlingError(f'There is no message "{message}".{hint}')
    if name := next((name for name in sorted(published.messages.needs(message)) if _of_a_moment(name)), None):
        raise KindlingError(
            f'"{message}" says {{{{ {name} }}}}, which has a value only where a workflow sends it.'
            " Write a message without it."
        )
    if by != "email" and "text" not in forms:
        raise KindlingError(
            f'"{message}" exists only as an email (.md): say --by email, or write {message}.txt.'
        )


def _of_a_moment(name: str) -> bool:
    """Whether a merge field has a value only in a call, after a question or in praise."""
    return name.startswith("call.") or name in ("answer", "praise")


def _until(words: str, now: datetime, published: Published) -> datetime | None:
    if not words:
        return None
    try:
        return parse_duration(words).after(now, published.community.timezone)
    except TimesError as error:
        raise KindlingError(f"--expires: {error.message}") from error
