"""Words of the answer, the menu and what its keys lead to."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "hello": "Hello {name}, this is {community}.",
        "hello_stranger": "Hello, and welcome. This is {community}.",
        "goodbye": "Thank you for calling. Goodbye.",
    },
    "es": {
        "hello": "Hola {name}, somos {community}.",
        "hello_stranger": "Hola, y le damos la bienvenida. Somos {community}.",
        "goodbye": "Gracias por llamar. Hasta luego.",
    },
}
