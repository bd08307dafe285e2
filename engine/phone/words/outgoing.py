"""Words around a message that we ring somebody with, and those for a machine that answers."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "ring_hello": "Hello {name}, this is {community}.",
        "ring_mailbox": "Hello {name}, this is {community}, with a message for you.",
        "ring_keys": "Please press {keys}.",
        "ring_or": "or",
        "ring_again": "To hear this again, press the star key.",
        "ring_stop": "To stop these calls, press 9, or say stop.",
        "ring_unknown": "Sorry, that is not one of the keys.",
        "ring_thanks": "Thank you, {name}. Goodbye.",
        "ring_bye": "Take care, {name}. Goodbye.",
        "ring_stopped": "Of course. We won't call or text you any more. You can still call us whenever you "
        "like. All the best, {name}. Goodbye.",
        "ring_call_us": "It is for you alone. Please call us at {number}, from this phone if you can.",
        "ring_back": "To hear this again, call us any time at {number}.",
        "ring_back_for": "To hear this again, call us any time at {number}. Then press {keys}, and then "
        "{recording}.",
    },
    "es": {
        "ring_hello": "Hola {name}, somos {community}.",
        "ring_mailbox": "Hola {name}, somos {community} y tenemos un mensaje para ti.",
        "ring_keys": "Por favor, marca {keys}.",
        "ring_or": "o",
        "ring_again": "Para escucharlo otra vez, marca la tecla de asterisco.",
        "ring_stop": "Para que ya no te llamemos, marca 9 o di alto.",
        "ring_unknown": "Perdón, esa no es una de las teclas.",
        "ring_thanks": "Gracias, {name}. Hasta luego.",
        "ring_bye": "Cuídate, {name}. Hasta luego.",
        "ring_stopped": "Claro que sí. Ya no te vamos a llamar ni a escribir. Puedes llamarnos cuando "
        "quieras. Te deseamos lo mejor, {name}. Hasta luego.",
        "ring_call_us": "Es solo para ti. Llámanos al {number}, por favor, desde este teléfono si puedes.",
        "ring_back": "Para escucharlo otra vez, llámanos cuando quieras al {number}.",
        "ring_back_for": "Para escucharlo otra vez, llámanos cuando quieras al {number}. Luego marca "
        "{keys}, y después {recording}.",
    },
}
