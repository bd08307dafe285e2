"""How people ask not to be written to, as patterns over texts that `normal` has spelled.

A pattern must cover a whole message or a whole sentence of it, politeness aside: "stop texting me" is a request,
"stop texting me so early" is one for a person to read. 47 CFR 64.1200(a)(10) asks for any wording that a
reasonable person would understand, and names stop, quit, end, revoke, opt out, cancel and unsubscribe.
"""

from __future__ import annotations

# A whole message of one of these is a stop; a sentence within a longer message is not enough.
BARE = {
    "en": (
        "stop|stopall|stop all|stop now|stop right now|stop immediately|stop (?:stop )*stop|quit|end"
        "|revoke|cancel"
        "|unsubscribe|unsub|optout|opt out|opt me out|(?:i am |im )?opting out|unsubscribed|unsubcribe"
        "|unsuscribe"
        "|unsubscibe|unscribe|unsubscripe|unsubsribe|stopp|remove|remove me|delete me|cancel me|end all"
        "|cancel all"
        "|quit all|stop forever|stop today"
    ),
    "es": (
        "alto|basta|parar|pare|paren|para|cancelar|cancela|cancelen|cancele|baja|salir|detener|detenganse"
        "|terminar"
        "|fin|quitar|darme de baja|dar de baja|darse de baja|ya basta|desuscribir|desuscribirme|eliminar"
        "|eliminarme"
    ),
    "fr": "arret|arrete|arretez|arreter|desabonner|desabonnement|desinscrire|desinscription",
    "pt": "parar|pare|sair|cancelar|descadastrar|remover",
}
# Words that nobody means otherwise are understood whatever the member's language is down as.
ANYWHERE = "cancelar|darme de baja|dar de baja|arret|arretez|desuscribir|desuscribirme|desabonner|parar|basta|detener"

# None of these may turn a request round: "lol stop" is play and "yes cancel" is an answer, so those are not here.
POLITE = (
    "please|pls|plz|plse|pleas|thanks|thank you|thx|ty|asap|already|at once|for good|permanently|ok|okay"
    "|hi|hey|hello"
    "|hey there|hi there|good morning|sorry|im sorry|i am sorry|kindly|just|sir|maam|guys|yall|you guys|folks"
    "|no offense|i said|i repeat|again|seriously|have a good day|have a nice day|god bless|bless you"
    "|por favor"
    "|gracias|ya|hola|favor de|porfa|porfavor|merci|svp|s il vous plait|damn|dammit|damn it|the hell|the fuck"
    "|fuck off|fuck you|go away|i mean it|im serious|god damn it"
)
GREETED = (
    r"(?:hi|hey|hello|dear|good morning) (?!(?:dont|do|never|cant|cannot|wont|didnt|not|no|you|we|they|he"
    r"|she|i|who"
    r"|if|when|please|pls)\b)\w+"
)
TAKEN_BACK = r"\b(?:just kidding|jk|kidding|not really|never ?mind|nvm|just joking)\b"

# What people say before they ask, and would not say before anything else that we know to answer.
PREFACE = (
    "(?:not interested|(?:im|i am) (?:not|no longer) interested|no longer interested|wrong (?:number|person)"
    "|you have the wrong (?:number|person)|no thank you|no thanks|but)"
)

WRITING = (
    "texting|messaging|msging|contacting|emailing|e mailing|mailing|calling|phoning|sending|writing|spamming"
    "|bothering|harassing|pestering|bugging|annoying|notifying|txting|text|texts|messages|message|emails"
    "|email|calls"
    "|msgs|sms|spam|notifications|reminders"
)
TEXTS = (
    "(?:texts|text messages?|messages|msgs|sms|emails|e mails|mail|calls|phone calls|spam|notifications"
    "|reminders"
    "|newsletters?|alerts)"
)
ALL_TEXTS = (
    r"(?:(?:all|any|any more|anymore|more|these|those|your|the|me|of|this|that|such|further|future|stupid"
    r"|damn|fucking"
    rf"|annoying|daily|weekly|text|group|marketing|promotional|spam) )*{TEXTS}"
)
LIST = (
    r"(?:(?:this|the|these|those|your|that|any|all|of|mailing|texting|text|email|contact|calling|phone|sms"
    r"|group|message"
    r"|messaging) )*(?:lists?|texts?|messages?|groups?|chat|chain|thread|system|database|program|contacts?"
    r"|service|emails?"
    r"|distribution|club|team|phone book)"
)
ENDING = (
    r" (?:me|us|my (?:phone|number|cell)|this (?:number|phone)|to (?:me|us|my phone|this number|my number"
    r"|my cell)"
    r"|at this number|on (?:my phone|this number)|from (?:you|this number|yall|you guys)|with (?:this"
    r"|these|that)"
    rf"|any ?more|any longer|ever again|ever|again|things?|stuff|this (?:stuff|crap|shit)|{ALL_TEXTS}"
    rf"|forever|for good"
    r"|at all)"
)
TAIL = rf"(?:{ENDING})*"
NOW = r"(?: (?:right )?now| immediately| today)?"
NOT = r"(?:do not|dont|donot|never|no longer|dnt|stop trying to|you may not|you can not|you cannot|you cant)"
JUST = r"(?:please |pls |kindly |just )*"
ASK_YOU = (
    r"(?:(?:i|we) (?:would like|d like|want|wish|need|am asking|am requesting|request|have asked|asked"
    r"|demand)"
    r" (?:you|yall|u) to |id like you to |im (?:asking|requesting)(?: you)? to"
    r" |(?:can|could|would|will) (?:you|u|yall|someone)(?: guys)? )?"
)
ASK = (
    r"(?:(?:i|we) (?:would like|d like|want|wish|need|am asking|am requesting|request|have asked|asked"
    r"|have decided"
    r"|demand|am trying)(?: you| yall| u)?(?: to)? |id like(?: you)? to |im (?:asking|trying"
    r"|requesting)(?: you)? to"
    r" |let me |(?:can|could|would|will) (?:you|u|yall|i|we|someone)(?: guys)? |how (?:do|can|could) i"
    r" |(?:is there a|whats the|what is the|tell me the|tell me how|i dont know how"
    r"|show me how) (?:way )?to )?"
)
MINE = (
    r"(?:my (?:name|number|phone|cell|phone number|cell number|info|information|contact|email|address)"
    r"|this (?:number|phone))"
)
UNSUBSCRIBE = r"(?:unsubscribe|unsub|opt(?:ed|ing)? out|be unsubscribed|get unsubscribed|be opted out)"

REQUESTS = (
    rf"{ASK_YOU}{JUST}(?:stop|quit|cease|end|discontinue|halt|cancel)"
    rf" (?:(?:all|the|these|your|those|with|sending) )*(?:{WRITING}){TAIL}{NOW}",
    rf"{ASK_YOU}{JUST}(?:stop|quit) sending(?: me)? (?:these|those|this|them){NOW}",
    rf"{ASK}{JUST}stop (?:(?:receiving|getting|recieving) )?{ALL_TEXTS}{TAIL}{NOW}",
    rf"{JUST}{NOT} (?:ever |please )?(?:text|message|msg|contact|call|email|e mail|mail|send|write|txt"
    rf"|bother|spam|bug"
    rf"|notify|harass|phone)(?:{ENDING})+",
    rf"{ASK}{JUST}(?:take|remove|delete|erase|unsubscribe|unsub|opt) (?:me|us|{MINE}) (?:off"
    rf"|from)(?: {LIST})?{TAIL}{NOW}",
    rf"{ASK}{JUST}(?:take|remove|delete|opt|get|drop|keep|pull|leave) (?:me|us|{MINE})"
    rf" (?:off|from|out|out of|off of|off from) {LIST}{TAIL}{NOW}",
    rf"{ASK}{JUST}(?:remove|delete|erase|unsubscribe|unsub) (?:me|us|{MINE}){TAIL}{NOW}",
    rf"{ASK}{JUST}(?:lose|drop) (?:my (?:number|phone number)|this number)",
    rf"{ASK}{JUST}opt (?:me|us) out(?: (?:of|from) {LIST})?{NOW}",
    rf"{ASK}{JUST}{UNSUBSCRIBE}(?: (?:of|from))?(?: {LIST})?{TAIL}{NOW}",
    rf"{ASK}{JUST}(?:be|get) (?:removed|taken|deleted)(?: (?:off|from|out of"
    rf"|off of)(?: {LIST})?)?{TAIL}{NOW}",
    rf"i (?:want|would like|wish) out(?: of {LIST})?{TAIL}",
    rf"(?:i|we) (?:{NOT}|did not|didnt) (?:want|wish|care|like|consent|agree|sign up|ask)(?: to| for)?"
    rf"(?: (?:get|receive|recieve|be getting|be receiving|getting|receiving|have|see))? {ALL_TEXTS}{TAIL}",
    rf"(?:i|we) {NOT} (?:want|wish) to (?:hear from you|be (?:contacted|texted|messaged|called)){TAIL}",
    rf"(?:no more|no further|not another|enough of|enough with) {ALL_TEXTS}{TAIL}{NOW}",
    r"i (?:am revoking|hereby revoke|revoke|withdraw)(?: (?:my|all))* (?:consent|permission)"
    r"(?: to (?:be )?(?:texted|contacted|called|text|contact|call)(?: me)?)?",
    rf"{JUST}leave (?:me|us) (?:alone|be)",
    rf"{ASK}{JUST}(?:cancel|end|terminate|stop|delete) my"
    rf" (?:subscription|text subscription|texts|messages|sms|alerts|notifications|reminders){TAIL}{NOW}",
    r"(?:text|send|reply|say) stop|stop (?:these|those|msgs?)",
    rf"(?:{PREFACE} )+(?:please )?(?:stop|unsubscribe)(?: me)?",
    rf"{JUST}(?:take|remove) (?:off|from) {LIST}",
    rf"{ASK}{JUST}unsubscribe from (?:all|everything|all of (?:this|these|it))",
    rf"(?:i|we) {NOT} (?:want|wish) to be (?:on|in|part of) {LIST}{TAIL}",
    # Spanish
    r"(?:ya )*(?:no|nunca|ya no|dejen de|deje de|deja de|dejar de|paren de|pare de) (?:me |nos )?"
    r"(?:vuelv[ae][ns]? a )?(?:escrib\w+|mand\w+|envi\w+|llam\w+|text\w+|contact\w+|molest\w+|mensaj\w+)"
    r"(?: (?:mas|mensajes?|textos?|correos?|sms|nunca|ya|a este numero|estos|sus))+",
    r"(?:ya )?no (?:me|nos) (?:vuelv[ae][ns]? a )?(?:escrib|mand|envi|llam|text|contact|molest)\w+",
    r"(?:dejen|deje|deja|paren|pare) de (?:escribir|mandar|enviar|llamar|textear|contactar|molestar)(?:me"
    r"|nos)",
    r"(?:ya )?no (?:quiero|deseo)(?: (?:recibir|mas|que me escriban|que me manden|sus|estos|tus|de))*"
    r" (?:mensajes?|textos?|correos?|sms|escriban|manden)(?: mas)?",
    r"(?:(?:quiero|quisiera|pueden|puede) )?(?:quit\w+me|borr\w+me|elimin\w+me|saqu?\w*me|dar\w*me"
    r"|den\w*me|dame"
    r"|me den|me quiten|me borren|me saquen|quiten|borren|eliminen|cancel\w+) (?:de baja|de (?:la|esta|su"
    r"|tu) lista"
    r"|de aqui|mi (?:numero|telefono|suscripcion|nombre))(?: de (?:la|esta|su) lista)?",
    r"no mas (?:mensajes?|textos?|correos?|sms|llamadas?)",
    r"dejenme en paz|quiero (?:darme de baja|cancelar|salirme)(?: de (?:la|esta) lista)?",
    # French
    r"(?:arretez|arrete|cessez)(?: de)?(?: (?:m|me|nous))? ?(?:ecrire|envoyer|texter|contacter|appeler)"
    r"(?: (?:des )?(?:messages?|textos?))?",
    r"ne m(?: |e )?(?:ecrivez|envoyez|textez|contactez) plus(?: (?:de )?messages?)?|desabonnez moi"
    r"|retirez moi de (?:la|votre|cette) liste",
)

START = {
    "en": "start|unstop|start again|restart|resubscribe|resume|opt in|opt me in|optin|opt back in"
    "|subscribe me again|unstop me"
    "|text me again|start texting me(?: again)?|start (?:my )?(?:texts|messages)(?: again)?"
    "|sign me (?:back )?up again|add me back",
    "es": "empezar|comenzar|iniciar|reanudar|alta|volver|empezar de nuevo",
    "fr": "demarrer|reprendre|recommencer",
    "pt": "comecar|iniciar|voltar",
}
HELP = {"en": "help|info", "es": "ayuda|informacion", "fr": "aide", "pt": "ajuda"}

# Sentences with these words about something else. What they cover is not looked at for doubt.
OTHER_MATTERS = (
    r"\b(?:dont|do not|never|cant|cannot|can not|couldnt|could not|wont|will not|wouldnt|didnt|doesnt"
    r"|shouldnt|not|no|non|nothing (?:can|will|could))"
    r" (?:ever |just |you (?:dare )?)?(?:stop|stopping|quit|quitting|end|cancel)\b(?! (?:texting|messaging"
    r"|contacting|sending|emailing|calling))",
    r"\bstop(?:s|ped|ping)? (?:by|at|in at|in and|over|off|for|on (?:the|my) way|to (?:get|grab|pick|eat"
    r"|think|smell|see|say|visit|buy)"
    r"|there|here|and (?:get|grab|think|smell|see|say)|thinking|smiling|laughing|crying|believing"
    r"|talking about|singing|dancing|worrying)\b",
    r"\b(?:bus|train|truck|pit|rest|next|last|first|full|whistle|short|door|back|one|non|tour|a|the|this"
    r"|my) ?stops?\b(?! (?:texting|messaging|contacting))",
    r"\b(?:unstoppable|non ?stop|stopwatch|stoplight|stop (?:light|sign|watch|motion)|stopped (?:smoking"
    r"|drinking|eating|using|working|raining))\b",
    r"\b(?:when|what time|how) (?:does|do|will|did|is|are) (?:it|this|that|we|the \w+|they|call"
    r"|class) (?:\w+ )?(?:end|ending|stop|over|quit)\b",
    r"\b(?:quit|left|leaving|quitting) my (?:job|day job|work|old job|9 to 5)\b",
    r"\b(?:weekend|week ?end|the end|in the end|end of|at the end|back end|front end|year end|cancel(?:ed"
    r"|led)? (?:my|the|our|his|her) (?:flight|trip|plans?|order|appointment|meeting))\b",
)
CUES = (
    r"\b(?:stop|stopp|unsub\w*|unsuscribe|opt(?:ed|ing)? ?out|take (?:me|us|my \w+) (?:off|out)"
    r"|remove (?:me|us|my)|delete (?:me|my)|leave (?:me|us) alone"
    r"|wrong (?:number|person)|not interested|no longer interested|lose my number|quit (?:texting|sending"
    r"|calling|it|this|messaging)|cease"
    r"|(?:dont|do not|never) (?:text|message|contact|call|email|send|write)|(?:dont|do not"
    r"|no longer) (?:want|wish) (?:\w+ ){0,3}(?:texts?|messages?|emails?|calls?)"
    r"|no more (?:of )?(?:texts?|messages?|emails?|calls?|this|these)|no (?:texts|emails|calls|messages)"
    r"|revoke|too many (?:texts|messages|emails)|how did you get my number|spam|harass\w*|cancel (?:me"
    r"|my (?:membership|account|subscription)|this|it|everything)|ya no|no mas"
    r"|keep (?:texting|messaging|calling|contacting)|fuck (?:off|you)|report you|block(?:ing|ed)? (?:you"
    r"|this)|end this|enough (?:already|of|with)|unwanted|go away"
    r"|who (?:signed|put) me"
    r"|alto|basta|no me (?:escrib|mand|envi|llam|moleste)\w*|dejen de|darme de baja|de baja"
    r"|numero equivocado|no me interesa|ya no quiero|cancelen|arret\w*)\b|^enough$|^forget me$|^i quit$"
    r"|^i (?:want|would like) to (?:cancel|quit|leave|stop|end)$"
)
