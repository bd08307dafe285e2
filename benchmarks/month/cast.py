"""Who lives in the community: drawn once from a seed, with all that they will be inclined to do."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOST, LEADER, MANAGER, PRODUCT = "host", "leader", "manager", "product"
# Area codes with the zone that they tell of; the first ones hold most people.
PLACES = (
    ("312", "America/Chicago"),
    ("312", "America/Chicago"),
    ("214", "America/Chicago"),
    ("212", "America/New_York"),
    ("212", "America/New_York"),
    ("303", "America/Denver"),
    ("602", "America/Phoenix"),
    ("310", "America/Los_Angeles"),
    ("416", "America/Toronto"),
)
FIRST = [
    "Amy",
    "Ben",
    "Cora",
    "Dan",
    "Ella",
    "Finn",
    "Gail",
    "Hank",
    "Iris",
    "Jack",
    "Kate",
    "Leo",
    "Mona",
    "Ned",
    "Olga",
    "Pam",
    "Quinn",
    "Ruth",
    "Sam",
    "Tess",
    "Una",
    "Vic",
    "Wanda",
    "Yuri",
    "Zoe",
    "Ada",
    "Burt",
    "Cleo",
    "Dora",
    "Earl",
    "Fay",
    "Gus",
    "Hope",
    "Ivan",
    "June",
    "Kurt",
    "Lena",
    "Max",
    "Nina",
    "Otto",
]
FIRST_ES = [
    "Ana",
    "Beto",
    "Carmen",
    "Diego",
    "Elena",
    "Felipe",
    "Gloria",
    "Hugo",
    "Ines",
    "Jorge",
    "Lola",
    "Marta",
    "Nico",
    "Paco",
    "Rocio",
    "Sofia",
]
LAST = [
    "Lee",
    "Stone",
    "Reed",
    "Park",
    "Hill",
    "Wood",
    "Shaw",
    "Cole",
    "Ford",
    "Lane",
    "Nash",
    "Webb",
    "Hart",
    "Pope",
    "Voss",
    "Kerr",
]
LAST_ES = ["Rios", "Vega", "Soto", "Luna", "Cruz", "Mora", "Leon", "Paz"]
SPANISH = 0.2
BY_EMAIL = 0.15
BY_BOTH = 0.2
NEWCOMERS = 0.3

# What befalls a few: the share of everybody it befalls, one at least.
FATES = {
    "stop": 0.07,
    "stop and start": 0.02,
    "unsubscribe": 0.02,
    "grief": 0.02,
    "danger": 0.02,
    "complaint": 0.02,
    "first sale": 0.15,
    "espanol": 0.03,
}


@dataclass(frozen=True)
class Traits:
    """How somebody is. Shares are between 0 and 1; ``talks`` is how often they write unasked, in a week."""

    answers: float
    calls: float
    talks: float
    minutes: float  # how long they take to answer, the middle of it


@dataclass(frozen=True)
class Person:
    """One person. ``joins_at`` is None for whoever is in from the start; ``dice`` are theirs alone."""

    key: str
    name: str
    phone: str
    email: str
    zone: str
    language: str
    prefers: str
    traits: Traits
    joins_at: datetime | None = None
    role: str = ""
    tags: tuple[str, ...] = ()
    fate: str = ""
    birthday: str = ""
    dice: random.Random = field(default_factory=random.Random, compare=False, repr=False)

    @property
    def first(self) -> str:
        return self.name.split()[0]

    @property
    def speaks(self) -> str:
        """What they speak, whatever they were put in with."""
        return "es" if self.fate == "espanol" else self.language

    @property
    def is_staff(self) -> bool:
        return bool(self.role)

    @property
    def writes_by(self) -> str:
        """The channel on which they write to us."""
        return "email" if not self.phone or (self.prefers == "email" and self.email) else "text"


def draw(
    members: int, dice: random.Random, begins: datetime, length: timedelta, *, talk: float = 1.0
) -> list[Person]:
    """The host, the staff, and ``members`` people, three of them leaders; the order of the list never changes.

    ``talk`` is how much of a busy month's talk there is: people write unasked that many times as often.
    """
    drawn = random.Random(dice.getrandbits(64))
    staff = [
        _staff(1, "Rosa Martin", HOST, drawn),
        _staff(2, "Peter Kane", PRODUCT, drawn),
        _staff(3, "Nora Quist", MANAGER, drawn),
    ]
    fates = _fates(members, drawn)
    return staff + [
        _member(number, members, fates[number], drawn, begins, length, talk) for number in range(members)
    ]


def _staff(number: int, name: str, role: str, dice: random.Random) -> Person:
    return Person(
        f"s{number:02}", name, f"+1312555{9000 + number}", "", "America/Chicago", "en", "",
        Traits(0.95, 0.95, 0, 25), role=role, dice=random.Random(dice.getrandbits(64)),
    )  # fmt: skip


def _member(
    number: int,
    members: int,
    fate: str,
    dice: random.Random,
    begins: datetime,
    length: timedelta,
    talk: float,
) -> Person:
    own = random.Random(dice.getrandbits(64))
    leader = number < max(3, members // 25)
    spanish = number == 2 or (own.random() < SPANISH and fate != "espanol")
    speaks_spanish = spanish or fate == "espanol"
    name = _name(number, own, spanish=speaks_spanish)
    area, zone = own.choice(PLACES)
    way = "text" if leader or fate in ("stop", "stop and start", "espanol") else _way(own)
    if fate == "unsubscribe":
        way = "both"
    late = own.random() < NEWCOMERS and not leader and way == "text"
    joins = begins + length * own.uniform(0.01, 0.8) if late else None
    phone = f"+1{area}555{100 + number % 100:04}" if way != "email" else ""
    return Person(
        key=f"m{number + 1:03}",
        name=name,
        phone=phone if number < 100 or not phone else f"+1{area}556{number:04}",
        email=f"{name.replace(' ', '.').lower()}{number}@mail.example" if way != "text" else "",
        zone=zone,
        language="es" if spanish else "en",
        prefers="email" if way == "both" and own.random() < 0.5 else "",
        traits=Traits(
            answers=own.choice((0.3, 0.6, 0.8, 0.95)),
            calls=0.9 if leader else own.choice((0.0, 0.3, 0.6, 0.85)),
            talks=talk * own.choice((0.2, 0.5, 0.5, 1.0, 2.0)),
            minutes=own.choice((3, 15, 60, 240)),
        ),
        joins_at=joins,
        tags=("leader",) if leader else (),
        fate=fate if not leader else "",
        birthday=f"{1950 + own.randrange(50)}-{own.randrange(1, 13):02}-{own.randrange(1, 29):02}",
        dice=own,
    )


def _name(number: int, dice: random.Random, *, spanish: bool) -> str:
    first, last = (FIRST_ES, LAST_ES) if spanish else (FIRST, LAST)
    return f"{first[number % len(first)]} {dice.choice(last)}"


def _way(dice: random.Random) -> str:
    chance = dice.random()
    return "email" if chance < BY_EMAIL else "both" if chance < BY_EMAIL + BY_BOTH else "text"


def _fates(members: int, dice: random.Random) -> list[str]:
    """One fate or none for each; leaders come first and keep none."""
    dealt = [fate for fate, share in FATES.items() for _ in range(max(1, round(members * share)))]
    leaders = max(3, members // 25)
    free = list(range(leaders, members))
    dice.shuffle(free)
    fates = [""] * members
    for number, fate in zip(free, dealt, strict=False):
        fates[number] = fate
    return fates
