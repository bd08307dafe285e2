"""What is said once praise is decided: to the member whose it is, to whoever praised them, and to the host."""

from __future__ import annotations

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "up": "Good news of yours is on our wall now, for all to enjoy! Text WALL to see it.",
        "out": "Good news of yours is shared with the others now. They are glad with you!",
        "thanks_up": "Thank you! It's on our wall now, for all to enjoy. Text WALL to see it.",
        "thanks": "Thank you! We'll pass it on.",
        "thanks_read": "Thank you! A host looks at it next and picks what we share.",
        "kept": "All right, it stays between us.",
        "given_up": "Your praise for {name} is on our wall now. How kind of you! Text WALL to see it.",
        "given_out": "Your praise for {name} is shared with the others now. How kind of you!",
        "host_no": "All right, it goes no further. Thank you!",
        "host_up": "Thank you! It's on the wall now.",
        "host_out": "Thank you! It's shared now.",
        "host_told": "We let {name} know.",
        "host_asks": "Thank you! Now we ask {name}, and with a yes it goes up.",
        "host_not_now": "Thank you! It isn't the moment for {name} though, so it stays with us.",
        "somebody": "the member",
    },
    "es": {
        "up": "¡Una buena noticia tuya ya se ve en nuestro muro! Escribe MURO para verla.",
        "out": "¡Ya contamos a todos una buena noticia tuya! Se alegran contigo.",
        "thanks_up": "¡Gracias! Ya se ve en nuestro muro. Escribe MURO para verlo.",
        "thanks": "¡Gracias! Lo vamos a contar.",
        "thanks_read": "¡Gracias! Ahora lo ve alguien del equipo y elige lo que contamos.",
        "kept": "De acuerdo, queda entre nosotros.",
        "given_up": "¡Tu elogio para {name} ya se ve en nuestro muro! Qué bonito detalle. Escribe MURO para verlo.",
        "given_out": "¡Ya contamos a todos tu elogio para {name}! Qué bonito detalle.",
        "host_no": "De acuerdo, se queda entre nosotros. ¡Gracias!",
        "host_up": "¡Gracias! Ya se ve en el muro.",
        "host_out": "¡Gracias! Ya se puede contar.",
        "host_told": "Le avisamos a {name}.",
        "host_asks": "¡Gracias! Ahora le preguntamos a {name}, y si quiere, se publica.",
        "host_not_now": "¡Gracias! Pero no es el momento para {name}, y se queda entre nosotros.",
        "somebody": "esa persona",
    },
}


def says(key: str, language: str, **values: str) -> str:
    """One of the sentences in ``language`` ("es", "es-mx"), else in English; a wrong ``key`` is a KeyError."""
    words = _WORDS.get(language.split("-")[0].lower(), _WORDS["en"])
    return words[key].format(**values)
