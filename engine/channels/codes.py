"""What a provider's answer means for us: one table, no I/O.

Twilio's codes come from its error dictionary (twilio.com/docs/api/errors), the classes are ours. A code that
is not in the table is judged by its HTTP status, and by none at all as permanent: what nobody foresaw must not
be sent again and again.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "accepted",  # the provider has it
    "retry",  # certainly not processed: again, soon
    "settle",  # may have been processed: find out first
    "later",  # certainly not delivered, may work in an hour: again, a few times
    "tomorrow",  # a daily cap of the provider's: again on its next day
    "suppress",  # the person said stop to the carrier
    "permanent",  # never to this address, or never with these words
    "configuration",  # nothing from this sender will work until somebody repairs a setting
    "loop",  # two machines answering one another: this ends here
]

_TWILIO: dict[Kind, tuple[int, ...]] = {
    "retry": (20429,),  # "never processed and always safe to retry"
    "settle": (20500, 20503),
    "later": (30001, 30003, 30008, 30017, 30022, 30035, 21611),
    "tomorrow": (30023, 30027, 63038),
    "suppress": (21610, 30004),
    "permanent": (
        *(21211, 21214, 21216, 21217, 21401, 21604, 21612, 21614, 30005, 30006, 30011),  # this recipient
        *(21602, 21617, 21618, 21619, 21620, 21623, 30007, 30019),  # these words
    ),
    "configuration": (
        *(10001, 20003, 20005, 20404, 21212, 21408, 21601, 21603, 21606, 21608, 21609, 21701, 21703),
        *(21203, 21205, 21210, 21213, 21215, 21219),  # calls: the account, our number, where it may ring
        *(21704, 21705, 30002, 30018, 30024, 30032, 30033, 30034, 35111, 35114, 35115, 35117, 35118),
    ),
    "loop": (14107,),
}
_CODES: dict[int, Kind] = {code: kind for kind, codes in _TWILIO.items() for code in codes}

DEAD_NUMBERS = frozenset({21211, 21214, 21217, 21401, 30005})  # nobody is there
NO_TEXTS = frozenset({21614, 30006})  # a landline, or a carrier that takes no texts
ONCE = frozenset({30008})  # an unknown error of the carrier's: one more try and no more

_NOT_FOUND, _TOO_MANY = 404, 429


def classify_twilio(code: int | None, status: int | None) -> Kind:
    """What Twilio's error ``code`` (None: it gave none) with HTTP ``status`` (None: a callback) means."""
    if code in _CODES:
        return _CODES[code]
    if status == _TOO_MANY:
        return "retry"
    if status is not None and status >= 500:
        return "settle"
    if status in (401, 403, _NOT_FOUND):
        return "configuration"
    return "permanent"


def classify_sendgrid(status: int) -> Kind:
    """What the HTTP ``status`` of mail/send means."""
    if 200 <= status < 300:
        return "accepted"
    if status == _TOO_MANY:
        return "retry"
    if status in (401, 403, _NOT_FOUND, 405):
        return "configuration"
    return "settle" if status >= 500 else "permanent"
