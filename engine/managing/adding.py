"""ADD: words that the manager can pass on. Nobody is texted who has not texted us; that they are meant is kept."""

from __future__ import annotations

import re

from engine.community import inviting, members
from engine.managing.manager import Manager
from engine.models import Audit
from engine.outbox.line import our_line
from engine.published import live
from engine.understanding.details import capitalised
from engine.wording.phones import AddressError, read_phone

_NAME_AND_NUMBER = re.compile(r"(?P<name>[^\d+(]*?)[\s,:]*(?P<number>\+?[(\d][\d\s().\-/]{5,})")
LONGEST_NAME = 60


def add(manager: Manager, rest: str) -> bool:
    """ADD Jane 312 555 0142: the words to pass on to her, and that it was they who invited her."""
    found = _NAME_AND_NUMBER.fullmatch(rest.strip())
    phone = _number(found["number"], manager) if found else ""
    if found is None or not phone:
        if manager.sure:
            manager.say("add whom")
        return manager.sure
    name = capitalised(" ".join(found["name"].split())[:LONGEST_NAME])
    member = members.find(phone=phone)
    if member is not None:
        manager.say("member already", name=manager.called(member))
        return True
    inviting.note(manager.member, phone, name, manager.now)
    Audit.create(at=manager.now, who=manager.member.public_id, did="invited", detail={"name": name})
    first = name.split()[0] if name else manager.community.nameless
    manager.say("add", name=first)
    manager.answer(invitation(manager), "invitation")
    return True


def invitation(manager: Manager) -> str:
    """The words to be passed on as they are."""
    code = inviting.code_of(manager.member, live(), manager.now)
    line, link = our_line(manager.settings), manager.links.join(code)
    return inviting.invitation(manager.community.name, code, line, link, manager.language)


def _number(written: str, manager: Manager) -> str:
    countries = manager.community.countries
    try:
        return read_phone(written, countries[0] if countries else "US").e164
    except AddressError:
        return ""
