"""Look at a program through AT-SPI, as a screen reader does; run by the system's own Python.

Reads one JSON object a line and answers each with one. Every object names the program by `pid`.
`find` lists what is on show and fits; `press` and `focus` go to one of those listed. Speaks the
protocol of the bus itself, many questions at a time: asking each widget in turn is ten times slower.
"""

import json
import sys
from collections.abc import Iterable
from typing import Any

from gi.repository import Gio, GLib

A11Y = "org.a11y.atspi"
REGISTRY = (f"{A11Y}.Registry", f"/{A11Y.replace('.', '/')}/accessible/root")
STATES = {
    1: "active",
    4: "checked",
    7: "editable",
    8: "enabled",
    11: "focusable",
    12: "focused",
    23: "selected",
}
_VISIBLE = 30
_LIMIT_MS = 5000

Node = tuple[str, str]  # a name on the bus, a path there
Question = tuple[str, str, Any]  # interface, method, arguments

CHILDREN: Question = (f"{A11Y}.Accessible", "GetChildren", None)
STATE: Question = (f"{A11Y}.Accessible", "GetState", None)
ROLE: Question = (f"{A11Y}.Accessible", "GetRoleName", None)
TEXT: Question = (f"{A11Y}.Text", "GetText", ("(ii)", 0, -1))
PRESS: Question = (f"{A11Y}.Action", "DoAction", ("(i)", 0))
FOCUS: Question = (f"{A11Y}.Component", "GrabFocus", None)


def _property(interface: str, name: str) -> Question:
    return ("org.freedesktop.DBus.Properties", "Get", ("(ss)", f"{A11Y}.{interface}", name))


NAME = _property("Accessible", "Name")
IDENTIFIER = _property("Accessible", "AccessibleId")
DESCRIPTION = _property("Accessible", "Description")
CARET = _property("Text", "CaretOffset")
BY_WORD = {"name": NAME, "identifier": IDENTIFIER, "role": ROLE}


class Bus:
    """The bus of assistive technology; puts many questions at once and waits for all answers."""

    def __init__(self) -> None:
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        where = session.call_sync(
            "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1, None
        )
        flags = (
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        )
        self._bus = Gio.DBusConnection.new_for_address_sync(where.unpack()[0], flags, None, None)

    def ask(self, asked: Iterable[tuple[Node, Question]]) -> list[Any]:
        """Give the answers in order; None where there is none, as of a widget that is gone."""
        wanted = list(asked)
        answers: list[Any] = [None] * len(wanted)
        loop = GLib.MainLoop()
        open_questions = [len(wanted)]

        def done(bus: Any, result: Any, place: int) -> None:  # noqa: ANN401  # GLib's own
            try:
                answers[place] = bus.call_finish(result).unpack()[0]
            except (GLib.Error, IndexError):
                answers[place] = None
            open_questions[0] -= 1
            if not open_questions[0]:
                loop.quit()

        for place, ((name, path), (interface, method, given)) in enumerate(wanted):
            arguments = None if given is None else GLib.Variant(given[0], given[1:])
            self._bus.call(
                name, path, interface, method, arguments, None, 0, _LIMIT_MS, None, done, place
            )
        if wanted:
            loop.run()
        return answers

    def pid(self, name: str) -> int:
        """Give the process behind a name on the bus."""
        owner = ("org.freedesktop.DBus", "/org/freedesktop/DBus")
        question = ("org.freedesktop.DBus", "GetConnectionUnixProcessID", ("(s)", name))
        return self.ask([(owner, question)])[0] or 0


class Probe:
    """Keeps what was found last, so that the next line can name it by its number."""

    def __init__(self) -> None:
        self._bus = Bus()
        self._programs: dict[int, Node] = {}
        self._found: list[Node] = []
        self._known: dict[str, Node] = {}

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Do what one line asks."""
        if asked["do"] == "find":
            return {"found": self._find(asked)}
        question = PRESS if asked["do"] == "press" else FOCUS
        done = self._bus.ask([(self._found[asked["node"]], question)])[0]
        return {"gone": True} if done is None else {"done": done}

    def _program(self, pid: int) -> Node | None:
        if pid not in self._programs:
            for node in self._bus.ask([(REGISTRY, CHILDREN)])[0] or ():
                self._programs[self._bus.pid(node[0])] = node
        return self._programs.get(pid)

    def _find(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        top = self._program(asked["pid"])
        if top is None:
            return []
        words = [word for word in BY_WORD if word in asked]
        fitting = self._where_it_was(asked, words) if asked.get("first") else []
        if not fitting:
            seen = self._on_show(top, [BY_WORD[word] for word in words])
            if "identifier" in words:
                self._known = {told[words.index("identifier")]: node for node, _, told in seen}
            fitting = [each[0] for each in seen if _fits(asked, words, each[1], each[2])]
        if asked.get("first") and "part" not in asked:
            fitting = fitting[:1]
        found = self._about(fitting, whole=asked.get("whole", False))
        if "part" in asked:
            found = [each for each in found if asked["part"] in f"{each['name']}\n{each['text']}"]
        self._found = fitting
        return found

    def _where_it_was(self, asked: dict[str, Any], words: list[str]) -> list[Node]:
        """Look first where that identifier was the last time: most pages stay as they are."""
        node = self._known.get(asked.get("identifier", ""))
        if node is None:
            return []
        states, *told = self._bus.ask(
            (node, each) for each in (STATE, *(BY_WORD[word] for word in words))
        )
        there = _holds(states, _VISIBLE) and _fits(asked, words, _named(states), told)
        return [node] if there else []

    def _on_show(
        self, top: Node, questions: list[Question]
    ) -> list[tuple[Node, set[str], list[Any]]]:
        """Give all that is below and visible, in the order of the tree, with the answers."""
        below: dict[Node, list[Node]] = {}
        known: dict[Node, tuple[set[str], list[Any]]] = {}
        level = [top]
        every = [CHILDREN, STATE, *questions]
        while level:
            answers = iter(self._bus.ask((node, each) for node in level for each in every))
            for node in level:
                children, states, *told = [next(answers) for _ in every]
                if node != top and not _holds(states, _VISIBLE):
                    continue
                known[node] = (_named(states), told)
                below[node] = [tuple(child) for child in children or ()]
            level = [child for node in level for child in below.get(node, ()) if child not in known]
        return [(node, *known[node]) for node in _in_order(top, below, known) if node != top]

    def _about(self, nodes: list[Node], *, whole: bool) -> list[dict[str, Any]]:
        questions = [NAME, ROLE, IDENTIFIER, STATE]
        if whole:
            questions += [DESCRIPTION, TEXT, CARET]
        answers = iter(self._bus.ask((node, each) for node in nodes for each in questions))
        told = []
        for number, _node in enumerate(nodes):
            name, role, identifier, states = (next(answers) for _ in range(4))
            one = {"name": name or "", "role": role or "", "identifier": identifier or ""}
            one |= {"node": number, "states": sorted(_named(states))}
            if whole:
                one["description"], one["text"] = next(answers) or "", next(answers) or ""
                one["caret"] = _number(next(answers))
            told.append(one)
        return told


def _fits(asked: dict[str, Any], words: list[str], states: set[str], told: list[Any]) -> bool:
    same = all(asked[word] == said for word, said in zip(words, told, strict=True))
    return same and asked.get("state", "") in {"", *states}


def _number(said: Any) -> int:  # noqa: ANN401  # as the bus has it
    return said if isinstance(said, int) else -1


def _holds(states: Any, state: int) -> bool:  # noqa: ANN401  # two words of 32 states, or None
    return bool(states) and bool(states[state // 32] >> state % 32 & 1)


def _named(states: Any) -> set[str]:  # noqa: ANN401  # as above
    return {name for state, name in STATES.items() if _holds(states, state)}


def _in_order(top: Node, below: dict[Node, list[Node]], known: Iterable[Node]) -> list[Node]:
    there = set(known)
    order, waiting = [], [top]
    while waiting:
        node = waiting.pop()
        if node in there:
            order.append(node)
            waiting += reversed(below[node])
    return order


def main() -> None:
    """Answer line by line until there is no more."""
    probe = Probe()
    for line in sys.stdin:
        try:
            reply = probe.answer(json.loads(line))
        except (GLib.Error, IndexError) as error:
            # What was there a moment ago is gone: the asker asks again.
            reply = {"gone": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
