"""Merge fields: what they do, what they refuse, and what they say when something is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.wording.merge import AVAILABLE, MergeError, compile_words, unknown_names

AMY = {
    "first_name": "Amy",
    "name": "Amy Lee",
    "member": {"shirt size": "M", "favourite-product": "Tea", "items": "three"},
    "community": {"name": "The Tuesday Team", "host": "Rosa"},
    "week": {"praises": ["Bob sold one", {"words": "Cy called"}], "challenges": []},
    "links": {"shop": "https://k.example/s"},
}


def said(text: str) -> str:
    return compile_words(text, "hello.txt").render(AMY)


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("Hi {{ first_name }}!", "Hi Amy!"),
        ("{{ community.name }}/{{community.host}}", "The Tuesday Team/Rosa"),
        ("{{ member.shirt_size }} {{ member.favourite_product }} {{ member.items }}", "M Tea three"),
        ("{% if member.shirt_size %}yes{% else %}no{% endif %}", "yes"),
        ("{% if member.car %}yes{% else %}no{% endif %}", "no"),
        ("{% if member.car is defined %}yes{% else %}no{% endif %}", "no"),
        ('{% if member.shirt_size == "M" and not member.car %}yes{% endif %}', "yes"),
        ('{% if member.car == "red" %}a{% elif member.shirt_size != "L" %}b{% endif %}', "b"),
        ('{{ member.car or "your car" }}', "your car"),
        ("{{ member.car or member.shirt_size }}", "M"),
        ("{% for p in week.praises %}{% if loop.first %}{{ p }}{% endif %}{% endfor %}", "Bob sold one"),
        ("{% for p in week.challenges %}{{ p }}{% else %}none{% endfor %}", "none"),
        ("a\n{% if first_name %}\nb\n{% endif %}\nc", "a\nb\nc"),
        ("Hi{% if first_name %} Amy{% endif %}\nBye", "Hi Amy\nBye"),
        ("{# a note to ourselves #}\nHi", "Hi"),
        ("Costs {50%} & <b>", "Costs {50%} & <b>"),
        ("words \n\n", "words"),
    ],
)
def test_renders(text: str, out: str) -> None:
    assert said(text) == out


@pytest.mark.parametrize(
    ("text", "line", "guess"),
    [
        ("one\ntwo {{ frist_name }}", 2, "first_name"),
        ("{{ member.shirt_siez }}", 1, "member.shirt_size"),
        ("\n\n{{ host }}", 3, "community.host"),
        ("{% if first_name %}\n{{ zzz }}\n{% endif %}", 2, None),
        ("{{ week.praises }}", 1, None),
        ("{{ member.car.wheels }}", 1, None),
    ],
)
def test_what_is_missing_is_named_with_line_and_guess(text: str, line: int, guess: str | None) -> None:
    with pytest.raises(MergeError) as caught:
        compile_words(text, "hello.txt", 5).render(AMY)
    assert (caught.value.line, caught.value.guess) == (line + 4, guess)
    assert f"hello.txt:{line + 4}:" in str(caught.value)


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_field_without_a_value_is_never_printed(nothing: str | None) -> None:
    words = compile_words("Size {{ member.shirt_size }}", "hello.txt")
    with pytest.raises(MergeError, match=r'"member.shirt_size" has no value'):
        words.render({"member": {"shirt_size": nothing}})
    assert (
        compile_words("{{ member.shirt_size or 'M' }}", "x.txt").render({"member": {"shirt_size": nothing}})
        == "M"
    )


PAYLOADS = """
{{ ''.__class__ }} | {{ first_name.__class__.__mro__ }} | {{ first_name._private }} | {{ __import__ }}
{{ self.__dict__ }} | {{ ().__class__ }} | {{ [].__class__ }} | {{ {}.__class__ }} | {{ first_name['__class__'] }}
{{ member['shirt size'] }} | {{ member[0] }} | {{ first_name[0:2] }} | {{ first_name() }} | {{ first_name.upper() }}
{{ range(10) }} | {{ range(999999999) }} | {{ lipsum() }} | {{ dict(a=1) }} | {{ cycler(1) }} | {{ joiner() }}
{{ namespace() }} | {{ config }}{{ config.items() }} | {{ request.application() }} | {{ url_for.__globals__() }}
{{ 'a' * 10**9 }} | {{ 2 ** 99999999 }} | {{ 1 + 1 }} | {{ 1 - 1 }} | {{ -1 }} | {{ +1 }} | {{ 5 / 2 }} | {{ 5 // 2 }}
{{ '%s' % first_name }} | {{ 'a' ~ 'b' }} | {{ first_name|upper }} | {{ first_name|attr('__class__') }}
{{ first_name|default('x') }} | {{ first_name|e }} | {{ first_name|safe }} | {{ 'a'.ljust(99) }} | {{ [1, 2] }}
{{ (1, 2) }} | {{ {'a': 1} }} | {{ first_name if name else 'x' }} | {{ first_name == 'Amy' }} | {{ not first_name }}
{% set a = 1 %} | {% set a %}x{% endset %} | {% macro m() %}x{% endmacro %} | {% include 'x' %} | {% import 'x' as y %}
{% from 'x' import y %} | {% extends 'x' %} | {% block a %}x{% endblock %} | {% filter upper %}x{% endfilter %}
{% call m() %}x{% endcall %} | {% with a = 1 %}x{% endwith %} | {% autoescape false %}x{% endautoescape %} | {% do x %}
{% for i in range(9) %}x{% endfor %} | {% for i in 'abc' %}x{% endfor %} | {% for i in [1] %}x{% endfor %}
{% for i in first_name %}x{% endfor %} | {% for a, b in week.praises %}x{% endfor %} | {% for _p in week.praises %}x{% endfor %}
{% for p in week.praises if p %}x{% endfor %} | {% for p in week.praises recursive %}x{% endfor %}
{% for p in week.praises %}{% for q in week.praises %}x{% endfor %}{% endfor %} | {% for p in week.__class__ %}x{% endfor %}
{% for p in week.praises %}{{ loop.cycle('a') }}{% endfor %} | {% for member in week.praises %}x{% endfor %}
{% for p in week.praises %}{{ loop(week.praises) }}{% endfor %} | {% for p in week.praises|sort %}x{% endfor %}
{% if first_name.upper() %}x{% endif %} | {% if 1 + 1 %}x{% endif %} | {% if first_name is callable %}x{% endif %}
{% if first_name is sameas name %}x{% endif %} | {% if first_name|length %}x{% endif %} | {% if name in [1] %}x{% endif %}
{% if 'a' * 9 == 'b' %}x{% endif %} | {{ first_name.format_map(member) }} | {{ "{0.__class__}".format(1) }}
{{ first_name is defined }} | {{ (first_name) (1) }} | {{ cycler.__init__.__globals__.os.popen('id').read() }}
{{ | {{ first_name | {% if x %} | {% endif %} | {% for p in week.praises %}x | {{ }} | {{ a b }} | {% %}
""".strip().replace("\n", " | ").split(" | ")  # fmt: skip


def test_there_are_enough_ways_to_try() -> None:
    assert len(PAYLOADS) >= 60


@pytest.mark.parametrize("payload", PAYLOADS)
def test_everything_else_is_refused_before_it_runs(payload: str) -> None:
    with pytest.raises(MergeError):
        compile_words(f"Hello\n{payload}", "evil.txt")


@pytest.mark.parametrize(
    "payload",
    ["{{" + "(" * 9000 + "a" + ")" * 9000 + "}}", "{% if a %}" * 300 + "x" + "{% endif %}" * 300, "{{ " + "not " * 9000 + "a }}",
     "{{ a" + ".b" * 9000 + " }}", "a" * 100_001, "{{ " + "9" * 9000 + " }}"],
    ids=["brackets", "ifs", "nots", "dots", "long", "digits"],
)  # fmt: skip
def test_deep_and_long_words_are_refused(payload: str) -> None:
    with pytest.raises(MergeError):
        compile_words(payload, "evil.txt")


@pytest.mark.parametrize(
    "payload",
    [
        "{{ config }}",
        "{{ self }}",
        "{{ request }}",
        "{{ range }}",
        "{{ lipsum }}",
        "{{ member.keys }}",
        "{{ caller }}",
    ],
)
def test_nothing_but_the_fields_can_be_seen(payload: str) -> None:
    with pytest.raises(MergeError):
        said(payload)


def test_output_is_bounded() -> None:
    words = compile_words("{% for p in week.praises %}{{ p }}{% endfor %}", "x.txt")
    with pytest.raises(MergeError, match="grew beyond"):
        words.render({"week": {"praises": ["a" * 1000] * 1000}})


@given(st.text(max_size=60))
def test_values_are_never_read_as_fields(value: str) -> None:
    shown = compile_words("[{{ name }}{{ 'x' }}]", "x.txt").render({"name": value + "{{ 1 }}"})
    assert shown.endswith("{{ 1 }}x]")


@pytest.mark.parametrize("text", ["a\x00b", "a\rb", "a\x1bb"])
def test_control_characters_are_left_out(text: str) -> None:
    assert compile_words("{{ name }}", "x.txt").render({"name": text}) == "ab"


@pytest.mark.parametrize(
    ("text", "names", "guarded"),
    [
        ("{{ member.a }}", {"member.a"}, set()),
        ("{% if member.a %}{{ member.a }}{% endif %}", {"member.a"}, {"member.a"}),
        ("{% if member.a %}{{ member.b }}{% endif %}", {"member.a", "member.b"}, {"member.a"}),
        ("{% if member.a and member.b %}{{ member.b }}{% endif %}", {"member.a", "member.b"}, {"member.a", "member.b"}),
        ("{% if member.a or member.b %}{{ member.b }}{% endif %}", {"member.a", "member.b"}, {"member.a"}),
        ("{% if not member.a %}x{% else %}{{ member.a }}{% endif %}", {"member.a"}, {"member.a"}),
        ("{% if not member.a %}{{ member.a }}{% endif %}", {"member.a"}, set()),
        ("{% if member.a is defined %}{{ member.a }}{% endif %}", {"member.a"}, {"member.a"}),
        ("{% if member.a == 'x' %}{{ member.a }}{% elif member.b %}{{ member.b }}{% endif %}", {"member.a", "member.b"}, {"member.a", "member.b"}),
        ("{{ member.a or 'x' }}", {"member.a"}, {"member.a"}),
        ("{{ member.a or member.b }}", {"member.a", "member.b"}, {"member.a"}),
        ("{% if member.a %}{{ member.a }}{% endif %}{{ member.a }}", {"member.a"}, set()),
        ("{% for p in week.praises %}{{ p.words }}{{ name }}{% endfor %}", {"week.praises", "name"}, {"week.praises"}),
    ],
)  # fmt: skip
def test_names_and_which_of_them_are_guarded(text: str, names: set[str], guarded: set[str]) -> None:
    words = compile_words(text, "x.txt")
    assert (set(words.names), set(words.guarded)) == (names, guarded)


def test_unknown_names_come_with_line_and_guess() -> None:
    words = compile_words(
        "{{ frist_name }} {{ member.shirt_size }}\n{{ member.shirt }} {{ links.shop }} {{ week.praise }}\n{{ qqq }}",
        "x.txt",
        4,
    )
    assert unknown_names(words, ["Shirt size"]) == [
        ("frist_name", 4, "first_name"),
        ("links.shop", 5, None),
        ("member.shirt", 5, "member.shirt_size"),
        ("week.praise", 5, "week.praises"),
        ("qqq", 6, None),
    ]
    assert ("links.shop", 5, "links.shoe") in unknown_names(words, ["links.shoe"])


def test_all_that_is_available_is_known() -> None:
    every = " ".join(f"{{{{ {name} }}}}" for name in AVAILABLE if not name.endswith(("FIELD", "NAME")))
    assert unknown_names(compile_words(every, "x.txt"), []) == []
