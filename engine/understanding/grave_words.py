"""Words of grief, danger and self-harm, and the harmless phrases that hold the same words.

`GRIEF` is the part of `GRAVE` that speaks of a death: whoever writes it is left in peace for longer.
Patterns over texts as `normal` spells them: lower case, no accents, no apostrophes. In doubt a person looks: a
false alarm costs a glance, a missed one costs more. `HARMLESS` is taken out of the text before `GRAVE` is looked
for, so a message that holds both is still grave.
"""

from __future__ import annotations

KIN = (
    "mom|mum|mother|mama|dad|father|papa|husband|wife|son|daughter|brother|sister|baby|child|kid|grandma"
    "|grandpa"
    "|grandmother|grandfather|granny|nana|aunt|uncle|cousin|niece|nephew|friend|boyfriend|girlfriend"
    "|fiance|fiancee"
    "|partner|parents?|dog|cat|neighbor|boss|coworker|ex|stepdad|stepmom|twin|family"
)
THING = (
    "phone|cell|battery|car|truck|laptop|computer|ipad|tablet|wifi|internet|connection|signal|app|engine"
    "|line|audio"
    "|plants?|sales|market|business|conversation|party|thread|chat|joke|meme|browser|microphone|mic"
    "|headset|charger|printer|website"
)
VIOLENCE = (
    r"hits?|hitting|beats?|beating|chok(?:es|ed|ing)|hurts?|hurting|punch(?:es|ed|ing)|slap(?:s|ped)"
    r"|kick(?:s|ed)"
    r"|threatens?|threatened|threatening|stalks?|stalking|rap(?:es|ed)|attack(?:s|ed)|molest(?:s|ed)"
    r"|strangled"
)

# A mother who passed her test is well; one who passed this morning is not.
AN_EXAM = (
    r"(?! (?:her|his|their|a|an|it|me|by|along|through|every|all)\b)(?! (?:the|this|that) "
    r"(?!other|day|night|morning|afternoon|evening|weekend|week|month|year|past|summer|winter|spring|fall))"
)

HARMLESS = (
    r"\bdying to (?!end\b|be dead\b)\w+",
    r"\bdying (?:of|from|with) (?:laughter|laughing|curiosity|excitement|boredom|heat|hunger|thirst)\b",
    r"\b(?:dying|dead|died) (?:laughing|lol|lmao)\b",
    r"\b(?:lol|lmao|haha|omg) (?:im |i am )?(?:dying|dead)\b",
    r"\b(?:im|i am) (?:dying|dead) (?:lol|lmao|haha\w*|over here)\b",
    r"\bdied (?:of|from) (?:laughter|laughing|embarrassment|boredom)\b",
    r"\bto die for\b",
    r"\b(?:killed|killing|kills|kill|slayed) it\b(?! all)",
    r"\b(?:killer|dead) (?:deal|sale|app|tired|serious|line|lines|end|ends|weight|battery|zone|pan|set|on"
    r"|phone|heat)\b",
    r"\bdead ?lines?\b",
    rf"\b(?:{THING})s? (?:has |is |are |were |just |almost |about to |totally |completely |went |keeps "
    rf"|was )*(?:died"
    rf"|dying|dead|die|dies)\b",
    rf"\b(?:dead|dying) (?:{THING})s?\b",
    r"\b(?:died|die|dies) (?:down|out|off)\b",
    r"\bbeats? (?:me )?to it\b",
    r"\bbeats me\b(?! up)",
    r"\bit (?:hits?|beats) me\b",
    r"\bit hurts? me to (?:say|leave|miss)\b",
    r"\b(?:heart|panic) attack of laughter\b",
    r"\b(?:sudden|scared|bored|tickled|starved|freezing|frozen|worked|working|sick|loved?|love (?:you|it"
    r"|this|them))(?: me)? to death\b",
    r"\blov(?:e|es|ed|ing) (?:\w+ ){1,3}to death\b",
    r"\bbeats? me (?:in|at) (?!home|night|the|front|my)\w+|\bbeat me by\b",
    r"\b(?:got|get|was|were|been) shot down\b|\bburied (?:in|under)\b|\bdeath ?traps?\b|\bsuicide squad\b",
    r"\bmatter of life (?:or|and) death\b|\bdying for (?!real|help)\w+|\bdying (?:my|her|his|the|our) hair\b",
    r"\b(?:works?|working|job|jobs|nurse|shift|volunteer\w*) (?:\w+ ){0,3}(?:in|at|from) (?:the "
    r"|a )?hospital\b",
    r"\bdie ?hard\b",
    r"\bover my dead body\b",
    r"\bnever say die\b",
    r"\b(?:cancer|suicide|abuse|overdose) (?:walk|awareness|charity|fundraiser|benefit|run|5k|month"
    r"|prevention month)\b",
    r"\b(?:stage fright|stroke of (?:luck|genius)|back ?stroke|breast ?stroke|brush ?strokes?)\b",
    r"\b(?:abus\w* (?:the|this|that) (?:discount|coupon|system|privilege|sale))\b",
    r"\b(?:drop dead|dead) gorgeous\b",
    r"\bmuer(?:o|e|en|es|ta|to)s? de (?:la )?(?:risa|ganas|hambre|sueno|calor|frio|sed|curiosidad"
    r"|cansancio|pena|miedo)\b",
    r"\bmuert[oa]s? de (?:risa|ganas|hambre|sueno|calor|frio|sed|curiosidad|cansancio|miedo)\b",
    r"\bmurio (?:el|la|mi|de) (?:telefono|celular|bateria|carro|coche|internet|computadora|risa)\b",
    r"\b(?:telefono|celular|bateria|carro|internet|computadora) (?:se )?murio\b",
    r"\bme pego (?:una siesta|un bano|el acento|la cancion)\b",
    r"\bmatarme de (?:la )?risa\b",
    r"\bcancer (?:es|soy) (?:mi|de) (?:signo|julio)\b",
)

GRIEF = (
    r"\bmiscarr\w+|\bstill ?born\b|\blost (?:the|our|my) (?:baby|pregnancy)\b",
    r"\bpass(?:ed|es|ing) away\b|\bpassing of (?:my|our|her|his)\b",
    rf"\b(?:{KIN})s? (?:in law )?(?:\w+ )?(?:has |had |just |suddenly |recently |is |was )*(?:died|dies"
    rf"|dying|dead"
    rf"|killed|gone forever|passed{AN_EXAM})\b",
    r"\b(?:died|dying|funeral|funerals|wake service|memorial service|burial|buried|cremat\w+|obituary"
    r"|condolences?|mourning)\b",
    r"\b(?:griev\w+|grief|bereave\w+|widow(?:ed|er)?)\b",
    r"\bdeaths?\b|\b(?:is|are|was|were|hes|shes|theyre|found|shot) dead\b|\b(?:was|were|got"
    r"|been) (?:killed|murdered|shot)\b",
    rf"\b(?:lost|losing|lose|buried|burying|bury) (?:my|our|his|her|their) (?:\w+ )?(?:{KIN})\b(?! (?:card"
    rf"|list|keys|phone))",
    r"\b(?:he|she) (?:just |has )?passed(?: (?:yesterday|last|in (?:his|her) sleep|this (?:morning|week"
    r"|month|year))|$)",
    r"\blost (?:him|her) (?:yesterday|last|this)\b",
    r"\brest in peace\b|\brip (?:to )?(?:my|our|grandma|grandpa|mom|dad|nana|uncle|aunt)\b",
    # Spanish
    r"\b(?:murio|fallecio|fallecido|fallecida|fallecimiento|muerte|ha muerto|se muere|se nos fue"
    r"|esta muert[oa])\b",
    r"\b(?:funeral|velorio|entierro|sepelio|luto|pesame|duelo)\b",
    r"\bperdi (?:a )?mi (?:mama|papa|madre|padre|esposo|esposa|hij[oa]|bebe|herman[oa]|abuel[oa]|marido"
    r"|mujer|amig[oa])\b",
)

GRAVE = (
    *GRIEF,
    # self-harm
    r"\b(?:kill|killing|hang|hanging|shoot|shooting|drown|drowning) (?:my ?self|me self)\b",
    r"\b(?:hurt|hurting|harm|harming|cut|cutting) my ?self\b(?! (?:at|on|while|short|off|some|a)\b)",
    r"\bsuicid\w*",
    r"\bself ?harm\w*",
    r"\bkms\b",
    r"\b(?:end|ending|take|taking) my (?:own )?life\b",
    r"\bend(?:ing)? it all\b",
    r"\b(?:want|wanna|wants|wanted|going|ready|rather|try|tried|trying|wish i could|gonna|hope i"
    r"|wish i would) (?:to )?(?:just )?die\b",
    r"\b(?:want|wish|wished|better off|rather) (?:\w+ )?(?:\w+ )?(?:to be |was |were |be )?dead\b",
    r"\bbetter off without me\b",
    r"\b(?:dont|do not|cant|cannot|no longer) (?:want to |wanna )?(?:live|be alive|exist|be here anymore"
    r"|wake up|go on living)\b"
    r"(?! (?:without (?:my|this|these|the|it|coffee)|in|on|near|there|here|at|with))",
    r"\b(?:no|any|a) (?:reason|point) (?:to|in) (?:live|living|being alive)\b",
    r"\b(?:cant|cannot|can not) (?:go on|take it|take this)(?: like this)?(?: anymore| any more"
    r"| any longer| like this|$)",
    r"\boverdos\w*",
    r"\b(?:depressed|hopeless|hate my life)\b|\bcant do this any ?more\b",
    # danger
    rf"\b(?:he|she|they|{KIN}) (?:\w+ )?(?:\w+ )?(?:{VIOLENCE}) (?:me|us|her|him|my (?:kids?|children|son"
    rf"|daughter))\b",
    rf"\b(?:is|was|keeps|started|been) (?:{VIOLENCE}) (?:me|us|my (?:kids?|children|son|daughter))\b",
    r"\b(?:beats|beat|beating) (?:me|her|us) up\b",
    r"\b(?:abus(?:e|es|ed|ing|ive|er)|rape|raped|rapist|assault(?:ed|ing)?|molested|trafficked)\b",
    r"\bdomestic violence\b|\bput his hands on (?:me|her)\b|\bbroke into (?:my|our)\b"
    r"|\bin an? (?:\w+ )?accident\b",
    r"\b(?:bunch of|too many|all (?:of )?(?:my|the)) pills\b|\b(?:chemo|chemotherapy)\b",
    r"\b(?:i am|im|we are|were|are|dont feel|do not feel|not feeling) (?:not |un)?(?:safe (?:here|at home"
    r"|tonight|with him|with her)|unsafe)\b",
    r"\b(?:im|i am|am|dont feel|do not feel) not safe\b|\b(?:dont|do not) feel safe\b",
    r"\bin danger\b|\b(?:call|called|calling|dial) (?:911|the police|the cops)\b|\bhas a (?:gun|knife)\b",
    r"\b(?:afraid|scared|fear) (?:for|of) (?:my|our|her|his) (?:life|lives|husband|boyfriend|wife|partner"
    r"|ex|safety)\b",
    r"\b(?:heart attack|had a stroke|having a stroke|house fire|car accident|car crash|car wreck"
    r"|in a coma)\b",
    r"\b(?:icu|hospice|hospitali[sz]ed|life support|intensive care|emergency room)\b",
    r"\b(?:in|to|at|from) (?:the )?hospital\b",
    r"\b(?:has|have|had|got|with|diagnosed|fighting|battling|beat|terminal|stage \w+) (?:\w+ )?cancer\b"
    r"|\bterminally ill\b",
    # Spanish
    r"\b(?:matarme|me (?:voy a|quiero) matar|me quiero morir|quiero morir(?:me)?|quisiera morir(?:me)?"
    r"|quitarme la vida"
    r"|no quiero (?:vivir|seguir viviendo)|ya no quiero vivir|hacerme dano|cortarme las venas"
    r"|estaria mejor muert[oa])\b",
    r"\b(?:el|ella|esposo|marido|novio|novia|pareja|papa|padre|mama|ex) (?:\w+ )?(?:me|nos) "
    r"(?:pega|pego|golpea|golpeo|lastima|lastimo|amenaza|amenazo|maltrata|maltrato)\b",
    r"\bme (?:golpea|golpeo|amenaza|amenazo|maltrata|violo|violaron|pega)\b|\bviolencia domestica\b",
    r"\b(?:abuso|abusa|abusaron|abusada) (?:de mi|sexual\w*|sexualmente)\b|\bme siento en peligro\b"
    r"|\ben peligro\b|\bauxilio\b",
    r"\b(?:tiene|tengo|con|de) cancer\b|\b(?:en|al) (?:el )?hospital\b|\b(?:derrame|infarto"
    r"|accidente de (?:carro|auto|coche))\b",
)
