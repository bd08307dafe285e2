"""Words for those who look after the line: their PIN, their own recordings, and taking one back."""

from __future__ import annotations

_EN = {
    # The PIN
    "pin_ask": "Please enter your six-digit PIN.",
    "pin_short": "A PIN has six digits.",
    "pin_wrong": "Sorry, that is not a PIN we know.",
    "pin_locked": "For everyone's safety, we take no PIN right now. Please try again in {minutes} minutes.",
    "pin_locked_one": "For everyone's safety, we take no PIN right now. Please try again in a minute.",
    "pin_early": "Thank you, {who}. Please call again when your call is on, and you will lead it.",
    "pin_locked_long": "For everyone's safety, we take no PIN right now. Please try again in {hours} hours. If you "
    "lead a call, call us from your own phone.",
    "pins_tried_subject": "Somebody is trying PINs",
    "pins_tried": "{name}, somebody is trying PINs on our phone line. None fit, and we take no more for a while. "
    "To lead a call, ring from your own phone: that may need no PIN.",
    "pin_nothing": "Thank you, {who}. There is nothing for you to look after right now.",
    # The menu
    "manage_hello": "Hello {who}.",
    "manage_menu": "To record a message, press 1. To hear the newest one, press 2. To take one back, press "
    "3. For what is urgent, press 4. To go to the main menu, press 0. To hang up, press 9.",
    "manage_newest": "Number {number}. {title}.",
    # A recording of their own
    "take_record": "Please speak after the tone. When you are done, press the pound key. You will hear it "
    "before anyone else does.",
    "take_nothing": "Sorry, we did not hear anything.",
    "take_moment": "One moment, please.",
    "take_late": "It is not here yet, so we can't play it right now.",
    "take_choose": "To keep it, press 1. To record it again, press 2. To hear it, press 3.",
    "take_number": "It will be number {number}. If that is fine, just wait. For another number, enter it "
    "now, then press the pound key.",
    "take_number_taken": "Number {number} is taken already.",
    "take_now": "To let it be heard right away, press 1.",
    "take_tonight": "From seven tonight, press 2.",
    "take_tomorrow": "From nine tomorrow morning, press 3.",
    "take_whom": "To share it with everyone, press 1. To share it with a group, press 2.",
    "take_group": "For {group}, press {key}.",
    "take_everyone": "everyone",
    "take_out": "Thank you. It is number {number}, for {whom}, and it can be heard now.",
    "take_out_later": "Thank you. It is number {number}, for {whom}, and it comes out {day} {time}.",
    "take_left": "It stays with you, and nobody else hears it.",
    # Taking one back
    "back_which": "Which number would you like to take back? Enter it, then press the pound key.",
    "back_sure": "Number {number}, {title}. To take it back, press 1. To leave it where it is, press 2.",
    "back_done": "Number {number} is taken back. Nobody can hear it any more.",
    "back_left": "It stays where it is.",
    "back_unknown": "Sorry, no message recorded by phone has that number.",
    "back_file": "Number {number} is one of your files. It goes away when you remove the file.",
}

_ES = {
    # The PIN
    "pin_ask": "Marca tu PIN de seis números, por favor.",
    "pin_short": "Un PIN tiene seis números.",
    "pin_wrong": "Perdón, no conocemos ese PIN.",
    "pin_locked": "Por seguridad, ahora no aceptamos ningún PIN. Prueba otra vez en {minutes} minutos, por "
    "favor.",
    "pin_locked_one": "Por seguridad, ahora no aceptamos ningún PIN. Prueba otra vez en un minuto, por "
    "favor.",
    "pin_early": "Gracias, {who}. Llama otra vez cuando empiece tu llamada, y tú la diriges.",
    "pin_locked_long": "Por seguridad, ahora no aceptamos ningún PIN. Prueba otra vez en {hours} horas, por favor. "
    "Si diriges una llamada, llama desde tu propio teléfono.",
    "pins_tried_subject": "Alguien está probando PIN",
    "pins_tried": "{name}, alguien está probando PIN en nuestra línea. Ninguno sirvió y por un rato no aceptamos más. "
    "Para dirigir una llamada, llama desde tu propio teléfono: puede que no haga falta PIN.",
    "pin_nothing": "Gracias, {who}. Ahora no hay nada que tengas que atender.",
    # The menu
    "manage_hello": "Hola, {who}.",
    "manage_menu": "Para grabar un mensaje, marca 1. Para escuchar el más nuevo, marca 2. Para retirar "
    "uno, marca 3. Para lo urgente, marca 4. Para ir al menú principal, marca 0. Para colgar, marca 9.",
    "manage_newest": "Número {number}. {title}.",
    # A recording of their own
    "take_record": "Habla después del tono, por favor. Al terminar, marca la tecla de numeral. Lo vas a "
    "escuchar antes que nadie.",
    "take_nothing": "Perdón, no oímos nada.",
    "take_moment": "Un momento, por favor.",
    "take_late": "Todavía no llega, y por eso ahora no podemos ponerlo.",
    "take_choose": "Para guardarlo, marca 1. Para grabarlo otra vez, marca 2. Para escucharlo, marca 3.",
    "take_number": "Va a ser el número {number}. Si está bien, solo espera. Para darle otro número, "
    "márcalo ahora, y después la tecla de numeral.",
    "take_number_taken": "El número {number} ya está ocupado.",
    "take_now": "Para que se pueda escuchar desde ahora, marca 1.",
    "take_tonight": "Desde las siete de esta noche, marca 2.",
    "take_tomorrow": "Desde las nueve de mañana por la mañana, marca 3.",
    "take_whom": "Para compartirlo con todo el mundo, marca 1. Para compartirlo con un grupo, marca 2.",
    "take_group": "Para {group}, marca {key}.",
    "take_everyone": "todo el mundo",
    "take_out": "Gracias. Es el número {number}, para {whom}, y ya se puede escuchar.",
    "take_out_later": "Gracias. Es el número {number}, para {whom}, y se va a poder escuchar {day} {time}.",
    "take_left": "Se queda contigo, y nadie más lo escucha.",
    # Taking one back
    "back_which": "¿Qué número quieres retirar? Márcalo, y después la tecla de numeral.",
    "back_sure": "Número {number}, {title}. Para retirarlo, marca 1. Para dejarlo como está, marca 2.",
    "back_done": "Retiramos el número {number}. Ya nadie lo puede escuchar.",
    "back_left": "Se queda como está.",
    "back_unknown": "Perdón, ningún mensaje grabado por teléfono tiene ese número.",
    "back_file": "El número {number} es uno de tus archivos. Desaparece cuando quites el archivo.",
}

WORDS: dict[str, dict[str, str]] = {"en": _EN, "es": _ES}
