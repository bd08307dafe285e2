"""What a merge field may be: an allow-list over Jinja's syntax tree.

Managers get fields, `if` (with `and`, `or`, `not`, comparisons and `is defined`), `or` for a default, and one level of
`for`. Everything else is refused when the words are read, so nothing that could be slow, large or curious
ever runs: what is not allowed here is forbidden, including what Jinja will invent next.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jinja2 import nodes

from engine.errors import KindlingError
from engine.wording.names import LISTS


class MergeError(KindlingError):
    """Words that cannot be merged: `line` counts from 1 in the file, `guess` is what may have been meant,
    `name` the merge field concerned."""

    def __init__(
        self, message: str, line: int, guess: str | None = None, *, file: str = "", name: str | None = None
    ) -> None:
        self.message = message
        self.line = line
        self.guess = guess
        self.file = file
        self.name = name
        place = f"{file}:{line}: " if file else f"line {line}: "
        super().__init__(place + message + (f' Did you mean "{guess}"?' if guess else ""))


LOOP_FACTS = frozenset({"first", "last", "index"})

_ONLY = "Only fields, if and for are known here."
_REFUSED: dict[type[nodes.Node], str] = {
    nodes.Call: "Merge fields cannot call anything: leave out the brackets.",
    nodes.Filter: 'There are no filters here. For a default write {{ member.shirt_size or "your size" }}.',
    nodes.Getitem: "Square brackets are not used here: write member.shirt_size.",
    nodes.BinExpr: "There is no arithmetic in merge fields.",
    nodes.UnaryExpr: "There is no arithmetic in merge fields.",
    nodes.Concat: "There is no arithmetic in merge fields.",
    nodes.CondExpr: "Write the condition around the words: {% if member.shirt_size %}...{% else %}...{% endif %}.",
}
_ALWAYS: tuple[type[nodes.Node], ...] = (
    nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr, nodes.If, nodes.For,
    nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.Test,
)  # fmt: skip


@dataclass
class Findings:
    """`lines`: each dotted name and the line it is first used on; `bare`: names printed with nothing to fall
    back on."""

    lines: dict[str, int] = field(default_factory=dict)
    bare: set[str] = field(default_factory=set)


def inspect(tree: nodes.Template) -> Findings:
    """The names used in a parsed template; raises MergeError (lines counted from 1) for all that is not allowed."""
    findings = Findings()
    _body(tree.body, frozenset(), None, findings)
    return findings


def _body(body: list[nodes.Node], safe: frozenset[str], loop: str | None, found: Findings) -> None:
    for node in body:
        _allowed(node)
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                _printed(part, safe, loop, found)
        elif isinstance(node, nodes.If):
            _branches(node, safe, loop, found)
        elif isinstance(node, nodes.For):
            _loop(node, safe, loop, found)
        else:
            raise MergeError(_ONLY, node.lineno)


def _branches(node: nodes.If, safe: frozenset[str], loop: str | None, found: Findings) -> None:
    failed = safe
    for branch in [node, *node.elif_]:
        _note(branch.test, loop, found)
        _body(branch.body, failed | _true(branch.test), loop, found)
        failed |= _false(branch.test)
    _body(node.else_, failed, loop, found)


def _loop(node: nodes.For, safe: frozenset[str], loop: str | None, found: Findings) -> None:
    if loop:
        raise MergeError("One for inside another is not possible.", node.lineno)
    if node.test is not None or node.recursive or not isinstance(node.target, nodes.Name):
        raise MergeError("A for is written {% for praise in week.praises %}...{% endfor %}.", node.lineno)
    _allowed(node.iter)
    name = dotted(node.iter)
    if name not in LISTS:
        raise MergeError(f"for goes through {', '.join(sorted(LISTS))} only.", node.lineno)
    if node.target.name.startswith("_") or node.target.name in (
        "loop",
        "member",
        "community",
        "week",
        "team",
        "month",
        "links",
    ):
        raise MergeError(
            f'Choose another word than "{node.target.name}" for what goes through the list.', node.lineno
        )
    found.lines.setdefault(name, node.lineno)
    _body(node.body, safe, node.target.name, found)
    _body(node.else_, safe, None, found)


def _printed(node: nodes.Node, safe: frozenset[str], loop: str | None, found: Findings) -> None:
    """Note what an output prints, and which of it would be missing if the member lacks it."""
    if isinstance(node, nodes.TemplateData):
        return
    _note(node, loop, found)
    last = node
    while isinstance(last, nodes.Or):
        last = last.right
    if isinstance(last, (nodes.Name, nodes.Getattr)):
        name = dotted(last)
        if name not in safe and not _inside(name, loop):
            found.bare.add(name)
    elif not isinstance(last, nodes.Const):
        raise MergeError("Comparisons belong in an if.", node.lineno)


def _note(node: nodes.Node, loop: str | None, found: Findings) -> None:
    """Check an expression and note the names in it."""
    _allowed(node)
    if isinstance(node, (nodes.Name, nodes.Getattr)):
        name = dotted(node)
        if not _inside(name, loop):
            found.lines.setdefault(name, node.lineno)
        return
    if isinstance(node, nodes.Test) and (node.name != "defined" or node.args or node.kwargs):
        raise MergeError(f'"is {node.name}" is not known here; only "is defined" is.', node.lineno)
    for child in node.iter_child_nodes():
        _note(child, loop, found)


def _inside(name: str, loop: str | None) -> bool:
    head, _, rest = name.partition(".")
    if loop and head == "loop":
        return rest in LOOP_FACTS
    return head == loop


def _allowed(node: nodes.Node) -> None:
    if isinstance(node, _ALWAYS):
        return
    # Nodes that Jinja makes up itself (around autoescape) carry no line; what stands inside them does.
    inside = (child.lineno for child in node.find_all(nodes.Node))
    line = node.lineno or next((found for found in inside if found), 1)
    for kind, message in _REFUSED.items():
        if isinstance(node, kind):
            raise MergeError(message, line)
    raise MergeError(_ONLY, line)


def dotted(node: nodes.Node) -> str:
    """The name as written, "member.shirt_size"; raises MergeError where it is more than dots and words."""
    if isinstance(node, nodes.Name):
        name = node.name
    elif isinstance(node, nodes.Getattr):
        _allowed(node.node)
        if not isinstance(node.node, (nodes.Name, nodes.Getattr)):
            raise MergeError("Before a dot stands a name.", node.lineno)
        name = f"{dotted(node.node)}.{node.attr}"
    else:
        raise MergeError("A name is expected here.", node.lineno)
    if name.rsplit(".", 1)[-1].startswith("_"):
        raise MergeError(f'"{name}" is not a merge field.', node.lineno)
    return name


def _true(test: nodes.Node) -> frozenset[str]:
    """The names that surely have a value when `test` holds."""
    if isinstance(test, (nodes.Name, nodes.Getattr)):
        return frozenset({dotted(test)})
    if isinstance(test, nodes.And):
        return _true(test.left) | _true(test.right)
    if isinstance(test, nodes.Or):
        return _true(test.left) & _true(test.right)
    if isinstance(test, nodes.Not):
        return _false(test.node)
    if isinstance(test, nodes.Test):
        return _true(test.node)
    if isinstance(test, nodes.Compare) and len(test.ops) == 1 and test.ops[0].op == "eq":
        value = test.ops[0].expr
        return _true(test.expr) if isinstance(value, nodes.Const) and value.value else frozenset()
    return frozenset()


def _false(test: nodes.Node) -> frozenset[str]:
    """The names that surely have a value when `test` does not hold."""
    if isinstance(test, nodes.Not):
        return _true(test.node)
    if isinstance(test, nodes.Or):
        return _false(test.left) | _false(test.right)
    if isinstance(test, nodes.And):
        return _false(test.left) & _false(test.right)
    return frozenset()
