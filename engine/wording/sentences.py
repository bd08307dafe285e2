"""What we say ourselves, in each language: short, human, and in the GSM alphabet so that each is one text.

A language we have no words for falls back to English. The legal lines follow CTIA's messaging principles and
what the carriers ask of the first message, HELP and STOP in 10DLC campaigns; HELP and STOP stay English words
because those are what the carriers act on.
"""

from __future__ import annotations

_SENTENCES: dict[str, dict[str, str]] = {
    "en": {
        "by_phone": "{line}, then press {keys} and {number}",
        "rates": "Msg & data rates may apply.",
        "ways_out": "Reply HELP for help, STOP to cancel.",
        "help_way": "Reply HELP for help.",
        "stop_way": "Reply STOP to cancel.",
        "frequency_varies": "Message frequency varies.",
        "at_most_one": "Up to 1 msg/day.",
        "at_most": "Up to {count} msgs/day.",
        "help_here": "{brand}: a person reads your texts here, just write. Msg & data rates may apply. "
        "Reply STOP to cancel.",
        "help": "{brand}: a person reads your texts here. Questions? {contact}. Msg & data rates may apply. "
        "Reply STOP to cancel.",
        "stopped": "{brand}: you're off the list and won't get more messages. Reply START to come back.",
        "started": "{brand}: welcome back, you'll hear from us again. Reply HELP for help, STOP to cancel.",
        "human_has_it": "Thanks for writing! {name} has your message and will get back to you.",
        "somebody": "One of us",
        "stranger": "Hi! This is {brand}. We don't know this number yet; a person will read what you wrote.",
        "stranger_join": "Hi! This is {brand}. We don't know this number yet; a person will read what you wrote. "
        "To join, text {word}.",
        "already_member": "You're in already, good to have you! Just write if you need anything.",
        "praise_asked": "May we share this with the others in {brand}? Reply YES or NO.",
        "approval_words": "It was spoken, so it needs words: just text them as they should read, or NO.",
        "approval_unclear": "Just to be sure: YES lets it go out as it is, NO keeps it back, or send only the words "
        "as they should read.",
        "praise_thanks": "Thank you! We'll pass it on.",
        "which_of_them": "We know more than one {words}. Did you mean {names}? Please text it again, like: {example}",
        "letter_by_phone": "{line}, then press {keys}",
        "letter_words": 'Anything to add to "{title}" ({when})? Reply with your own words, or SKIP.',
        "letter_words_unclear": "Lovely! What would you like to say? Reply with your own words, or SKIP.",
        "letter_shown": '"{title}" is ready: {link} It goes to {people}, {when}. YES sends it, NO leaves it out; '
        "other words go on top and you see it again.",
        "letter_signed": 'Thank you! "{title}" goes out {when}.',
        "letter_left_out": 'All right, "{title}" stays out this time.',
        "letter_too_late": 'Nobody signed "{title}" in time, so it stays out this time.',
        "at_once": "right away",
        "one_person": "one person",
        "people": "{count} people",
        "praise_for": "{by} praises {name} {words}",
        "praise_of": "{by} praises {name}: {words}",
        "praise_noted": "What a kind thing to say! A host will read it, and if all say yes, everybody hears of it.",
        "praise_how": "Who is it, and what for? Text it like: PRAISE Amy for staying late to help me pack.",
        "praise_spoken": "You told us something good by phone.",
        "praise_spoken_host": "We have what you said: {link} To share it, text PRAISE, the name and the words.",
        "praise_down": "Done: it is taken down, and nothing of yours goes up from now on. Should you change your mind, "
        "text SHARE.",
        "praise_again": "Lovely! From now on we may share what is said about you. What was taken down stays down.",
        "cheers_one": "Somebody cheered for you! Your news made their day.",
        "cheers_many": "{count} people cheered for you! Your news made their day.",
        "wall_link": "Our wall, full of good news: {link} The link is yours alone, so keep it to yourself.",
        "here_noted": "Thank you for telling us! Now we know you were on the call. So good that you were.",
        "here_seen": "We had seen you on the call already, so all is well. So good that you were there!",
        "here_met": "Good to know, thank you for telling us! So glad that you are with us.",
        "fewer": "Of course. From now on at most {count} messages a week, besides call reminders. "
        "ALL AGAIN brings back the rest.",
        "fewest": "Of course. From now on one message a week, besides call reminders. ALL AGAIN brings back the "
        "rest. For call reminders alone, text ONLY THE CALL.",
        "only_calls": "Of course. From now on only call reminders, and an answer when you write. "
        "ALL AGAIN brings back the rest.",
        "all_again": "So good to have you back! You'll hear from us as before.",
        "in_language": "Of course. From now on we write to you in English.",
        "unsubscribe": "Unsubscribe",
        "why_email": "You get this email because you joined {brand}.",
    },
    "es": {
        "by_phone": "{line}, y marca {keys} y {number}",
        "rates": "Pueden aplicarse tarifas de mensajes y datos.",
        "ways_out": "Responde HELP para ayuda, STOP para cancelar.",
        "help_way": "Responde HELP para ayuda.",
        "stop_way": "Responde STOP para cancelar.",
        "frequency_varies": "La frecuencia es variable.",
        "at_most_one": "Hasta 1 mensaje diario.",
        "at_most": "Hasta {count} mensajes diarios.",
        "help_here": "{brand}: te lee una persona, solo escribe. Pueden aplicarse tarifas de mensajes y datos. "
        "Responde STOP para cancelar.",
        "help": "{brand}: te lee una persona. ¿Preguntas? {contact}. Pueden aplicarse tarifas de mensajes y datos. "
        "Responde STOP para cancelar.",
        "stopped": "{brand}: ya no te escribiremos. Responde START si quieres volver.",
        "started": "{brand}: ¡qué bueno que vuelves! Responde HELP para ayuda, STOP para cancelar.",
        "human_has_it": "¡Gracias por escribir! {name} tiene tu mensaje y te va a responder.",
        "somebody": "Alguien del equipo",
        "stranger": "¡Hola! Somos {brand}. Es la primera vez que nos escribes; una persona va a leer tu mensaje.",
        "stranger_join": "¡Hola! Somos {brand}. Es la primera vez que nos escribes; una persona va a leer tu "
        "mensaje. Para unirte, escribe {word}.",
        "already_member": "Ya eres parte, ¡qué bueno! Escribe cuando quieras.",
        "praise_asked": "¿Podemos contar esto a los otros de {brand}? Responde SI o NO.",
        "approval_words": "Fue dicho por teléfono: manda las palabras como deben quedar, o NO.",
        "approval_unclear": "Para estar seguros: SI y sale tal cual, NO y no sale, o manda solo las palabras como "
        "deben quedar.",
        "praise_thanks": "¡Gracias! Lo vamos a contar.",
        "which_of_them": "{words} puede ser {names}. ¿Quién es? Responde otra vez, por ejemplo: {example}",
        "letter_by_phone": "{line}, y marca {keys}",
        "letter_words": '¿Quieres agregar algo a "{title}" ({when})? Responde con tus palabras, o SALTAR.',
        "letter_words_unclear": "¡Qué bien! ¿Qué quieres decir? Responde con tus palabras, o SALTAR.",
        "letter_shown": '"{title}" ya se puede leer: {link} Llega a {people}, {when}. SI la manda, NO la deja; '
        "otras palabras van arriba y la ves otra vez.",
        "letter_signed": '¡Gracias! "{title}" sale {when}.',
        "letter_left_out": 'De acuerdo, "{title}" no sale esta vez.',
        "letter_too_late": '"{title}" no sale esta vez, porque nadie dijo SI a tiempo.',
        "at_once": "ahora mismo",
        "one_person": "una persona",
        "people": "{count} personas",
        "praise_for": "{by} elogia a {name} {words}",
        "praise_of": "{by} elogia a {name}: {words}",
        "praise_noted": "¡Qué palabras tan bonitas! Alguien del equipo las lee y, si todos dicen que si, las contamos.",
        "praise_how": "¿A quién y por qué? Escribe algo como: ELOGIO Amy por quedarse tarde a ayudarme.",
        "praise_spoken": "Nos contaste algo bueno por teléfono.",
        "praise_spoken_host": "Tenemos tu mensaje: {link} Para contarlo, escribe ELOGIO, el nombre y las palabras.",
        "praise_down": "Listo: ya no se ve, y desde ahora no contamos nada tuyo. Si cambias de idea, escribe COMPARTIR.",
        "praise_again": "¡Qué bueno! Desde ahora podemos contar lo bueno que digan de ti. Lo que quitaste sigue fuera.",
        "cheers_one": "¡Alguien te aplaude! Le gusta mucho tu noticia.",
        "cheers_many": "¡{count} personas te aplauden! Gracias por contarnos tu noticia.",
        "wall_link": "Nuestro muro, lleno de buenas noticias: {link} Es solo para ti, no lo pases.",
        "here_noted": "¡Gracias por avisar! Ya sabemos que estuviste en la llamada. ¡Qué bueno tenerte!",
        "here_seen": "Ya te vimos en la llamada, todo bien. ¡Qué bueno tenerte!",
        "here_met": "¡Gracias por avisar! Qué bueno tenerte con nosotros.",
        "fewer": "Claro. Desde ahora, como mucho {count} mensajes por semana, aparte de los avisos de llamadas. "
        "Con TODO OTRA VEZ vuelve el resto.",
        "fewest": "Claro. Desde ahora, un mensaje por semana, aparte de los avisos de llamadas. TODO OTRA VEZ trae el "
        "resto; SOLO LA LLAMADA deja solo los avisos.",
        "only_calls": "Claro. Desde ahora, solo los avisos de llamadas, y te respondemos si escribes. "
        "Con TODO OTRA VEZ vuelve el resto.",
        "all_again": "¡Qué bueno tenerte de vuelta! Te escribimos como antes.",
        "in_language": "Claro. Desde ahora te escribimos en español.",
        "unsubscribe": "Darse de baja",
        "why_email": "Recibes este correo porque te uniste a {brand}.",
    },
}


def sentence(key: str, language: str = "en", **values: str) -> str:
    """The sentence in `language` ("es", "es-mx"), else in English; a wrong `key` is a KeyError."""
    words = _SENTENCES.get(language.split("-")[0].lower(), _SENTENCES["en"])
    return words[key].format(**values)
