"""How far a challenge is, in words that fit into a text, and what is answered to an entry."""

from __future__ import annotations

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "how_far": "{count} of {goal} {what}, {left}",
        "days": "{days} days left",
        "day": "1 day left",
        "today": "today is the last day",
        "over": "and it is over",
        "in": "Got it, thank you!",
        "in_many": "Got all {count}, thank you!",
        "same": "We have that picture already, so it counts once.",
        "over_today": "You have had your turn for today, so this one waits for another day. Thank you!",
        "over_all": "You have put in all that one person can. Thank you!",
        "lost": "Your picture did not come through. Please send it once more.",
        "unreadable": "We could not open your picture. Please send it as a normal photo (JPEG), or a screenshot of it.",
        "send_photo": "Send your photo right here.",
        "send_amount": "Text {word} and a number, like {word} 3.",
        "board": "Want your first name on the leaders' board? Text BOARD.",
        "board_yes": "Your first name is on the leaders' board now. BOARD OFF takes it off.",
        "board_no": "Your name is off the leaders' board.",
        "private": "{host} looks at it before others see it. Text PRIVATE to keep yours off.",
        "private_yes": "Your pictures are shown to nobody now. They still count.",
        "ours": "We",
        "show_one": "A new picture for {title}, of {names}: {link} Show it to the others? YES or NO.",
        "show_many": "{count} new pictures for {title}, of {names}: {link} Show them? YES, NO, or like NOT 2.",
        "others": "{count} others",
        "and": "and",
    },
    "es": {
        "how_far": "{count} de {goal} {what}, {left}",
        "days": "hasta el {last}",
        "day": "hasta el {last}",
        "today": "hoy termina",
        "over": "y ya se ha acabado",
        "in": "¡Recibido, gracias!",
        "in_many": "¡Recibidas las {count}, gracias!",
        "same": "Esa foto ya la tenemos, cuenta una sola vez.",
        "over_today": "Lo de hoy ya cuenta, la siguiente vale desde medianoche. ¡Gracias!",
        "over_all": "Ya has enviado todo lo que cuenta por persona. ¡Gracias!",
        "lost": "Tu foto no ha llegado. ¿Puedes mandarla otra vez?",
        "unreadable": "No hemos podido abrir tu foto. ¿La mandas como foto normal (JPEG) o una captura de pantalla?",
        "send_photo": "Manda la foto como respuesta a este mensaje.",
        "send_amount": "Escribe {word} y la cantidad, por ejemplo {word} 3.",
        "board": "¿Quieres tu nombre en la tabla? Escribe TABLA.",
        "board_yes": "Tu nombre ya sale en la tabla. TABLA NO lo quita.",
        "board_no": "Tu nombre ya no sale en la tabla.",
        "private": "{host} la mira primero. Si escribes PRIVADO, no se muestra.",
        "private_yes": "Tus fotos ya no se muestran a nadie. Siguen contando.",
        "ours": "Una persona",
        "show_one": "Una foto nueva para {title}, de {names}: {link} ¿Se muestra a los otros? SI o NO.",
        "show_many": "{count} fotos nuevas para {title}, de {names}: {link} ¿Se muestran? SI, NO, o MENOS 2.",
        "others": "{count} personas",
        "and": "y",
    },
}
BAR, FULL, EMPTY = 20, "#", "-"


def says(key: str, language: str, **values: str | int) -> str:
    """One of the sentences in ``language`` ("es", "es-mx"), else in English; a wrong ``key`` is a KeyError."""
    words = _WORDS.get(language.split("-")[0].lower(), _WORDS["en"])
    return words[key].format(**values)


def how_far(count: int, goal: int, what: str, days_left: int, last: int, language: str) -> str:
    """Like "142 of 200 selfies, 9 days left"; ``days_left`` is 0 on the last day and negative when it is over.
    ``last`` is the day of the month on which it ends, for languages whose word for days is dear in a text."""
    if days_left < 0:
        left = says("over", language)
    elif days_left == 0:
        left = says("today", language)
    else:
        left = says("day" if days_left == 1 else "days", language, days=days_left, last=last)
    return says("how_far", language, count=count, goal=goal, what=what, left=left)


def bar(count: int, goal: int) -> str:
    """How far it is as a bar of letters that every phone has: [##########----------]."""
    full = min(BAR, count * BAR // goal)
    return f"[{FULL * full}{EMPTY * (BAR - full)}]"
