"""Claims in praise: what somebody earned, and what it did for their health."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.understanding.claims import claims


@pytest.mark.parametrize(
    "text",
    [
        "Amy made $500 in a week!",
        "She earns 2k a month now",
        "It replaced my income and I quit my job",
        "My first commission check!",
        "paid off my car",
        "Amy is debt free",
        "Ganó 300 dólares en un día",
        "Dejé mi trabajo gracias a esto",
        "Mis ingresos subieron",
        "1,000 pesos la primera semana",
    ],
)
def test_earnings_are_pointed_out(text: str) -> None:
    assert "earnings" in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "It cured her arthritis",
        "Lost 20 pounds in a month!",
        "no more pain since I use it",
        "My blood pressure is down and I sleep better",
        "off my meds at last",
        "Me curó el dolor de espalda",
        "Bajé 10 kilos",
        "Ya no tengo ansiedad",
        "Mi doctora no lo cree",
    ],
)
def test_health_is_pointed_out(text: str) -> None:
    assert "health" in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "Amy made a first sale!",
        "I sold ten boxes today",
        "Bob praises Amy for staying late to help me pack",
        "She led her first call, and what a call it was",
        "Carla habló con tres vecinas y no se rindió",
        "Tom finished his first week",
        "We painted the hall together",
        "Vendí diez cajas hoy",
        "",
    ],
)
def test_most_praise_claims_nothing(text: str) -> None:
    assert claims(text) == ()


def test_both_are_named_in_one_order() -> None:
    assert claims("It cured me and I earn $100") == ("earnings", "health")


@given(st.text(max_size=200))
def test_anything_may_be_looked_at(text: str) -> None:
    assert set(claims(text)) <= {"earnings", "health"}


@given(st.integers(min_value=1, max_value=10**7), st.sampled_from("$\u20ac\u00a3"))
def test_an_amount_of_money_is_always_seen(amount: int, sign: str) -> None:
    assert claims(f"what a day: {sign}{amount}") == ("earnings",)
