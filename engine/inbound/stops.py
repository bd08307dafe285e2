"""STOP, START and HELP: first of all, before anything else is read into a message.

Where Twilio acts on a word itself it has answered already; then the ledger follows and we say nothing. For the
rest exactly one line is ours. A mail ends everything only where its sender is proven; else it ends email, which
is what its link would do.
"""

from __future__ import annotations

from engine import consent, outbox, runner, wishes
from engine.consent.ledger import CARRIER
from engine.inbound.scene import Scene
from engine.models import Address, Member
from engine.models.people import EMAIL, PHONE, STRANGER
from engine.understanding import carrier_word, reads_as
from engine.wording.first import help_text, start_confirmation, stop_confirmation
from engine.wording.sentences import sentence

STOP, START, HELP = "stop", "start", "help"


def stop_start_help(scene: Scene) -> str | None:
    """Act on such a word and return it; None where the message is none of them."""
    by_carrier = _carriers_word(scene)
    said = by_carrier or reads_as(scene.text, scene.language)
    if said == STOP:
        return _stop(scene, by_carrier is not None)
    if said == START:
        return _start(scene)
    if said == HELP:
        return _help(scene, by_carrier is not None)
    return None


def _carriers_word(scene: Scene) -> str | None:
    """What Twilio acted on. Its START words mean something only to a phone it had blocked: else YES is a yes."""
    if scene.inbound.channel != "text":
        return None
    word = scene.inbound.opt_out_type.lower() or carrier_word(scene.text)
    if word == START and not scene.inbound.opt_out_type and not _blocked(scene):
        return None
    return word


def _blocked(scene: Scene) -> bool:
    if scene.address is None:
        return False
    standing = consent.state(scene.address)
    return standing.given is False and standing.how == CARRIER


def _stop(scene: Scene, by_carrier: bool) -> str:
    address, member = scene.address, scene.member
    if address is None or member is None:
        _keep_strangers_stop(scene, by_carrier)
        return STOP
    before = consent.state(address)
    if scene.inbound.channel == "email" and not scene.inbound.proven:
        _end_email(scene, address)
    else:
        _end_everything(scene, member, address)
    if by_carrier:
        consent.suppress(address, CARRIER, _evidence(scene), scene.now)
    elif before.given is not False and scene.inbound.channel != "phone":  # who rings off was told so by voice
        scene.say(member, STOP, stop_confirmation(scene.community.name, member.language))
    return STOP


def _keep_strangers_stop(scene: Scene, by_carrier: bool) -> None:
    """The ledger goes by the number alone, so a stop counts before anybody puts that number in."""
    channel = EMAIL if scene.inbound.channel == "email" else PHONE
    value = scene.inbound.from_value
    address = Address(channel=channel, value=value, ledger_key=consent.key(channel, value))
    consent.withdraw(address, CARRIER if by_carrier else scene.inbound.channel, _evidence(scene), scene.now)


def _end_everything(scene: Scene, member: Member, address: Address) -> None:
    for each in consent.stop(member, address, scene.inbound.channel, _evidence(scene), scene.now):
        runner.end_all(each, "they said stop", scene.now)
        outbox.cancel(member_id=each.id, why="They said stop.", now=scene.now)


def _end_email(scene: Scene, address: Address) -> None:
    owners = consent.unsubscribe(address, "email", _evidence(scene), scene.now)
    runner.end_unreachable([owner.id for owner in owners], scene.now)


def _start(scene: Scene) -> str | None:
    """Restore what their STOP took, or what they asked to be spared. For whoever did neither, START is an ordinary word."""
    address, member = scene.address, scene.member
    if address is None or member is None or member.how == STRANGER:
        return None
    before = consent.state(address)
    if before.given is not False:
        if scene.inbound.proven and wishes.all_again(member, scene.now):
            scene.say(member, START, sentence("all_again", member.language))
            return START
        return START if scene.inbound.opt_out_type else None
    if not scene.inbound.proven:
        return None
    consent.restore(member, address, scene.inbound.channel, _evidence(scene), scene.now)
    if before.how != CARRIER:
        scene.say(member, START, start_confirmation(scene.community.name, member.language))
    return START


def _help(scene: Scene, by_carrier: bool) -> str:
    if by_carrier or scene.member is None or scene.looping():
        return HELP
    contact = scene.kit.settings.email_from.rpartition("<")[2].rstrip(">")
    scene.say(scene.member, HELP, help_text(scene.community.name, contact, scene.language))
    return HELP


def _evidence(scene: Scene) -> dict[str, str]:
    """What they sent, when and to where (16 CFR 310.5(a)(8))."""
    inbound = scene.inbound
    return {
        "words": inbound.text[:500] or inbound.subject[:200],
        "at": inbound.received_at.isoformat(),
        "from": inbound.from_value,
        "to": inbound.to_value[:200],
        "inbound": inbound.public_id,
    }
