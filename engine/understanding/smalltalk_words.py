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
        everyone | all | team | so much
    """,
    "es": """
        gracias | muchas gracias | mil gracias | muchisimas gracias | gracias a ti | gracias por
        avisar | ok | okey | vale | listo | perfecto | genial | excelente | que bien | que bueno |
        bueno | de acuerdo | entendido | jaja | jeje | hola | hola a todos | buenos dias | buenas
        tardes | buenas noches | buenas | buen dia | feliz ano | feliz navidad | adios | hasta luego |
        hasta pronto | nos vemos | igualmente | bendiciones | dios te bendiga | amen | un abrazo |
        saludos | de nada | felicidades | a todos | me encanta
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
