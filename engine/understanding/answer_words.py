"""Words that carry little of a question, and words that carry the same. Spelled as `normal` spells."""

from __future__ import annotations

LITTLE_SAID = """
    a an and any are as at be been but by can could did do does doing for from get gets getting go going got had has
    have hello hey hi i id if ill im in is it its just know let like may me might my of on one ones or our please pls s
    should so some tell thank thanks that thats the their them then there these they this those to u us was way we were
    will with would you your yall about again also anyone here now ok really still much need want wondering wonder
    question quick sorry guys next upcoming find
    el la los las un una unos unas de del en y o que es por para me mi tu su se lo al con puedo puede hay favor quiero
    saber le les son soy proxima hola gracias oye disculpa perdon este esta
"""
LITTLE = frozenset(LITTLE_SAID.split())

# What kind of thing is asked for. Two kinds that differ are two questions, however many words they share.
KINDS = {
    "when": "when whens time times hour cuando hora",
    "where": "where wheres donde location address",
    "who": "who whos quien",
    "why": "why",
    "how": "how hows como",
    "cost": "cost costs price pricing prices fee fees free charge charged pay paid payment expensive cuesta costo precio"
    " cuanto cobran pagar gratis",
    "what": "what whats which cual",
}
KIND_OF = {word: kind for kind, written in KINDS.items() for word in written.split()}
# "What time" and "how much" ask for the second word; "what" and "how" alone ask for nearly anything.
VAGUE = frozenset({"what", "how"})

SAME = {
    "call": "call calls meeting meetings zoom llamada llamadas reunion",
    "join": "join joining dial dialin attend connect unirme entrar conecto",
    "number": "number numbers phone telefono numero",
    "recording": "recording recordings recorded record replay replays grabacion grabaciones grabada",
    "listen": "listen listening hear listened escuchar oir",
    "start": "start starts begin begins starting comienza empieza",
    "end": "end ends over finish finished finishes last lasts long termina dura",
    "order": "order orders ordering ordered purchase buy buying pedido comprar pedir",
    "ship": "ship ships shipping shipped deliver delivery delivered arrive arrives envio llega",
    "return": "return returns refund refunds refunded devolver devolucion reembolso",
    "change": "change update edit switch cambiar actualizar",
    "member": "member members membership membresia miembro",
    "friend": "friend friends someone somebody amigo amiga alguien",
    "invite": "invite bring refer add invitar traer",
    "miss": "miss missed missing perdi perder",
    "product": "product products item items producto productos",
}
SAME_AS = {word: root for root, written in SAME.items() for word in written.split()}
NEGATED = "not no never dont cant cannot wont doesnt didnt isnt arent without couldnt wasnt nunca"
NEGATIONS = frozenset(NEGATED.split())
# "Call me" asks to be rung up and has nothing to do with the call on Tuesday.
RUNG_UP = frozenset({"me", "you", "us", "him", "her", "them", "back", "someone", "my", "your"})
