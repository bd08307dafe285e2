"""What small talk is made of, language by language. Spelled as `normal` spells."""

from __future__ import annotations

import re

PHRASES = {
    "en": """
        thanks | thank you | thx | ty | tysm | thank u | thanks a lot | thanks so much | thank you so
        much | many thanks | thank you very much | thanks again | thank you again | thanks for the
        reminder | thank you for the reminder | thanks for letting me know | thanks for the update | thank you for the update | thanks for the call | thank you for the call
        | see you tomorrow | see you tonight | on my way | much appreciated |
        appreciate it | i appreciate it | appreciated | cheers | ok | okay | k | kk | okey dokey | got
        it | gotcha | will do | sounds good | sounds great | noted | roger | understood | cool | great
        | nice | awesome | perfect | wonderful | amazing | lovely | love it | love this | love you all
        | love you | so good | wow | yay | woohoo | yes indeed | good to know | nice one | good one |
        well done | congrats | congratulations | way to go | welcome | you are welcome | youre welcome
        | no problem | no worries | np | same here | me too | same to you | you too | likewise | bless
        you | god bless | amen | lol | lmao | rofl | haha | hehe | ha | hi | hey | hello | hi there |
        hello there | hey there | hi everyone | hello everyone | hi all | good morning | good
        afternoon | good evening | good night | goodnight | morning | night | gm | gn | have a good
        day | have a great day | have a nice day | have a good night | have a great weekend | have a
        good weekend | happy friday | happy monday | happy tuesday | happy new year | merry christmas
        | happy holidays | happy thanksgiving | happy easter | bye | goodbye | see you | see ya | see
        you then | see you there | see you tuesday | see you soon | talk soon | ttyl | take care |
        everyone | all | team | so much | see you on monday | see you on tuesday | see you on wednesday |
        see you on thursday | see you on friday | see you on saturday | see you on sunday | see you wednesday |
        see you thursday | see you friday | see you next week | see you later | talk to you soon | talk to you later |
        youre the best | you are the best | have a blessed day | have a lovely day | have a good evening |
        have a great evening | good to hear | glad to hear it | glad to hear that | so glad | looking forward to it |
        look forward to it | cant wait | so excited | that was great | that was wonderful | thats great |
        thats awesome | thats wonderful | i love it | i loved it | loved it | i love this | happy wednesday |
        happy thursday | happy saturday | happy sunday | hope you are well | hugs | big hugs | xoxo | xo |
        thank you for this | thanks for this | thanks for checking in | thank you for checking in |
        thanks for checking on me | thank you for checking on me | thanks for asking | thank you for asking |
        thanks for the info | thank you for the info | thanks for sharing | thank you for sharing |
        thanks for everything | thank you for everything | thanks for your help | thank you for your help |
        thank you kindly | good idea | great idea | true | so true | exactly | very helpful | so helpful |
        this helped | that helped | it helped a lot | this helped a lot | that helps | it helps | this helps |
        that helps a lot | that helps so much | it helps a lot | this helps a lot | helps a lot | oh | ah | aw | aww | okey
    """,
    "es": """
        gracias | muchas gracias | mil gracias | muchisimas gracias | gracias a ti | gracias por
        avisar | ok | okey | vale | listo | perfecto | genial | excelente | que bien | que bueno |
        bueno | de acuerdo | entendido | jaja | jeje | hola | hola a todos | buenos dias | buenas
        tardes | buenas noches | buenas | buen dia | feliz ano | feliz navidad | adios | hasta luego |
        hasta pronto | nos vemos | igualmente | bendiciones | dios te bendiga | amen | un abrazo |
        saludos | de nada | felicidades | a todos | me encanta | que tengas buen dia | que tengas un buen dia |
        que tengas buena noche | que tengas linda semana | lindo dia | linda noche | feliz dia | feliz noche |
        feliz tarde | feliz lunes | feliz martes | feliz miercoles | feliz jueves | feliz viernes | feliz sabado |
        feliz domingo | feliz semana | excelente dia | excelente semana | nos vemos el lunes | nos vemos el martes |
        nos vemos el miercoles | nos vemos el jueves | nos vemos el viernes | nos vemos luego | nos vemos pronto |
        nos vemos manana | hasta el lunes | hasta el martes | hasta el jueves | hasta manana | hasta la proxima |
        esta bien | muy bien | bien gracias | todo bien gracias | si gracias | que lindo | que linda | que hermoso |
        que hermosa | que emocion | que alegria | que padre | que chevere | que genial | que rico | me encanto |
        me gusto mucho | me gusta mucho | me alegra | me alegro | me alegra mucho | me alegro mucho | te quiero |
        los quiero | las quiero | los quiero mucho | un abrazo grande | un abrazote | abrazos | muchos abrazos | besos |
        saludos a todos | bendiciones para todos | muchas bendiciones | dios los bendiga | dios la bendiga |
        dios me los bendiga | gracias a dios | super | buenisimo | buenisima | chevere | padrisimo | orale | sale |
        lista | recibido | recibida | enterado | enterada | anotado | no hay de que | con gusto | con mucho gusto |
        no hay problema | gracias por todo | gracias por el mensaje | gracias por la informacion |
        gracias por la info | gracias por preguntar | gracias por escribir | gracias por el recordatorio |
        gracias por recordarme | gracias por la llamada | gracias por su apoyo | gracias por tu apoyo |
        gracias por la ayuda | gracias por tu ayuda | gracias a ustedes | gracias a todos | te lo agradezco |
        se lo agradezco | muy agradecida | muy agradecido | muy amable | que amable | a ti | a usted | a ustedes |
        feliz cumpleanos | cuidate | cuidate mucho | cuidense | que descanses | que descansen | no puedo esperar | ay gracias |
        me ayuda mucho | eso me ayuda | eso me ayuda mucho | me sirve mucho | eso me sirve | me sirvio mucho |
        ay muchas gracias | ay que lindo | ay que linda | ah | aja
    """,
    "fr": """
        merci | merci beaucoup | mille mercis | ok | daccord | super | genial | parfait | bonjour |
        bonsoir | salut | bonne journee | bonne nuit | a bientot | au revoir | mdr | de rien | bravo
    """,
    "pt": """
        obrigado | obrigada | muito obrigado | muito obrigada | valeu | ok | beleza | otimo | perfeito
        | bom dia | boa tarde | boa noite | oi | ola | tchau | ate logo | kkk | de nada | parabens
    """,
}
TABLE = {
    tongue: frozenset(" ".join(phrase.split()) for phrase in written.split("|"))
    for tongue, written in PHRASES.items()
}
LAUGHTER = re.compile(r"(?:a*(?:ha){2,}h?|(?:he){2,}|a*(?:ja){2,}j?|(?:je){2,}|lo+l|k{3,}|x+d)")
FACE = re.compile(r"\s*(?:[:;=8xX]['-]?[)D(pP3*oO/|]+|<3+|\^_*\^)(?:\s*(?:[:;=8]['-]?[)DpP3*]+|<3+))*\s*")
SAD_FACE = re.compile(r"[:;=8]['-]?[(/|]")
# A message of these alone may be a cry, a refusal or an insult: a person looks.
SERIOUS_EMOJI = frozenset("🛑🚫😢😭💔🙏⛔🆘👎🖕😡🤬📵✋")
