"""Words for what is urgent at the desk: telling everybody by voice, a crisis, calling off a call, and the score."""

from __future__ import annotations

_EN = {
    "urgent_tell": "To tell everyone or a group something, press 1.",
    "urgent_crisis": "For a crisis, press 2.",
    "urgent_off": "To call off the next call, press 3.",
    "urgent_score": "To hear how we are doing, press 4.",
    "urgent_back": "To go back, press 0.",
    "urgent_speak": "Please speak after the tone, and press the pound key when you are done. Nobody hears it before you "
    "say so.",
    "urgent_tell_sure": "It goes to {people}, about {price}. To send it, press 1. To record it again, press 2. To hear "
    "it, press 3. To leave it, press 4.",
    "urgent_crisis_sure": "It goes to {people} at once, by every way we have, about {price}. To send it, press 1. To "
    "record it again, press 2. To hear it, press 3. To leave it, press 4.",
    "urgent_nobody": "There is nobody there whom we can reach.",
    "urgent_going": "Thank you. It is on its way to {people}. To stop what has not left yet, text UNDO.",
    "urgent_second": "Thank you. So many people need a second yes. We have asked {names}.",
    "urgent_no_second": "So many people need a second yes, and nobody else here may give it. Nothing is sent.",
    "urgent_off_sure": "The next call is {title}, {time}. {people} will be told, about {price}. To call it off, press 1. "
    "To leave it, press 2.",
    "urgent_off_done": "It is called off, and {people} are told. To take that back, text UNDO.",
    "urgent_off_none": "There is no call coming up.",
    "urgent_left": "All right. Nothing is done.",
}

_ES = {
    "urgent_tell": "Para decir algo a todo el mundo o a un grupo, marca 1.",
    "urgent_crisis": "Para una crisis, marca 2.",
    "urgent_off": "Para cancelar la próxima llamada, marca 3.",
    "urgent_score": "Para saber cómo vamos, marca 4.",
    "urgent_back": "Para volver, marca 0.",
    "urgent_speak": "Habla después del tono, por favor, y al terminar marca la tecla de numeral. Nadie lo escucha antes "
    "de que tú lo digas.",
    "urgent_tell_sure": "Va a {people}, unos {price}. Para enviarlo, marca 1. Para grabarlo otra vez, marca 2. Para "
    "escucharlo, marca 3. Para dejarlo, marca 4.",
    "urgent_crisis_sure": "Va a {people} ahora mismo, por todos los medios, unos {price}. Para enviarlo, marca 1. Para "
    "grabarlo otra vez, marca 2. Para escucharlo, marca 3. Para dejarlo, marca 4.",
    "urgent_nobody": "Ahí no hay nadie a quien podamos llegar.",
    "urgent_going": "Gracias. Ya va a {people}. Para detener lo que falte, escribe UNDO por mensaje.",
    "urgent_second": "Gracias. Para tanta gente hace falta otro sí. Le preguntamos a {names}.",
    "urgent_no_second": "Para tanta gente hace falta otro sí, y nadie más puede darlo. No se envía nada.",
    "urgent_off_sure": "La próxima llamada es {title}, {time}. Avisamos a {people}, unos {price}. Para cancelarla, marca "
    "1. Para dejarla, marca 2.",
    "urgent_off_done": "Queda cancelada, y avisamos a {people}. Para deshacerlo, escribe UNDO por mensaje.",
    "urgent_off_none": "No hay ninguna llamada por venir.",
    "urgent_left": "De acuerdo. No se hace nada.",
}

WORDS: dict[str, dict[str, str]] = {"en": _EN, "es": _ES}
