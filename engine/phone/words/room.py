"""Words of the room: on the way in, while waiting, inside, and of the leader's keys."""

from __future__ import annotations

_EN = {
    # On the way in
    "room_first": "You are the first one here.",
    "room_one": "One other person is here.",
    "room_many": "{count} other people are here.",
    "room_recorded": "This call is recorded.",
    "room_muted": "You can hear everybody. To say something, raise your hand with the star key.",
    "room_back": "You are back in the call.",
    "room_locked": "The call is closed to newcomers now. You can leave a message instead.",
    "room_over": "The call is over. Thank you for being there. Goodbye.",
    "room_not_open": "No call is on right now.",
    "room_leads": "You lead this call. For your keys, press star at any time.",
    "room_prove": "If you are here to lead the call, press star. Otherwise just stay on the line.",
    # Waiting
    "wait_starts": "The call begins in {minutes} minutes. Here is some music until then.",
    "wait_starts_one": "The call begins in a minute. Here is some music until then.",
    "wait_leader": "We are waiting for {leader}, and the call begins in a moment. Thank you for waiting.",
    "wait_alone": "Nobody else is here yet. The call begins as soon as somebody comes.",
    "nobody_leads": "Nobody can lead the call tonight, so here is our newest message for you.",
    "nobody_leads_goodbye": "Thank you for calling. We would love to hear you on the next call. Goodbye.",
    "nobody_leads_nothing": "Nobody can lead the call tonight. Thank you for calling. Goodbye.",
    # Inside
    "hand_up": "Your hand is up.",
    "hand_down": "Your hand is down.",
    "you_may_speak": "You may speak now.",
    "hand_raised": "A hand is up.",
    "recording_on": "This call is being recorded from now on.",
    "recording_off": "This call is not being recorded any more.",
    "closing_soon": "This call will close in {minutes} minutes.",
    "praise_list": "Let us hear what we are glad about this week. {words}",
    # The leader's keys
    "lead_keys": "To mute everybody, press 1. To unmute everybody, 2. To let the next hand speak, 3. "
    "For how many are here, 4. To close the call to newcomers or open it again, 5. "
    "To have this week's praise read out, 6. For recording on or off, 7. "
    "To end the call for everybody, 9. To go back, pound.",
    "lead_muted": "Everybody is muted.",
    "lead_unmuted": "Everybody may speak.",
    "lead_next": "{who} may speak now.",
    "lead_no_hand": "No hand is up.",
    "lead_somebody": "The next one",
    "lead_alone": "Nobody else is here yet.",
    "lead_one": "One other person is here.",
    "lead_many": "{count} other people are here.",
    "lead_hands_one": "One hand is up.",
    "lead_hands_many": "{count} hands are up.",
    "lead_locked": "Nobody new can come in now.",
    "lead_unlocked": "Everybody can come in again.",
    "lead_praise": "The praise is read out now.",
    "lead_no_praise": "There is no praise to read out this week.",
    "lead_recording_on": "The recording is on.",
    "lead_recording_off": "The recording is off.",
    "lead_recording_no": "This call is never recorded.",
    "lead_end_sure": "To end the call for everybody, press 9 again. Otherwise just wait.",
    "lead_ended": "The call is over for everybody. Thank you for leading it. Goodbye.",
}

_ES = {
    "room_first": "Es la primera persona en llegar.",
    "room_one": "Hay otra persona en la llamada.",
    "room_many": "Hay otras {count} personas en la llamada.",
    "room_recorded": "Esta llamada se graba.",
    "room_muted": "Usted oye a todos. Para decir algo, levante la mano con la tecla asterisco.",
    "room_back": "Está de nuevo en la llamada.",
    "room_locked": "La llamada ya no admite a nadie más. Si quiere, puede dejar un mensaje.",
    "room_over": "La llamada ha terminado. Gracias por acompañarnos. Hasta luego.",
    "room_not_open": "Ahora no hay ninguna llamada en curso.",
    "room_leads": "Usted dirige esta llamada. Para sus teclas, marque asterisco en cualquier momento.",
    "room_prove": "Si va a dirigir la llamada, marque asterisco. Si no, siga en la línea.",
    "wait_starts": "La llamada empieza en {minutes} minutos. Mientras tanto, un poco de música.",
    "wait_starts_one": "La llamada empieza en un minuto. Mientras tanto, un poco de música.",
    "wait_leader": "Esperamos a {leader}, y la llamada empieza en un momento. Gracias por esperar.",
    "wait_alone": "Todavía no hay nadie más. La llamada empieza en cuanto llegue alguien.",
    "nobody_leads": "Hoy nadie puede dirigir la llamada, así que le dejamos nuestro mensaje más nuevo.",
    "nobody_leads_goodbye": "Gracias por llamar. Nos encantará oírle en la próxima llamada. Hasta luego.",
    "nobody_leads_nothing": "Hoy nadie puede dirigir la llamada. Gracias por llamar. Hasta luego.",
    "hand_up": "Su mano está levantada.",
    "hand_down": "Su mano está bajada.",
    "you_may_speak": "Ya puede hablar.",
    "hand_raised": "Hay una mano levantada.",
    "recording_on": "Desde ahora se graba esta llamada.",
    "recording_off": "Esta llamada ya no se graba.",
    "closing_soon": "Esta llamada se cierra en {minutes} minutos.",
    "praise_list": "Oigamos de qué nos alegramos esta semana. {words}",
    "lead_keys": "Para silenciar a todos, marque 1. Para que todos hablen, 2. "
    "Para dar la palabra a la siguiente mano, 3. Para saber cuántos hay, 4. "
    "Para cerrar la llamada a nuevas personas o abrirla otra vez, 5. "
    "Para leer las felicitaciones de la semana, 6. Para grabar o dejar de grabar, 7. "
    "Para terminar la llamada para todos, 9. Para volver, numeral.",
    "lead_muted": "Todos están en silencio.",
    "lead_unmuted": "Todos pueden hablar.",
    "lead_next": "{who} ya puede hablar.",
    "lead_no_hand": "No hay ninguna mano levantada.",
    "lead_somebody": "La siguiente persona",
    "lead_alone": "Todavía no hay nadie más.",
    "lead_one": "Hay otra persona en la llamada.",
    "lead_many": "Hay otras {count} personas en la llamada.",
    "lead_hands_one": "Hay una mano levantada.",
    "lead_hands_many": "Hay {count} manos levantadas.",
    "lead_locked": "Ya no puede entrar nadie más.",
    "lead_unlocked": "Todos pueden entrar otra vez.",
    "lead_praise": "Ahora se leen las felicitaciones.",
    "lead_no_praise": "Esta semana no hay felicitaciones que leer.",
    "lead_recording_on": "La grabación está en marcha.",
    "lead_recording_off": "La grabación está parada.",
    "lead_recording_no": "Esta llamada no se graba nunca.",
    "lead_end_sure": "Para terminar la llamada para todos, marque 9 otra vez. Si no, solo espere.",
    "lead_ended": "La llamada ha terminado para todos. Gracias por dirigirla. Hasta luego.",
}

WORDS: dict[str, dict[str, str]] = {"en": _EN, "es": _ES}
