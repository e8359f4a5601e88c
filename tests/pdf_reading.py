"""Read a PDF back, without the code that wrote it: text by the structure tree, fonts, marks."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf


@dataclass
class Reading:
    """A file as a reader sees it.

    `marked` is the text by page and mark, `artifacts` the text by page outside the structure,
    `naked` the number of painting operators outside any mark, `elements` the structure in order as
    (tag, text, scope), `owned` what the parent tree says of each mark, `operators` what is used.
    """

    marked: dict[tuple[int, int], str] = field(default_factory=dict)
    artifacts: dict[int, str] = field(default_factory=dict)
    naked: int = 0
    operators: set[str] = field(default_factory=set)
    elements: list[tuple[str, str, str]] = field(default_factory=list)
    owned: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Give the text of the structure in reading order, each element on a line."""
        return "\n".join(text for _, text, _ in self.elements)


def squeezed(text: str) -> str:
    """Give the text without any white space: where a line was broken is no matter."""
    return "".join(text.split()).replace("\u00a0", "")


def read(data: bytes) -> Reading:
    """Read a tagged PDF."""
    reading = Reading()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        places = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
        for place, page in enumerate(pdf.pages):
            _read_page(page, place, reading)
        _read_parents(pdf, reading)
        for kid in pdf.Root.StructTreeRoot.K:
            reading.elements += _walk(kid, places, reading)
    return reading


def _read_page(page: pikepdf.Page, place: int, reading: Reading) -> None:
    fonts = {name: _codes(font) for name, font in page.obj.Resources.Font.items()}
    codes: dict[int, str] = {}
    stack: list[int | None] = []
    spans = 0
    for instruction in pikepdf.parse_content_stream(page):
        assert isinstance(instruction, pikepdf.ContentStreamInstruction), "an image in the page"
        operands, name = instruction.operands, str(instruction.operator)
        reading.operators.add(name)
        if name == "BDC" and str(operands[0]) == "/Span":
            _keep(reading, place, stack[-1], str(operands[1].ActualText))
            spans += 1
            stack.append(stack[-1])
        elif name == "BDC":
            stack.append(int(operands[1].MCID))
            reading.marked[place, stack[-1] or 0] = ""
        elif name == "BMC":
            assert str(operands[0]) == "/Artifact"
            stack.append(None)
        elif name == "EMC":
            stack.pop()
            spans = max(spans - 1, 0)
        elif name == "Tf":
            codes = fonts[str(operands[0])]
        elif name in {"Tj", "S", "f"}:
            reading.naked += not stack
            if name == "Tj" and not spans:
                _keep(reading, place, stack[-1], "".join(codes[c] for c in bytes(operands[0])))
        elif name == "T*" and stack:
            _keep(reading, place, stack[-1], "\n")
    assert not stack


def _keep(reading: Reading, place: int, mark: int | None, text: str) -> None:
    if mark is None:
        reading.artifacts[place] = reading.artifacts.get(place, "") + text
    else:
        reading.marked[place, mark] += text


def _codes(font: Any) -> dict[int, str]:  # noqa: ANN401  # pikepdf's objects are of any type
    """Give what each code of a font means, by its ToUnicode map."""
    table = font.ToUnicode.read_bytes().decode("ascii")
    return {
        int(code, 16): bytes.fromhex(meaning).decode("utf-16-be")
        for code, meaning in re.findall(r"^<(\w\w)> <(\w{4})>$", table, re.MULTILINE)
    }


def _read_parents(pdf: pikepdf.Pdf, reading: Reading) -> None:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    for key, owners in zip(numbers[::2], numbers[1::2], strict=True):
        place = [int(page.obj.StructParents) for page in pdf.pages].index(int(key))
        for mark, owner in enumerate(owners):
            reading.owned[place, mark] = str(owner.S)[1:]


def _walk(
    element: Any,  # noqa: ANN401  # pikepdf's objects are of any type
    places: dict[tuple[int, int], int],
    reading: Reading,
) -> Iterator[tuple[str, str, str]]:
    marks = [kid for kid in element.K if kid.get("/Type") == "/MCR"]
    text = "".join(reading.marked[places[kid.Pg.objgen], int(kid.MCID)] + "\n" for kid in marks)
    scope = str(element.A.get("/Scope", "")) if "/A" in element else ""
    yield str(element.S)[1:], text.removesuffix("\n"), scope.removeprefix("/")
    for kid in element.K:
        if kid.get("/Type") != "/MCR":
            yield from _walk(kid, places, reading)
