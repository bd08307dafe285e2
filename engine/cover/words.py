"""What is said in the search for somebody to lead, in each language: short, kind, and one text where it can be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from engine.times import local, say_day, say_time

ENGLISH = {
    "remind": 'Hi {name}! "{title}" is {time}. Text ON if you are leading it. Can\'t make it? Text SICK '
    "and we'll ask around.",
    "confirm": "Thanks for telling us, {name}. Text back {word} and we'll ask the stand-ins to lead "
    '"{title}" {time}. If you can make it after all, just wait.',
    "asking": "Thank you, {name}. We're asking the stand-ins now and will tell you who leads. Take good "
    "care!",
    "asking later": "Thank you, {name}. We'll ask the stand-ins in the morning and tell you who leads. "
    "Take good care!",
    "led already": 'Thank you, {name}. {leader} is leading "{title}", so all is well. Take good care!',
    "on": 'Wonderful, {name}. "{title}" is yours, {time}. Have a good call!',
    "ask": "Hi {name}! Can you lead \"{title}\" {time}? Our host can't. Please text YES or NO. We'll send "
    "you all you need.",
    "ask now": 'Hi {name}! "{title}" is on right now and nobody is leading it. Can you call in and lead? '
    "Please text YES or NO.",
    "ring": '"{title}" is {time}, and our host can\'t make it. Can you lead it? If you can, press 1. If '
    "you can't, press 2.",
    "ring now": '"{title}" is on right now, and nobody is leading it. Can you? If you can, press 1. If '
    "you can't, press 2.",
    "yours": 'Thank you, {name}! You lead "{title}" {time}. Call {line} from this phone. From another, '
    "press the star key, then your PIN for this call: {pin}.",
    "no": "No problem, {name}. Thank you for telling us.",
    "late": 'Thank you, {name}! Somebody is leading "{title}" already. You\'re always welcome on the call.',
    "over": 'Thank you, {name}! "{title}" doesn\'t need anybody any more. Next time, gladly!',
    "taken": 'All is well, {name}: {leader} is leading "{title}". Thank you for being there!',
    "leads": 'All is well, {name}: {leader} leads "{title}" {time}.',
    "warn": 'Nobody has said yes to leading "{title}" {time} yet. We are still asking. If you can, call '
    "{line}.",
    "nobody": 'We found nobody to lead "{title}" {time}. If you can, call {line}.',
    "nobody, recording": 'We found nobody to lead "{title}" {time}. If you can, call {line}. If not, '
    "callers hear our newest message.",
    "our line": "our number",
    "somebody": "somebody",
}
SPANISH = {  # texts keep to letters of the GSM alphabet
    "remind": '¡Hola {name}! "{title}" es {time}. Responde SI si vas a dirigir. ¿No puedes? Responde NO '
    "PUEDO y preguntamos a otras personas.",
    "confirm": 'Gracias por avisar, {name}. Responde {word} y buscamos quien dirija "{title}" {time}. Si '
    "al final puedes, no hagas nada.",
    "asking": "Gracias, {name}. Ya estamos buscando quien dirija y te avisamos. ¡Que te mejores!",
    "asking later": "Gracias, {name}. Por la mañana buscamos quien dirija y te avisamos. ¡Que te mejores!",
    "led already": 'Gracias, {name}. {leader} dirige "{title}": todo bien. ¡Que te mejores!',
    "on": '¡Qué bien, {name}! Diriges "{title}" {time}. ¡Que salga muy bien!',
    "ask": '¡Hola {name}! ¿Puedes dirigir "{title}" {time}? Quien dirige no puede. Responde SI o NO, por '
    "favor. Te damos todo lo necesario.",
    "ask now": '¡Hola {name}! "{title}" ya va en marcha y nadie dirige. ¿Puedes llamar y dirigir? '
    "Responde SI o NO, por favor.",
    "ring": '"{title}" es {time}, y quien dirige no puede. ¿Puedes dirigir la llamada? Si puedes, marca '
    "1. Si no puedes, marca 2.",
    "ring now": '"{title}" ya empezó, y nadie dirige. ¿Puedes dirigir la llamada? Si puedes, marca 1. Si '
    "no puedes, marca 2.",
    "yours": '¡Gracias, {name}! Diriges "{title}" {time}. Llama al {line} desde este teléfono. Desde '
    "otro, marca asterisco y tu PIN para esta llamada: {pin}.",
    "no": "No pasa nada, {name}. Gracias por avisar.",
    "late": '¡Gracias, {name}! Ya hay quien dirija "{title}". Siempre es un gusto tenerte en la llamada.',
    "over": '¡Gracias, {name}! Para "{title}" ya no hace falta nadie. ¡Qué bueno contar contigo!',
    "taken": 'Todo bien, {name}: {leader} dirige "{title}". ¡Gracias por estar!',
    "leads": 'Todo bien, {name}: {leader} dirige "{title}" {time}.',
    "warn": '"{title}" sigue sin quien dirija {time}. Seguimos preguntando. Si puedes, llama al {line}.',
    "nobody": 'Nadie puede dirigir "{title}" {time}. Si puedes, llama al {line}.',
    "nobody, recording": 'Nadie puede dirigir "{title}" {time}. Si puedes, llama al {line}. Si no, '
    "ponemos un mensaje grabado.",
    "our line": "teléfono de siempre",
    "somebody": "otra persona",
}
WORDS: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "es": SPANISH}


def say(key: str, language: str, **values: str) -> str:
    """The words of ``key`` in the reader's language, else in English."""
    tongue = WORDS.get(language.split("-")[0].lower(), ENGLISH)
    return tongue[key].format(**values)


def when(starts_at: datetime, now: datetime, tz: str, language: str) -> str:
    """The call's time after its title: "at 7pm", "tomorrow at 7pm", "on Tuesday at 7pm", by this clock."""
    spanish = language.split("-")[0].lower() == "es"
    wall, time = local(starts_at, tz), say_time(starts_at, tz)
    if spanish:
        time = {"noon": "12pm", "midnight": "12am"}.get(time, time)
    at = f"a {'la' if wall.hour in (1, 13) else 'las'} {time}" if spanish else f"at {time}"
    ahead = (wall.date() - local(now, tz).date()).days
    if ahead <= 0:
        return at
    if ahead == 1:
        return f"{'mañana' if spanish else 'tomorrow'} {at}"
    day = say_day(starts_at, tz, "es" if spanish else "en")
    return f"{'el' if spanish else 'on'} {day} {at}"
