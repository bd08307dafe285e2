"""What is said in the search for somebody to lead, in each language: short, kind, and one text where it can be."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH = {
    "remind": "Hi {name}! {title} is at {time}. Text ON if you lead it, or SICK if you can't: then we ask around.",
    "confirm": "Thanks for telling us, {name}. Text back {word} and we ask the stand-ins to lead {title} at {time}."
    " If you can make it after all, do nothing.",
    "asking": "Thank you, {name}. We're asking the stand-ins now and tell you who leads. Take good care!",
    "asking later": "Thank you, {name}. We ask the stand-ins in the morning and tell you who leads. Take good care!",
    "led already": "Thank you, {name}. {leader} leads {title}, so all is well. Take good care!",
    "on": "Wonderful, {name}. {title} is yours at {time}. Have a good call!",
    "ask": "Hi {name}! Can you lead {title} at {time}? Our host can't. Text YES or NO, please. You get everything you"
    " need.",
    "ask now": "Hi {name}! {title} is on right now and nobody leads it. Can you ring in and lead? Text YES or NO,"
    " please.",
    "ring": "Can you lead {title} at {time}? Our host can't. Press 1 if you can. Press 2 if you can't.",
    "ring now": "{title} is on right now and nobody leads it. Can you? Press 1 if you can. Press 2 if you can't.",
    "yours": "Thank you, {name}! You lead {title} at {time}. Ring {line} from this phone and you are the host. From"
    " another one press * and your PIN for this call: {pin}.",
    "no": "No problem, {name}. Thank you for telling us.",
    "late": "Thank you, {name}! {title} has somebody to lead it already. You're always welcome on the call.",
    "over": "Thank you, {name}! {title} needs nobody any more. Next time, gladly.",
    "taken": "All is well, {name}: {leader} leads {title}. Thank you for being there!",
    "leads": "All is well, {name}: {leader} leads {title} at {time}.",
    "warn": "{title} at {time} has nobody to lead it yet. We are still asking. If you can, ring {line}.",
    "nobody": "Nobody can lead {title} at {time}. If you can, ring {line}.",
    "nobody, recording": "Nobody can lead {title} at {time}. If you can, ring {line}. Else everybody hears the latest"
    " recording.",
    "our line": "our number",
    "somebody": "somebody",
}
SPANISH = {  # texts keep to letters of the GSM alphabet
    "remind": "¡Hola {name}! {title} es a las {time}. Escribe ON si la diriges, o ENFERMO si no puedes: entonces"
    " preguntamos a otros.",
    "confirm": "Gracias por avisar, {name}. Responde {word} y pedimos a los suplentes que dirijan {title} a las"
    " {time}. Si al final puedes, no hagas nada.",
    "asking": "Gracias, {name}. Ya preguntamos a los suplentes y te decimos quién dirige. ¡Que te mejores!",
    "asking later": "Gracias, {name}. Por la mañana preguntamos a los suplentes y te decimos quién dirige. ¡Que te"
    " mejores!",
    "led already": "Gracias, {name}. {leader} dirige {title}: todo bien. ¡Que te mejores!",
    "on": "¡Qué bien, {name}! {title} es tuya a las {time}. ¡Que salga muy bien!",
    "ask": "¡Hola {name}! ¿Puedes dirigir {title} a las {time}? Quien la dirige no puede. Responde SI o NO, por"
    " favor. Te damos todo lo necesario.",
    "ask now": "¡Hola {name}! {title} ya va en marcha y nadie la dirige. ¿Puedes llamar y dirigirla? Responde SI o NO,"
    " por favor.",
    "ring": "¿Puedes dirigir {title} a las {time}? Quien la dirige no puede. Pulsa 1 si puedes. Pulsa 2 si no puedes.",
    "ring now": "{title} ya va en marcha y nadie la dirige. ¿Puedes dirigirla? Pulsa 1 si puedes. Pulsa 2 si no"
    " puedes.",
    "yours": "¡Gracias, {name}! Diriges {title} a las {time}. Llama al {line} desde este teléfono y la llamada es"
    " tuya. Desde otro, pulsa * y tu PIN para esta llamada: {pin}.",
    "no": "No pasa nada, {name}. Gracias por avisar.",
    "late": "¡Gracias, {name}! {title} ya tiene quien la dirija. Nos alegra verte en la llamada.",
    "over": "¡Gracias, {name}! {title} ya no necesita a nadie. Otra vez, con gusto.",
    "taken": "Todo bien, {name}: {leader} dirige {title}. ¡Gracias por estar!",
    "leads": "Todo bien, {name}: {leader} dirige {title} a las {time}.",
    "warn": "{title} a las {time} sigue sin quien la dirija. Seguimos preguntando. Si puedes, llama al {line}.",
    "nobody": "Nadie puede dirigir {title} a las {time}. Si puedes, llama al {line}.",
    "nobody, recording": "Nadie puede dirigir {title} a las {time}. Si puedes, llama al {line}. Si no, todos oyen el"
    " mensaje grabado.",
    "our line": "mismo de siempre",
    "somebody": "otra persona",
}
WORDS: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "es": SPANISH}

# To be texted back: easy to spell, and nothing that means something here.
_WORDS = """
    MAPLE RIVER SUNNY APPLE OCEAN PANDA TULIP HONEY LEMON MANGO ROBIN CEDAR DAISY PEACH CORAL MEADOW GARDEN CANDLE
    BUTTON COTTON PEPPER GINGER VIOLET WILLOW SILVER ORCHID PARROT RABBIT TURTLE BRIDGE CASTLE PLANET ROCKET SADDLE
    TICKET VELVET WALNUT ANCHOR BASKET COOKIE DONKEY FALCON GUITAR HARBOR ISLAND JACKET KETTLE LADDER MARBLE NAPKIN
    ORANGE PENCIL QUARTZ RIBBON SHADOW TEAPOT UMBRELLA VIOLIN WINDOW YELLOW ZEBRA CHERRY DOLPHIN PUMPKIN
"""
FRIENDLY = tuple(_WORDS.split())


def say(key: str, language: str, **values: str) -> str:
    """The words of ``key`` in the reader's language, else in English."""
    tongue = WORDS.get(language.split("-")[0].lower(), ENGLISH)
    return tongue[key].format(**values)
