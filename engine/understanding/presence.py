"""Whether a message says that they are, or were, on the call or at the meeting: HERE, and what people write instead of it."""

from __future__ import annotations

import re

from engine.understanding.normal import asks, normal

LONGEST = 80
BEFORE = r"(?:(?:yes|yeah|yep|hi|hey|hello|hola|si|but|oh|actually|sorry|pero|perdon) |no (?=i ))"
AFTER = (
    r"(?:thanks|thank you|gracias|too|though|actually|tonight|today|yesterday|last night|the whole time|also"
    r"|hoy|anoche|ayer|tambien|todo el tiempo)"
)
AT_A_MEETING = r"at (?:the|your|our) (?:meeting|breakfast|coffee|lunch|dinner|workshop|webinar)"
PLACE = (
    r"(?:here|there|on|in|on it|present|listening|on (?:the|your|our|last nights|tonights) (?:call|phone|line)"
    rf"|{AT_A_MEETING})"
)
LUGAR = (
    r"(?:ahi|alli|alla|aqui|presente|escuchando|en (?:la|su|esa|nuestra) (?:llamada|linea|reunion)"
    r"|en el (?:desayuno|cafe|almuerzo|taller))"
)
SAID = (
    rf"here|(?:im|i am) (?:here|{AT_A_MEETING})|(?:i )?was (?:here|there|present)|"
    r"i (?:\w+ly )?was(?: \w+ly)? " + PLACE + r"|i was"
    r"|i (?:did )?(?:called|call|dialed|dialled|dial|phoned|rang|listened)(?: in)?|i (?:joined|attended)(?: the call)?",
    r"aqui|(?:ya )?aqui (?:estoy|estuve|estaba)|(?:ya )?estoy (?:aqui|en el (?:desayuno|cafe|almuerzo|taller)|en la reunion)|presente|(?:yo )?(?:si )?(?:estuve|estaba)(?: "
    + LUGAR
    + r")?"
    r"|(?:yo )?(?:si )?(?:llame|me conecte|entre a la llamada|escuche(?: la llamada)?)",
)
WHOLE = re.compile(rf"{BEFORE}*(?:{'|'.join(SAID)})(?: {AFTER})*")


def says_here(text: str) -> bool:
    """The whole message says it, in English or Spanish, whatever language they mostly write."""
    return len(text) <= LONGEST and not asks(text) and WHOLE.fullmatch(normal(text)) is not None
