"""What whoever orders something by text reads, in each language: one text where it can be."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH = {
    # To many
    "ask": '{order} goes to {people}, about {price}: "{quote}" Text back {word} to send it.',
    "ask crisis": '{order} goes to {people} by every way we have, about {price}: "{quote}" Text back {word} to send it.',
    "for them instead": 'For {name} alone? Text "{code} " and your words.',
    "soon": '{order} goes to {people} in 2 minutes: "{quote}" UNDO stops it.',
    "going": "On its way to {people}. UNDO stops what has not left yet.",
    "going slowly": "On its way to {people} over the next {time}. UNDO stops what has not left yet.",
    "going later": "Thank you. It goes to {people} in their daytime hours, from {opens} on. UNDO stops it until then.",
    "nobody there": "There is nobody in {order} whom we can reach.",
    "no such group": 'Nobody has the tag or role "{words}". You can TELL EVERYONE{tags}.',
    "no words": "And what shall we tell them? Text {order} and then your words.",
    "spoken": "{name} left you a message. Hear it here: {link} or call {line}.",
    # The word
    "wrong word": "That is not the word we texted you. Nothing has been done yet.",
    "tried out": "That was the third wrong word, so nothing is done. If it was not you: somebody writes in your name. "
    "Please tell us.",
    "barred": "Wrong words came back twice today, so nothing more is done by text until tomorrow. "
    "What is urgent can be done by phone, with your PIN.",
    "enough words": "We are waiting for three words from you already. Text one of them back, or ask again in half an hour.",
    "too late": "That word was good for 30 minutes, so nothing was done. Please ask once more.",
    "ask small": "{order}? Text back {word} and it is done.",
    "ask pause": "PAUSE {name} until {until}? Text back {word} and it is done.",
    "ask quoted": '{order}: "{quote}" Text back {word} and it is on its way.',
    "ask undo": "UNDO {order}? Text back {word} and it is taken back.",
    # A second person
    "second ask": '{name} wants to send this to {people}: "{quote}" If it is right, text back {word}.',
    "second wait": "Thank you. So many people need a second yes: we have asked {names}.",
    "second nobody": "So many people need a second yes, and nobody else here may give it. Nothing is sent.",
    "second thanks": "Thank you. It is on its way to {people}.",
    "second done": "{name} said yes. It is on its way to {people}. UNDO stops what has not left yet.",
    # One member
    "nobody called": 'We know nobody called "{words}". Try the whole name, or the last 4 digits of their number.',
    "nobody named": "Whom? Text {order} and a name.",
    "paused": "{name} hears nothing that we start until {until}. UNPAUSE {name} or UNDO ends that.",
    "until when": "Until when? Like: PAUSE {name} until friday, or PAUSE {name} for a week.",
    "not paused": "{name} is not paused.",
    "unpaused": "{name} hears from us again.",
    "which tag": "Which tag? Like: TAG {name} leader",
    "tagged": "{name} has the tag {tag} now.",
    "tagged already": "{name} has the tag {tag} already.",
    "untagged": "{name} does not have the tag {tag} any more.",
    "untagged already": "{name} does not have the tag {tag}.",
    # Inviting
    "add whom": "Like: ADD Jane 312 555 0142. We never text her: you get words to pass on.",
    "add": "Please pass this on to {name}: we never text people who haven't written to us. Once they text us, they came "
    "with you.",
    "member already": "{name} is with us already.",
    # Calls
    "no call": "There is no call coming up.",
    "ask call off": '"{title}" {time} is called off and {people} are told, about {price}. Text back {word} to do that.',
    "called off": '"{title}" {time} is called off, and {people} are told. UNDO takes it back.',
    "call is off": 'Our call "{title}" {time} is called off. Sorry for the short notice, and see you next time!',
    "call is on": 'Our call "{title}" {time} takes place after all!',
    # Lists
    "list": "{topic}: {names}.",
    "list more": "{topic}: {names} and {count} more.",
    "list none": "{topic}: nobody.",
    "topic quiet": "Quiet for 30 days",
    "topic missed": "Missed the last call",
    "topic new": "New this week",
    "topic paused": "Paused",
    "topic leads": "Next to lead",
    "leads": "{name} ({title}, {time})",
    "not known": "We don't know who was on the last call.",
    "who of what": "WHO is quiet, WHO missed, WHO is new, WHO leads, WHO is paused: text one of these.",
    "members": "{count} members",
    "members one": "{count} member",
    "joined": "{count} joined this week",
    "on the call": "{count} on the last call",
    "praises": "{count} praises this week",
    "praises one": "{count} praise this week",
    "conversations": "{count} open conversations",
    "conversations one": "{count} open conversation",
    # Undoing
    "undone none left": "Stopped. Nobody got it.",
    "undone some left": "Stopped. {had} had it already, {never} will not get it.",
    "undone too late": "All {had} have it already; that can't be taken back.",
    "undone asking": "All right, that is not done.",
    "undone": "Taken back: {what}.",
    "nothing to undo": "There is nothing of yours to undo.",
    "what tag": "{name} does not have the tag {tag}",
    "what untag": "{name} has the tag {tag} again",
    "what pause": "{name} hears from us as before",
    "what unpause": "{name} is paused as before",
    "what call off": '"{title}" takes place, and whoever was told hears so',
    # Who may
    "not yours": "That is for another role here to do. HOW lists what you can do.",
    "how": "You can text: {orders}.",
    "how tell": "TELL EVERYONE or a tag",
    "how crisis": "CRISIS",
    "how call off": "CALL OFF",
    "how pause": "PAUSE Amy until friday",
    "how tag": "TAG Amy leader",
    "how add": "ADD Jane 3125550142",
    "how who": "WHO is quiet",
    "how score": "SCORE",
    "how undo": "UNDO",
    "people": "{count} people",
    "one person": "1 person",
}
SPANISH = {  # texts keep to letters of the GSM alphabet
    "ask": '{order} va a {people}, unos {price}: "{quote}" Responde {word} para enviarlo.',
    "ask crisis": '{order} va a {people} por todas las formas, unos {price}: "{quote}" Responde {word} para enviarlo.',
    "for them instead": '¿Es solo para {name}? Escribe "{code} " y tus palabras.',
    "soon": '{order} va a {people} en 2 minutos: "{quote}" UNDO lo detiene.',
    "going": "Ya va a {people}. UNDO detiene lo que falte.",
    "going slowly": "Ya va a {people}, tarda {time}. UNDO detiene lo que falte.",
    "going later": "Gracias. Va a {people} en sus horas de siempre, desde las {opens}. UNDO lo detiene hasta entonces.",
    "nobody there": "En {order} no hay nadie a quien podamos escribir.",
    "no such group": 'Nadie tiene "{words}". Puedes usar TELL EVERYONE{tags}.',
    "no words": "¿Y qué les decimos? Escribe {order} y tus palabras.",
    "spoken": "Hay un mensaje de {name} para ti. Escucha: {link} o llama al {line}.",
    "wrong word": "Esa no es la palabra que te enviamos. Nada ha salido.",
    "tried out": "Fue la tercera palabra equivocada, y nada se hace. Si no eras quien escribe, alguien usa tu nombre. "
    "Por favor, avisa.",
    "barred": "Hoy llegaron dos veces palabras equivocadas. Hasta mañana nada se hace por mensaje. Lo urgente se "
    "puede hacer por teléfono, con tu PIN.",
    "enough words": "Ya esperamos tres palabras tuyas. Responde una de ellas, o pide de nuevo en media hora.",
    "too late": "Esa palabra era para 30 minutos, y nada se hizo. Pide de nuevo, por favor.",
    "ask small": "¿{order}? Responde {word} y se hace.",
    "ask pause": "¿PAUSE {name} hasta {until}? Responde {word} y se hace.",
    "ask quoted": '{order}: "{quote}" Responde {word} y ya va.',
    "ask undo": "¿UNDO {order}? Responde {word} y se deshace.",
    "second ask": '{name} quiere enviar esto a {people}: "{quote}" Si te parece bien, responde {word}.',
    "second wait": "Gracias. Para tanta gente hace falta que otra persona confirme: le preguntamos a {names}.",
    "second nobody": "Para tanta gente hace falta que otra persona confirme, y no hay nadie que pueda. Nada sale.",
    "second thanks": "Gracias. Ya va a {people}.",
    "second done": "{name} confirma. Ya va a {people}. UNDO detiene lo que falte.",
    "nobody called": 'No conocemos a "{words}". Prueba con el nombre entero o las 4 cifras finales de su celular.',
    "nobody named": "¿A quién? Escribe {order} y un nombre.",
    "paused": "{name} no recibe nada de nuestra parte hasta {until}. UNPAUSE {name} o UNDO lo termina.",
    "until when": "¿Hasta cuando? Por ejemplo: PAUSE {name} until friday, o PAUSE {name} for a week.",
    "not paused": "{name} no tiene pausa.",
    "unpaused": "{name} recibe mensajes otra vez.",
    "which tag": "¿Qué etiqueta? Por ejemplo: TAG {name} leader",
    "tagged": "{name} ya tiene la etiqueta {tag}.",
    "tagged already": "{name} tiene la etiqueta {tag} desde antes.",
    "untagged": "{name} ya no tiene la etiqueta {tag}.",
    "untagged already": "{name} no tiene la etiqueta {tag}.",
    "add whom": "Por ejemplo: ADD Jane 312 555 0142. No le escribimos: te damos las palabras para pasarle.",
    "add": "Esto es para {name}: nunca escribimos a quien no lo pide. Cuando nos escriba, cuenta como de tu parte.",
    "member already": "{name} ya es parte.",
    "no call": "No hay ninguna llamada por venir.",
    "ask call off": '"{title}" {time} se cancela y avisamos a {people}, unos {price}. Responde {word} para hacerlo.',
    "called off": '"{title}" {time} se cancela, y avisamos a {people}. UNDO lo deshace.',
    "call is off": 'Nuestra llamada "{title}" {time} se cancela. Sentimos avisar tan tarde. ¡Nos vemos en la siguiente!',
    "call is on": '¡Nuestra llamada "{title}" {time} se hace!',
    "list": "{topic}: {names}.",
    "list more": "{topic}: {names} y otros {count}.",
    "list none": "{topic}: nadie.",
    "topic quiet": "En silencio desde hace un mes",
    "topic missed": "Faltaron a la llamada anterior",
    "topic new": "Nuevos esta semana",
    "topic paused": "En pausa",
    "topic leads": "Dirigen pronto",
    "leads": "{name} ({title}, {time})",
    "not known": "No sabemos quien estuvo en la llamada anterior.",
    "who of what": "WHO is quiet, WHO missed, WHO is new, WHO leads, WHO is paused: escribe una de estas.",
    "members": "{count} miembros",
    "members one": "{count} miembro",
    "joined": "{count} nuevos esta semana",
    "on the call": "{count} en la llamada anterior",
    "praises": "{count} elogios esta semana",
    "praises one": "{count} elogio esta semana",
    "conversations": "{count} conversaciones abiertas",
    "conversations one": "{count} charla abierta",
    "undone none left": "Listo: no le llega a nadie.",
    "undone some left": "Listo: {had} ya lo tienen, a {never} no les llega.",
    "undone too late": "Ya lo tienen todos ({had}); eso no se puede deshacer.",
    "undone asking": "De acuerdo, eso no se hace.",
    "undone": "Deshecho: {what}.",
    "nothing to undo": "No hay nada tuyo que deshacer.",
    "what tag": "{name} no tiene la etiqueta {tag}",
    "what untag": "{name} tiene otra vez la etiqueta {tag}",
    "what pause": "{name} recibe mensajes como antes",
    "what unpause": "{name} sigue en pausa como antes",
    "what call off": '"{title}" se hace, y avisamos a quienes lo saben',
    "not yours": "Eso le toca a otra persona del equipo. HOW dice lo que puedes hacer.",
    "how": "Puedes escribir: {orders}.",
    "how tell": "TELL EVERYONE o una etiqueta",
    "how crisis": "CRISIS",
    "how call off": "CALL OFF",
    "how pause": "PAUSE Amy until friday",
    "how tag": "TAG Amy leader",
    "how add": "ADD Jane 3125550142",
    "how who": "WHO is quiet",
    "how score": "SCORE",
    "how undo": "UNDO",
    "people": "{count} personas",
    "one person": "1 persona",
}
WORDS: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "es": SPANISH}
QUOTED = 44  # letters of their words by which whoever confirms them knows them again


def say(key: str, language: str, **values: str) -> str:
    """The words of ``key`` in the reader's language, else in English."""
    tongue = WORDS.get(language.split("-")[0].lower(), ENGLISH)
    return tongue[key].format(**values)


def people(count: int, language: str) -> str:
    """Like "212 people"."""
    return say("one person" if count == 1 else "people", language, count=f"{count:,}")


def quote(words: str) -> str:
    """The beginning of what will be sent, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 3].rstrip()}..."
