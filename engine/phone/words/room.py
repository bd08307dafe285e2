"""Words of the room: on the way in, while waiting, inside, and of the leader's keys."""

from __future__ import annotations

_EN = {
    # On the way in
    "room_first": "You are the first one here.",
    "room_first_late": "Nobody else is in the call yet. Whoever is listening to our newest message comes in as soon as "
    "it is over.",
    "room_one": "One other person is here.",
    "room_many": "{count} other people are here.",
    "room_recorded": "This call is being recorded.",
    "room_muted": "You can hear everyone. To say something, raise your hand: press the star key.",
    "room_back": "You are back on the call.",
    "room_locked": "Sorry, nobody new can come in now. You can leave us a message instead.",
    "room_over": "The call is over. Thank you for being there. Goodbye.",
    "room_not_open": "No call is on right now.",
    "room_leads": "You are leading this call. To hear what your keys do, press the star key at any time.",
    "room_prove": "If you are here to lead the call, press the star key. Otherwise, just stay on the line.",
    "room_take": "Nobody leads this call yet. To lead it, press the star key. Otherwise, just stay on the line.",
    # Waiting
    "wait_starts": "The call begins in {minutes} minutes. Here is some music until then.",
    "wait_starts_one": "The call begins in a minute. Here is some music until then.",
    "wait_leader": "We are waiting for {leader}, and the call begins in a moment. Thank you for your "
    "patience.",
    "wait_somebody": "Nobody leads this call yet, and we are waiting for somebody who can. Thank you for your "
    "patience.",
    "wait_alone": "Nobody else is here yet. The call begins as soon as somebody comes.",
    "nobody_leads": "Nobody can lead the call today, so here is our newest message for you.",
    "led_after_all": "Good news: somebody leads the call now. Come on in.",
    "nobody_leads_goodbye": "Thank you for calling. We would love to hear you on the next call. Goodbye.",
    "nobody_leads_nothing": "Nobody can lead the call today. Thank you for calling. Goodbye.",
    # Inside
    "hand_up": "Your hand is up.",
    "hand_down": "Your hand is down.",
    "you_may_speak": "You may speak now.",
    "hand_raised": "A hand is up.",
    "all_muted": "Everyone but the leader is muted now, so all can hear well. To say something, press the star key: "
    "that raises your hand.",
    "all_may_speak": "Everyone may speak now.",
    "recording_on": "This call is being recorded from now on.",
    "recording_off": "This call is not being recorded any more.",
    "closing_soon": "This call will end in {minutes} minutes.",
    "praise_list": "Here is this week's good news. {words}",
    # The leader's keys
    "lead_keys": "To mute everyone, press 1. To unmute everyone, press 2. To let the next hand speak, "
    "press 3. To hear how many are here, press 4. To lock the call or unlock it, press 5. To read out "
    "this week's good news, press 6. To start or stop recording, press 7. To end the call, press 9. To go "
    "back, press the pound key.",
    "lead_muted": "Everyone is muted.",
    "lead_unmuted": "Everyone may speak.",
    "lead_next": "{who} may speak now.",
    "lead_no_hand": "No hand is up.",
    "lead_somebody": "The next person",
    "lead_alone": "Nobody else is here yet.",
    "lead_one": "One other person is here.",
    "lead_many": "{count} other people are here.",
    "lead_hands_one": "One hand is up.",
    "lead_hands_many": "{count} hands are up.",
    "lead_locked": "The call is locked. Nobody new can come in now.",
    "lead_unlocked": "The call is unlocked. Everyone can come in again.",
    "lead_praise": "This week's good news is being read out.",
    "lead_no_praise": "There is no good news to read out this week.",
    "lead_recording_on": "The recording is on.",
    "lead_recording_off": "The recording is off.",
    "lead_recording_no": "This call is never recorded.",
    "lead_end_sure": "To end the call for everyone, press 9 again. Otherwise, just wait.",
    "lead_ended": "The call is over for everyone. Thank you for leading it. Goodbye.",
}

_ES = {
    "room_first": "Eres la primera persona en llegar.",
    "room_first_late": "Todavía no hay nadie más en la llamada. Quien está escuchando nuestro mensaje más nuevo entra en "
    "cuanto termine.",
    "room_one": "Hay otra persona en la llamada.",
    "room_many": "Hay otras {count} personas en la llamada.",
    "room_recorded": "Esta llamada se está grabando.",
    "room_muted": "Puedes oír a todo el mundo. Para decir algo, levanta la mano: marca la tecla de "
    "asterisco.",
    "room_back": "Ya estás otra vez en la llamada.",
    "room_locked": "Perdón, ahora ya no puede entrar nadie más. Si quieres, déjanos un mensaje.",
    "room_over": "La llamada terminó. Gracias por estar. Hasta luego.",
    "room_not_open": "Ahora no hay ninguna llamada en curso.",
    "room_leads": "Tú diriges esta llamada. Para escuchar qué hacen tus teclas, marca la tecla de "
    "asterisco en cualquier momento.",
    "room_prove": "Si vas a dirigir la llamada, marca la tecla de asterisco. Si no, sigue en la línea.",
    "room_take": "Todavía nadie dirige esta llamada. Para dirigirla, marca la tecla de asterisco. Si no, sigue en la "
    "línea.",
    "wait_starts": "La llamada empieza en {minutes} minutos. Mientras tanto, un poco de música.",
    "wait_starts_one": "La llamada empieza en un minuto. Mientras tanto, un poco de música.",
    "wait_leader": "Estamos esperando a {leader}, y la llamada empieza en un momento. Gracias por esperar.",
    "wait_somebody": "Todavía nadie dirige esta llamada, y estamos esperando a alguien que pueda. Gracias por esperar.",
    "wait_alone": "Todavía no hay nadie más. La llamada empieza en cuanto llegue alguien.",
    "nobody_leads": "Hoy nadie puede dirigir la llamada, así que te dejamos nuestro mensaje más nuevo.",
    "led_after_all": "Buenas noticias: ya hay alguien que dirige la llamada. Pasa.",
    "nobody_leads_goodbye": "Gracias por llamar. Nos encantará oírte en la próxima llamada. Hasta luego.",
    "nobody_leads_nothing": "Hoy nadie puede dirigir la llamada. Gracias por llamar. Hasta luego.",
    "hand_up": "Tu mano está levantada.",
    "hand_down": "Bajaste la mano.",
    "you_may_speak": "Ya puedes hablar.",
    "hand_raised": "Hay una mano levantada.",
    "all_muted": "Ahora todo el mundo está en silencio, menos quien dirige, para que todo se oiga bien. Para decir algo, "
    "marca la tecla de asterisco: así levantas la mano.",
    "all_may_speak": "Ya puede hablar todo el mundo.",
    "recording_on": "Desde ahora esta llamada se graba.",
    "recording_off": "Esta llamada ya no se graba.",
    "closing_soon": "Esta llamada termina en {minutes} minutos.",
    "praise_list": "Estas son las buenas noticias de la semana. {words}",
    "lead_keys": "Para silenciar a todo el mundo, marca 1. Para que todo el mundo pueda hablar, marca 2. "
    "Para dar la palabra a la siguiente mano, marca 3. Para saber cuántas personas hay, marca 4. Para "
    "cerrar la llamada o abrirla otra vez, marca 5. Para que se lean las buenas noticias de la semana, "
    "marca 6. Para grabar o dejar de grabar, marca 7. Para terminar la llamada, marca 9. Para volver, "
    "marca la tecla de numeral.",
    "lead_muted": "Todo el mundo está en silencio.",
    "lead_unmuted": "Todo el mundo puede hablar.",
    "lead_next": "{who} ya puede hablar.",
    "lead_no_hand": "No hay ninguna mano levantada.",
    "lead_somebody": "La siguiente persona",
    "lead_alone": "Todavía no hay nadie más.",
    "lead_one": "Hay otra persona en la llamada.",
    "lead_many": "Hay otras {count} personas en la llamada.",
    "lead_hands_one": "Hay una mano levantada.",
    "lead_hands_many": "Hay {count} manos levantadas.",
    "lead_locked": "La llamada está cerrada. Ya no puede entrar nadie más.",
    "lead_unlocked": "La llamada está abierta. Todo el mundo puede entrar otra vez.",
    "lead_praise": "Se están leyendo las buenas noticias de la semana.",
    "lead_no_praise": "Esta semana no hay buenas noticias que leer.",
    "lead_recording_on": "La grabación empezó.",
    "lead_recording_off": "La grabación terminó.",
    "lead_recording_no": "Esta llamada nunca se graba.",
    "lead_end_sure": "Para terminar la llamada para todo el mundo, marca 9 otra vez. Si no, solo espera.",
    "lead_ended": "La llamada terminó para todo el mundo. Gracias por dirigirla. Hasta luego.",
}

WORDS: dict[str, dict[str, str]] = {"en": _EN, "es": _ES}
