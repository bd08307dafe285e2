"""What people say: each phrase with what is meant by it and, where a person has to answer, that person's words."""

from __future__ import annotations

from dataclasses import dataclass

FAQ, HARD, THANKS, WORD, CHAT = "faq", "question", "thanks", "word", "chat"
WIN, GRIEF, DANGER, PHOTO, COMPLAINT = "win", "grief", "danger", "photo", "complaint"


@dataclass(frozen=True)
class Phrase:
    """Somebody's words, what they are, and what whoever gets them says in return."""

    kind: str
    words: str
    back: str = ""
    photos: int = 0


ENGLISH = (
    Phrase(FAQ, "When is the call?"),
    Phrase(FAQ, "how do I join the call?"),
    Phrase(FAQ, "I missed the call, is there a recording?"),
    Phrase(FAQ, "What time is the call tonight?"),
    Phrase(FAQ, "where can i hear the recorded messages"),
    Phrase(
        HARD,
        "Is the hand cream ok for a baby's skin?",
        "I asked our product people: it is for grown-ups only.",
    ),
    Phrase(
        HARD,
        "My order hasn't come, it's been two weeks",
        "That's too long. I'll call them today and tell you.",
    ),
    Phrase(
        HARD, "Can I bring my sister along on Tuesday?", "Of course, bring her! She just dials in with you."
    ),
    Phrase(
        HARD, "How much did people earn in their first month?", "It differs a lot, and I can't promise a sum."
    ),
    Phrase(
        HARD,
        "What do I say when someone thinks it's a pyramid scheme?",
        "Ask them what they heard, then be honest.",
    ),
    Phrase(THANKS, "Thank you!"),
    Phrase(THANKS, "thanks so much Rosa"),
    Phrase(THANKS, "ok"),
    Phrase(CHAT, "It's snowing here and I made soup", "Soup and snow, that sounds like a good day!"),
    Phrase(
        CHAT,
        "I talked to three neighbors this week and nobody bought, feeling low",
        "Three talks took courage. Proud of you.",
    ),
    Phrase(CHAT, "My daughter just got into college!!", "Oh, congratulations to all of you!"),
    Phrase(
        CHAT,
        "I have an idea for the call, can somebody ring me?",
        "I'd love to hear it. I'll ring you tonight.",
    ),
)
ENGLISH += (
    Phrase(WIN, "WIN I sold three candles to a stranger!"),
    Phrase(WIN, "WIN my neighbor said yes after two months"),
    Phrase(WIN, "win"),
    Phrase(WIN, "PRAISE {other} for staying late to help me pack"),
    Phrase(WIN, "Praise {other} for calling me when I felt low"),
    Phrase(WORD, "SAY"),
    Phrase(WORD, "PRACTICE"),
    Phrase(WORD, "fewer please"),
    Phrase(WORD, "only the call please"),
    Phrase(WORD, "how far are we?"),
    Phrase(PHOTO, "SELFIE", photos=1),
    Phrase(PHOTO, "", photos=1),
    Phrase(PHOTO, "Me and my candle", photos=1),
    Phrase(CHAT, "I was on the call, but only listened", "So good that you were. Just listening is fine."),
)
SPANISH = (
    Phrase(FAQ, "¿Cuándo es la llamada?"),
    Phrase(FAQ, "como entro a la llamada"),
    Phrase(FAQ, "Me perdí la llamada, ¿hay grabación?"),
    Phrase(HARD, "¿La crema se puede usar en bebés?", "Pregunté: es solo para adultos."),
    Phrase(HARD, "Mi pedido no ha llegado, ya van dos semanas", "Es demasiado. Hoy llamo y te cuento."),
    Phrase(HARD, "¿Puede venir mi hermana el martes?", "¡Claro que sí! Que llame contigo."),
    Phrase(THANKS, "¡Gracias!"),
    Phrase(THANKS, "muchas gracias"),
    Phrase(CHAT, "Hoy hablé con mi vecina y le encantó", "¡Qué bueno! Cuéntanos el martes."),
    Phrase(WIN, "LOGRO vendí mi primera crema"),
    Phrase(WIN, "ELOGIO {other} por ayudarme con mi pedido"),
    Phrase(WORD, "DECIR"),
    Phrase(WORD, "ENSAYO"),
    Phrase(WORD, "menos mensajes"),
    Phrase(PHOTO, "SELFIE", photos=1),
    Phrase(CHAT, "Estoy un poco desanimada esta semana", "Te entiendo. Esta noche te llamo."),
)
GRIEF_WORDS = {
    "en": Phrase(
        GRIEF,
        "My mother passed away last night. I don't know what to do",
        "Oh, I am so sorry. I'm calling you now.",
    ),
    "es": Phrase(
        GRIEF, "Anoche murió mi mamá. No sé qué hacer", "Lo siento muchísimo. Te llamo ahora mismo."
    ),
}
DANGER_WORDS = {
    "en": Phrase(
        DANGER,
        "I can't go on, I don't want to live any more",
        "I'm here and I'm calling you right now. Please pick up.",
    ),
    "es": Phrase(DANGER, "Ya no quiero vivir", "Estoy aquí y te llamo ahora mismo. Contesta, por favor."),
}
COMPLAINT_WORDS = {
    "en": Phrase(
        COMPLAINT, "COMPLAINT Rosa shouted at me on the phone", "I'm sorry. I'll ring you and listen."
    ),
    "es": Phrase(COMPLAINT, "QUEJA Rosa me gritó por teléfono", "Lo siento. Te llamo y te escucho."),
}
REASONS = {
    "en": ("the people", "some extra money", "My neighbor told me about it", "fun", "I want to get out more"),
    "es": ("la gente", "un ingreso extra", "Mi prima me contó", "quiero conocer gente"),
}
GOING = {
    "en": ("good", "Great, thanks", "a bit stuck", "stuck", "ok I think, my knee hurts though"),
    "es": ("bien", "muy bien", "un poco atorada", "ahí vamos"),
}
WELL = {
    "en": ("yes", "all good", "busy", "Hard weeks. My husband was in hospital"),
    "es": ("sí", "todo bien", "ocupada", "semanas difíciles"),
}
YES = {"en": ("yes", "YES", "Yes!", "sure", "ok"), "es": ("si", "SÍ", "sí, claro")}
NO = {"en": ("no", "no, please don't"), "es": ("no", "no, por favor")}
PARAGRAPHS = (
    "Spring is here and so are you. I am proud of this team.",
    "A short one this week: please call somebody who has been quiet. It means the world.",
    "Thank you for last Tuesday. I laughed a lot and learned more.",
)
NEWS = {
    "en": ("I sold five soaps at the market", "My sister joined us"),
    "es": ("Vendí cinco jabones", "Mi hermana entró"),
}
TRIES = {
    "en": (
        "We laugh, we learn a bit, and some of us earn something on the side",
        "It's a call I look forward to",
    ),
    "es": ("Nos reímos, aprendemos, y unas ganan algo extra",),
}
AFTER_A_PERSON = {"en": ("thank you", "Thanks, that helps", "ok"), "es": ("gracias", "¡mil gracias!")}

_ALL = (*ENGLISH, *SPANISH, *GRIEF_WORDS.values(), *DANGER_WORDS.values(), *COMPLAINT_WORDS.values())
KINDS_OF_THANKS = {words: THANKS for ways in AFTER_A_PERSON.values() for words in ways}
NEXT = {"en": "NEXT", "es": "SIGUE"}
_BACK = {phrase.words: phrase.back for phrase in _ALL}
KINDS = {phrase.words: phrase.kind for phrase in _ALL if phrase.words} | KINDS_OF_THANKS


def back(words: str, language: str) -> str:
    """What a person says to these words, whatever they are."""
    fallback = (
        "Gracias por contarme. Te llamo pronto."
        if language == "es"
        else "Thank you for telling me. I'll call you soon."
    )
    return _BACK.get(words.strip()) or fallback


def pool(language: str) -> tuple[Phrase, ...]:
    return SPANISH if language == "es" else ENGLISH
