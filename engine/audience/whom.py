"""Whom something goes to that is kept beside it as data: conditions that must all hold, and a few that files have no
words for (any of several, one member's own people, all but one).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import and_, or_
from typing import Any

from peewee import fn

from engine.audience.context import Context
from engine.audience.expressions import expression
from engine.audience.reaching import takes
from engine.audience.stored import restored
from engine.models import Member

FOR, ANY_OF, SPONSOR, BUT = "for", "any of", "sponsor", "but"
READS, READS_OTHER = "reads", "reads other"  # of languages, by their first two letters
RINGS = "rings"  # whether only those who are rung rather than texted, or only the others


def whom(detail: Mapping[str, Any], context: Context) -> Any:
    """Everybody whom ``detail`` means, as an expression over Member."""
    limits = [expression(restored(detail.get(FOR, [])), context)]
    if (alternatives := detail.get(ANY_OF)) is not None:
        limits.append(reduce(or_, (expression(restored(one), context) for one in alternatives)))
    if (sponsor := detail.get(SPONSOR)) is not None:
        limits.append(Member.sponsor == sponsor)
    if (but := detail.get(BUT)) is not None:
        limits.append(Member.id != but)
    language = fn.SUBSTR(fn.LOWER(Member.language), 1, 2)
    if (reads := detail.get(READS)) is not None:
        limits.append(language == reads)
    if (other := detail.get(READS_OTHER)) is not None:
        limits.append(language != other)
    if (rings := detail.get(RINGS)) is not None:
        limits.append(rung() if rings else ~rung())
    return reduce(and_, limits)


def rung() -> Any:
    """Whether they would rather be rung, or have nothing but a landline."""
    others = takes("text") | takes("email")
    return takes("phone") & ((Member.prefers == "phone") | ~others)
