"""What the line says to a caller, in each language it speaks; any other hears English."""

from __future__ import annotations

_VOICES = {"en": "en-US", "es": "es-US"}

_WORDS = {
    "en": {
        "hello": "Hello, this is {community}.",
        "next": "The next call is on {day} at {time}.",
        "ring_here": "To join, ring this same number then.",
        "ring_there": "To join, ring {number}.",
        "code": "The code is {code}.",
        "menu": "To hear the newest message, press 1. To hear another, enter its number. "
        "To leave a message for {host}, press 0. Then press the pound key.",
        "menu_empty": "To leave a message for {host}, press 0, then the pound key.",
        "unknown": "There is no message with that number.",
        "leave": "Please speak after the tone. Press pound when you are done.",
        "kept": "Thank you. {host} will hear it. Goodbye.",
        "nothing": "Nothing was recorded. Goodbye.",
        "goodbye": "Thank you for calling. Goodbye.",
        "somebody": "one of us",
    },
    "es": {
        "hello": "Hola, esta es la línea de {community}.",
        "next": "La próxima llamada es el {day} a las {time}.",
        "ring_here": "Para entrar, llame entonces a este mismo número.",
        "ring_there": "Para entrar, llame al {number}.",
        "code": "El código es {code}.",
        "menu": "Para oír el mensaje más nuevo, marque 1. Para oír otro, marque su número. "
        "Para dejar un mensaje a {host}, marque 0. Después marque numeral.",
        "menu_empty": "Para dejar un mensaje a {host}, marque 0 y después numeral.",
        "unknown": "No hay ningún mensaje con ese número.",
        "leave": "Hable después del tono. Marque numeral al terminar.",
        "kept": "Gracias. {host} lo escuchará. Hasta luego.",
        "nothing": "No se grabó nada. Hasta luego.",
        "goodbye": "Gracias por llamar. Hasta luego.",
        "somebody": "alguien del equipo",
    },
}


def spoken(key: str, language: str, **values: str) -> str:
    """One sentence in ``language``; a wrong ``key`` is a KeyError."""
    return _WORDS[_known(language)][key].format(**values)


def voice(language: str) -> str:
    """The language tag that Twilio's ``<Say>`` takes."""
    return _VOICES[_known(language)]


def digits(number: str) -> str:
    """A number as it should be read out: digit by digit."""
    return " ".join(character for character in number if character.isalnum())


def _known(language: str) -> str:
    short = language.split("-")[0].lower()
    return short if short in _WORDS else "en"
