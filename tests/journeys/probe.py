"""Look at a program through AT-SPI, as a screen reader does; run by the system's own Python.

Reads one JSON object a line and answers each with one. Every object names the program by `pid`.
`find` lists what is on show and fits; `press`, `focus` and `read` go to one of those listed.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  # the version is asked for before the import

Node = Any  # GObject's types are made at run time
_STATES = {
    "focused": Atspi.StateType.FOCUSED,
    "focusable": Atspi.StateType.FOCUSABLE,
    "checked": Atspi.StateType.CHECKED,
    "enabled": Atspi.StateType.ENABLED,
    "selected": Atspi.StateType.SELECTED,
    "editable": Atspi.StateType.EDITABLE,
    "active": Atspi.StateType.ACTIVE,
}
_FEWEST_PIXELS = 2


class Probe:
    """Keeps what was found last, so that the next line can name it by its number."""

    def __init__(self) -> None:
        self._found: list[Node] = []

    def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Do what one line asks."""
        verb = asked["do"]
        if verb == "find":
            return {"found": self._find(asked)}
        node = self._found[asked["node"]]
        if verb == "press":
            return {"done": Atspi.Action.do_action(node.get_action_iface(), 0)}
        if verb == "focus":
            return {"done": Atspi.Component.grab_focus(node.get_component_iface())}
        return {"read": _about(node, asked["node"], whole=True)}

    def _find(self, asked: dict[str, Any]) -> list[dict[str, Any]]:
        self._found = []
        shown = []
        for program in _programs(asked["pid"]):
            for node in _walk(program, hidden=asked.get("hidden", False)):
                if not _fits(node, asked):
                    continue
                self._found.append(node)
                shown.append(_about(node, len(self._found) - 1, whole=asked.get("whole", False)))
                if asked.get("first"):
                    return shown
        return shown


def _programs(pid: int) -> Iterator[Node]:
    desktop = Atspi.get_desktop(0)
    desktop.set_cache_mask(Atspi.Cache.NONE)
    for place in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(place)
        if program is not None and program.get_process_id() == pid:
            program.set_cache_mask(Atspi.Cache.NONE)
            yield program


def _walk(top: Node, *, hidden: bool) -> Iterator[Node]:
    """Give what is below, in the order of the tree; what is not on show is passed over whole."""
    for place in range(top.get_child_count()):
        node = top.get_child_at_index(place)
        if node is None:
            continue
        states = node.get_state_set()
        # A row scrolled out of sight is not "showing", yet it is there to be read.
        if not (hidden or states.contains(Atspi.StateType.VISIBLE)):
            continue
        yield node
        yield from _walk(node, hidden=hidden)


def _fits(node: Node, asked: dict[str, Any]) -> bool:
    if "identifier" in asked and node.get_accessible_id() != asked["identifier"]:
        return False
    if "role" in asked and node.get_role_name() != asked["role"]:
        return False
    if "name" in asked and node.get_name() != asked["name"]:
        return False
    if "part" in asked and asked["part"] not in f"{node.get_name()}\n{_text(node)}":
        return False
    if "state" not in asked:
        return True
    return bool(node.get_state_set().contains(_STATES[asked["state"]]))


def _about(node: Node, number: int, *, whole: bool) -> dict[str, Any]:
    states = node.get_state_set()
    told = {
        "node": number,
        "name": node.get_name(),
        "role": node.get_role_name(),
        "identifier": node.get_accessible_id(),
        "states": [name for name, state in _STATES.items() if states.contains(state)],
    }
    if whole:
        told["description"] = node.get_description()
        told["text"] = _text(node)
        told["caret"] = _caret(node)
    return told


def _text(node: Node) -> str:
    text = node.get_text_iface()
    if text is None:
        return ""
    return str(Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)))


def _caret(node: Node) -> int:
    text = node.get_text_iface()
    return -1 if text is None else int(Atspi.Text.get_caret_offset(text))


def main() -> None:
    """Answer line by line until there is no more."""
    probe = Probe()
    for line in sys.stdin:
        try:
            reply = probe.answer(json.loads(line))
        except (GLib.Error, IndexError, AttributeError, TypeError) as error:
            # What was there a moment ago is gone: the asker asks again.
            reply = {"gone": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(reply) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
