"""Every phrase about time that a manager may write, and what is said of those that mean nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.times import (
    DateRule,
    Duration,
    Hours,
    Moment,
    Recurrence,
    TimesError,
    UntilDate,
    UntilEvent,
    UntilTexted,
    UntilTime,
    UntilWeekday,
    parse_date,
    parse_date_start,
    parse_duration,
    parse_every,
    parse_hours,
    parse_moment,
    parse_time_of_day,
    parse_wait,
    parse_weekday,
    show_time,
)
from tests.engine.times.zones_used import times_of_day

DAY = Duration(1, "days")
NINE = time(9)

MEANS = [
    (parse_time_of_day, "9am", NINE),
    (parse_time_of_day, "9:30 PM", time(21, 30)),
    (parse_time_of_day, "19:00", time(19)),
    (parse_time_of_day, "7:00", time(7)),
    (parse_time_of_day, "12am", time(0)),
    (parse_time_of_day, "12pm", time(12)),
    (parse_time_of_day, " Noon ", time(12)),
    (parse_time_of_day, "midnight", time(0)),
    (parse_weekday, "Tuesday", 1),
    (parse_date, "2026-12-01", date(2026, 12, 1)),
    (parse_duration, "1 day", DAY),
    (parse_duration, "90 minutes", Duration(90, "minutes")),
    (parse_duration, "1  Week", Duration(1, "weeks")),
    (parse_wait, "1 day", DAY),
    (parse_wait, "until 10am", UntilTime(time(10))),
    (parse_wait, "until noon", UntilTime(time(12))),
    (parse_wait, "until tuesday 10am", UntilWeekday(1, time(10))),
    (parse_wait, "until Tuesday at 10am", UntilWeekday(1, time(10))),
    (parse_wait, "until tuesday", UntilWeekday(1, None)),
    (parse_wait, "until birthday", UntilDate("birthday")),
    (parse_wait, "until launch day", UntilDate("launch day")),
    (parse_wait, "until payday", UntilDate("payday")),
    (parse_wait, "until event first-sale or 30 days", UntilEvent("first-sale", Duration(30, "days"))),
    (
        parse_wait,
        "until they text NEXT, go  on or 3 days",
        UntilTexted(("NEXT", "go on"), Duration(3, "days")),
    ),
    (parse_every, "friday at 9am", Recurrence("week", NINE, weekday=4)),
    (parse_every, "tuesday 7pm", Recurrence("week", time(19), weekday=1)),
    (parse_every, "day at 8am", Recurrence("day", time(8))),
    (parse_every, "month on the 1st at 9am", Recurrence("month", NINE, monthday=1)),
    (
        parse_every,
        "2 weeks on friday at 9am from 2026-01-02",
        Recurrence("week", NINE, 2, weekday=4, start=date(2026, 1, 2)),
    ),
    (parse_moment, "1 day before", Moment(DAY, "before", "start", None)),
    (parse_moment, "at the start", Moment(None, "after", "start", None)),
    (parse_moment, "10 minutes after", Moment(Duration(10, "minutes"), "after", "start", None)),
    (parse_moment, "1 hour after the end", Moment(Duration(1, "hours"), "after", "end", None)),
    (parse_moment, "1 day before at 10am", Moment(DAY, "before", "start", time(10))),
    (parse_date_start, "date birthday at 9am", DateRule("birthday", None, NINE)),
    (parse_date_start, "3 days before date birthday at 9am", DateRule("birthday", Duration(3, "days"), NINE)),
    (
        parse_date_start,
        "60 days after date joined at 9am",
        DateRule("joined", None, NINE, Duration(60, "days")),
    ),
    (parse_hours, "9am to 8pm", Hours(NINE, time(20))),
    (parse_hours, "9am to midnight", Hours(NINE, time(0))),
    (parse_hours, "any time", Hours(None, None)),
]

WRONG = [
    (parse_time_of_day, "25:00", "25:00", "15:00"),
    (parse_time_of_day, "24:00", "24:00", "midnight"),
    (parse_time_of_day, "9", "9", "9am"),
    (parse_time_of_day, "13pm", "13pm", "1pm"),
    (parse_time_of_day, "9.30pm", "9.30pm", "9:30pm"),
    (parse_time_of_day, "9:75", "9:75", None),
    (parse_time_of_day, "\u0669am", "\u0669am", None),
    (parse_weekday, "tuseday", "tuseday", "tuesday"),
    (parse_weekday, "whenever", "whenever", None),
    (parse_date, "2026-02-30", "2026-02-30", "2026-02-28"),
    (parse_date, "Dec 1, 2026", "Dec 1, 2026", "2026-12-01"),
    (parse_date, "12/01/2026", "12/01/2026", None),
    (parse_duration, "2 dyas", "dyas", "2 days"),
    (parse_duration, "soon", "soon", None),
    (parse_duration, "1.5 hours", "1.5 hours", "90 minutes"),
    (parse_duration, "1 year", "1 year", "12 months"),
    (parse_duration, "0 days", "0 days", "1 day"),
    (parse_duration, "9999999 minutes", "9999999 minutes", None),
    (parse_wait, "until tuseday 10am", "tuseday", "until tuesday 10am"),
    (parse_wait, "until wensday", "wensday", "until wednesday"),
    (parse_wait, "until tuesday 9", "9", "until tuesday 9am"),
    (parse_wait, "tuesday 10am", "tuesday 10am", "until tuesday 10am"),
    (parse_wait, "untill tuesday", "untill", "until tuesday"),
    (parse_wait, "until next tuesday", "next tuesday", "until tuesday"),
    (parse_wait, "until 2 days", "until 2 days", "2 days"),
    (parse_wait, "until 2026-12-01", "2026-12-01", None),
    (parse_wait, "until event first-sale", "until event first-sale", "until event first-sale or 30 days"),
    (parse_wait, "until event first sale or 9 days", " sale or 9 days", "until event first-sale or 9 days"),
    (parse_wait, "until they text NEXT", "until they text NEXT", "until they text NEXT or 3 days"),
    (parse_wait, "until they text", "until they text", None),
    (parse_wait, "until they text NEXT or 3 dyas", "dyas", "until they text NEXT or 3 days"),
    (parse_wait, "until event won or 3 dyas", "dyas", "until event won or 3 days"),
    (parse_every, "tuseday 7pm", "tuseday", "tuesday 7pm"),
    (parse_every, "friday", "friday", "friday at 9am"),
    (parse_every, "weekday at 9am", "weekday", None),
    (parse_every, "month on the last at 9am", "last", "month on the 31st at 9am"),
    (
        parse_every,
        "2 weeks on friday at 9am",
        "2 weeks on friday at 9am",
        "2 weeks on friday at 9am from 2026-01-02",
    ),
    (parse_moment, "15 minutes", "15 minutes", "15 minutes before"),
    (parse_moment, "2 hours before at 9am", "at 9am", None),
    (parse_moment, "1 dya before at 9am", "dya", "1 day before at 9am"),
    (parse_date_start, "date birthday", "date birthday", "date birthday at 9am"),
    (parse_date_start, "2 hours before date birthday at 9am", "2 hours", None),
    (parse_hours, "9am-8pm", "9am-8pm", "9am to 8pm"),
    (parse_hours, "8pm to 9am", "8pm to 9am", "9am to 8pm"),
]
PARSERS = sorted({parse for parse, *_ in MEANS}, key=lambda parse: parse.__name__)


@pytest.mark.parametrize(("parse", "text", "meaning"), MEANS)
def test_a_phrase_means_what_it_says(parse: Callable[[str], object], text: str, meaning: object) -> None:
    assert parse(text) == meaning


@pytest.mark.parametrize(("parse", "text", "place", "guess"), WRONG)
def test_a_wrong_phrase_is_shown_its_place_and_repair(
    parse: Callable[[str], object], text: str, place: str, guess: str | None
) -> None:
    with pytest.raises(TimesError) as caught:
        parse(text)
    assert caught.value.span is not None
    assert text[slice(*caught.value.span)] == place
    assert caught.value.guess == guess
    if guess is not None:
        parse(guess)


@pytest.mark.parametrize(("parse", "text", "meaning"), MEANS)
def test_what_is_said_back_means_the_same(parse: Callable[[str], object], text: str, meaning: object) -> None:
    if not isinstance(meaning, (int, time, date)):
        assert parse(str(meaning).removeprefix("every ")) == meaning


@given(times_of_day)
def test_a_time_of_day_survives_being_shown(at: time) -> None:
    assert parse_time_of_day(show_time(at)) == at


@given(
    st.sampled_from(PARSERS),
    st.text(max_size=40) | st.from_regex(r"(until |every )?[a-z0-9:. -]{0,30}", fullmatch=True),
)
def test_any_text_is_read_or_told_apart_in_its_place(parse: Callable[[str], object], text: str) -> None:
    try:
        parse(text)
    except TimesError as wrong:
        first, last = wrong.span or (0, 0)
        assert wrong.message and 0 <= first <= last <= len(text)  # noqa: PT017, PT018 - either outcome is right


def test_an_unknown_unit_is_no_duration() -> None:
    with pytest.raises(ValueError, match="fortnights"):
        Duration(1, "fortnights")
