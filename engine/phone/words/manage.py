"""Words for those who look after the line: their PIN, their own recordings, and taking one back."""

from __future__ import annotations

_EN = {
    # The PIN
    "pin_ask": "Please enter your six digit PIN.",
    "pin_short": "A PIN has six digits.",
    "pin_wrong": "That is not a PIN we know.",
    "pin_locked": "For everybody's safety, no PIN is taken now. Please try again in {minutes} minutes.",
    "pin_locked_one": "For everybody's safety, no PIN is taken now. Please try again in a minute.",
    "pin_nothing": "Thank you, {who}. There is nothing for you to look after right now.",
    # The menu
    "manage_hello": "Hello {who}.",
    "manage_menu": "To record a message, press 1. To hear the newest one, press 2. To take one back, press 3. "
    "For the main menu, press 0. To hang up, press 9.",
    "manage_newest": "Number {number}. {title}.",
    # A recording of their own
    "take_record": "Please speak after the tone, and press pound when you are done. You hear it before anybody else.",
    "take_nothing": "I heard nothing.",
    "take_moment": "One moment please.",
    "take_late": "I do not have it here yet, and cannot play it.",
    "take_choose": "To keep it, press 1. To record it again, press 2. To hear it, press 3.",
    "take_number": "It will be number {number}. If you want another number, enter it now and press pound. "
    "If not, just wait.",
    "take_number_taken": "Number {number} is taken.",
    "take_now": "To have everybody hear it from now on, press 1.",
    "take_tonight": "From seven o'clock tonight, press 2.",
    "take_tomorrow": "From nine o'clock tomorrow morning, press 3.",
    "take_whom": "If it is for everyone, press 1. If it is for a group, press 2.",
    "take_group": "For {group}, press {key}.",
    "take_everyone": "everyone",
    "take_out": "Thank you. It is number {number}, for {whom}, and it is out now.",
    "take_out_later": "Thank you. It is number {number}, for {whom}, and it comes out on {day} at {time}.",
    "take_left": "It stays with you, and nobody else hears it.",
    # Taking one back
    "back_which": "Which number do you want to take back? Enter it and press pound.",
    "back_sure": "Number {number}, {title}. To take it back, press 1. To leave it, press 2.",
    "back_done": "Number {number} is taken back. Nobody hears it any more.",
    "back_left": "It stays.",
    "back_unknown": "No recording made by phone has that number.",
    "back_file": "Number {number} is one of your files. It is gone once you take the file away.",
}

_ES = {
    # The PIN
    "pin_ask": "Marca tu PIN de seis cifras.",
    "pin_short": "Un PIN tiene seis cifras.",
    "pin_wrong": "No conocemos ese PIN.",
    "pin_locked": "Por la seguridad de todos, ahora no se acepta ningún PIN. Prueba otra vez en {minutes} minutos.",
    "pin_locked_one": "Por la seguridad de todos, ahora no se acepta ningún PIN. Prueba otra vez en un minuto.",
    "pin_nothing": "Gracias, {who}. Ahora no hay nada que tengas que atender.",
    # The menu
    "manage_hello": "Hola, {who}.",
    "manage_menu": "Para grabar un mensaje, pulsa 1. Para oír el más nuevo, pulsa 2. Para retirar uno, pulsa 3. "
    "Para el menú principal, pulsa 0. Para colgar, pulsa 9.",
    "manage_newest": "Número {number}. {title}.",
    # A recording of their own
    "take_record": "Habla después del tono, y pulsa numeral al terminar. Lo oyes antes que nadie.",
    "take_nothing": "No oí nada.",
    "take_moment": "Un momento, por favor.",
    "take_late": "Todavía no lo tengo aquí y no puedo ponerlo.",
    "take_choose": "Para guardarlo, pulsa 1. Para grabarlo otra vez, pulsa 2. Para oírlo, pulsa 3.",
    "take_number": "Será el número {number}. Si quieres otro número, márcalo ahora y pulsa numeral. "
    "Si no, espera sin más.",
    "take_number_taken": "El número {number} ya está ocupado.",
    "take_now": "Para que se oiga desde ahora, pulsa 1.",
    "take_tonight": "Desde las siete de esta noche, pulsa 2.",
    "take_tomorrow": "Desde las nueve de mañana por la mañana, pulsa 3.",
    "take_whom": "Si es para todos, pulsa 1. Si es para un grupo, pulsa 2.",
    "take_group": "Para {group}, pulsa {key}.",
    "take_everyone": "todos",
    "take_out": "Gracias. Es el número {number}, para {whom}, y ya se puede oír.",
    "take_out_later": "Gracias. Es el número {number}, para {whom}, y se oirá desde el {day} a las {time}.",
    "take_left": "Se queda contigo, y nadie más lo oye.",
    # Taking one back
    "back_which": "¿Qué número quieres retirar? Márcalo y pulsa numeral.",
    "back_sure": "Número {number}, {title}. Para retirarlo, pulsa 1. Para dejarlo, pulsa 2.",
    "back_done": "El número {number} está retirado. Ya nadie lo oye.",
    "back_left": "Se queda.",
    "back_unknown": "Ninguna grabación hecha por teléfono tiene ese número.",
    "back_file": "El número {number} es uno de tus archivos. Desaparece cuando quites el archivo.",
}

WORDS: dict[str, dict[str, str]] = {"en": _EN, "es": _ES}
