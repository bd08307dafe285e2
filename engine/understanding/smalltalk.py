"""Small talk: kind words that ask for nothing, and so are left alone."""

from __future__ import annotations

import re

from engine.understanding.keywords import RESERVED
from engine.understanding.normal import asks, normal
from engine.understanding.synonyms import known

PHRASES = {
    "en": """
        thanks|thank you|thx|ty|tysm|thank u|thanks a lot|thanks so much|thank you so much|many thanks|thank you very
        much|thanks again|thank you again|thanks for the reminder|thank you for the reminder|thanks for letting me know
        |much appreciated|appreciate it|i appreciate it|appreciated|no thank you needed|cheers
        |ok|okay|k|kk|okey dokey|got it|gotcha|will do|sounds good|sounds great|noted|roger|understood|cool|great|nice
        |awesome|perfect|wonderful|amazing|lovely|love it|love this|love you all|love you|so good|wow|yay|woohoo|yes
        indeed|good to know|nice one|good one|well done|congrats|congratulations|way to go|welcome|you are welcome|youre
        welcome|no problem|no worries|np|same here|me too|same to you|you too|likewise|bless you|god bless|amen
        |lol|lmao|rofl|haha|hehe|ha|hi|hey|hello|hi there|hello there|hey there|hi everyone|hello everyone|hi all|good
        morning|good afternoon|good evening|good night|goodnight|morning|night|gm|gn|have a good day|have a great day
        |have a nice day|have a good night|have a great weekend|have a good weekend|happy friday|happy monday|happy
        tuesday|happy new year|merry christmas|happy holidays|happy thanksgiving|happy easter|bye|goodbye|see you|see ya
        |see you then|see you there|see you tuesday|see you soon|talk soon|ttyl|take care|everyone|all|team|so much
    """,
    "es": """
        gracias|muchas gracias|mil gracias|muchisimas gracias|gracias a ti|gracias por avisar|ok|okey|vale|listo|perfecto
        |genial|excelente|que bien|que bueno|bueno|de acuerdo|entendido|jaja|jeje|hola|hola a todos|buenos dias|buenas
        tardes|buenas noches|buenas|buen dia|feliz ano|feliz navidad|adios|hasta luego|hasta pronto|nos vemos|igualmente
        |bendiciones|dios te bendiga|amen|un abrazo|saludos|de nada|felicidades|a todos|me encanta
    """,
    "fr": """
        merci|merci beaucoup|mille mercis|ok|daccord|super|genial|parfait|bonjour|bonsoir|salut|bonne journee|bonne nuit
        |a bientot|au revoir|mdr|de rien|bravo
    """,
    "pt": """
        obrigado|obrigada|muito obrigado|muito obrigada|valeu|ok|beleza|otimo|perfeito|bom dia|boa tarde|boa noite|oi
        |ola|tchau|ate logo|kkk|de nada|parabens
    """,
}
TABLE = {
    tongue: frozenset(" ".join(phrase.split()) for phrase in " ".join(written.split()).split("|"))
    for tongue, written in PHRASES.items()
}
LAUGHTER = re.compile(r"(?:a*(?:ha){2,}h?|(?:he){2,}|a*(?:ja){2,}j?|(?:je){2,}|lo+l|k{3,}|x+d)")
DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
FACE = re.compile(r"\s*(?:[:;=8xX]['-]?[)D(pP3*oO/|]+|<3+|\^_*\^)(?:\s*(?:[:;=8]['-]?[)DpP3*]+|<3+))*\s*")
SAD_FACE = re.compile(r"[:;=8]['-]?[(/|]")
NAME_AT_END = re.compile(r"(?<=\s)[^\W\d_]+\W*$")
LONGEST_PHRASE = 5
MOST_WORDS = 14


def is_small_talk(text: str, language: str) -> bool:
    """Whether the whole message is thanks, a greeting, a nod or a laugh, perhaps with a name behind it."""
    if asks(text):
        return False
    plain = normal(text)
    if not plain:
        return FACE.fullmatch(text) is not None and SAD_FACE.search(text) is None
    if not any(letter.isalnum() for letter in plain):
        return not set(plain) & SERIOUS_EMOJI
    if FACE.fullmatch(text) and SAD_FACE.search(text) is None:
        return True
    phrases = TABLE["en"] | TABLE[known(language)]
    return _made_of(plain.split(), phrases) or _made_of(_without_name(text), phrases)


SERIOUS_EMOJI = frozenset("🛑🚫😢😭💔🙏⛔🆘👎🖕😡🤬📵✋")


def _without_name(text: str) -> list[str]:
    """The words before a capitalised last one ("Thanks Rosa!"), or none where that is no name."""
    found = NAME_AT_END.search(text)
    if found is None or not found[0][0].isupper() or found[0].isupper() or normal(found[0]) in RESERVED:
        return []
    return normal(text[: found.start()]).split()


def _made_of(said: list[str], phrases: frozenset[str]) -> bool:
    """Whether the words can be laid out, longest phrase first, in small talk alone."""
    if not 0 < len(said) <= MOST_WORDS:
        return False
    spot = 0
    while spot < len(said):
        longest = min(LONGEST_PHRASE, len(said) - spot)
        taken = next((n for n in range(longest, 0, -1) if _is_phrase(said[spot : spot + n], phrases)), 0)
        if taken == 0:
            return False
        spot += taken
    return True


def _is_phrase(said: list[str], phrases: frozenset[str]) -> bool:
    phrase = " ".join(said)
    if phrase in phrases or LAUGHTER.fullmatch(phrase):
        return True
    return DRAWN_OUT.sub(r"\1", phrase) in phrases or DRAWN_OUT.sub(r"\1\1", phrase) in phrases
