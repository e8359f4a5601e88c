"""A tagged PDF out of open-source ReportLab, which writes none by itself.

ReportLab embeds the fonts and writes the objects. Here the marked content is put into its page
streams and the structure tree beside them; pikepdf then writes the file once, compact and the
same bytes every time. The trees are written as plain PDF syntax, so nothing is built twice.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from reportlab.pdfbase import pdfdoc

from desktop_app.documents.fonts import Face
from desktop_app.documents.text import Line, Style

A4_WIDTH, A4_HEIGHT = 595.28, 841.89

# ReportLab reads a font file by a position that it keeps in the font: one document at a time.
_ONE_WRITER = Lock()


@dataclass(slots=True, eq=False)
class Element:
    """A node of the structure tree. `attributes` is PDF syntax for its table attributes."""

    tag: str
    attributes: str = ""
    kids: list["Element"] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)

    def add(self, tag: str, attributes: str = "") -> "Element":
        """Add a child and give it back."""
        child = Element(tag, attributes)
        self.kids.append(child)
        return child


class _Codes(dict[str, str]):
    """How each character of one font is written in a page stream, in the font's first subset."""

    def __init__(self, face: Face, document: Any) -> None:  # noqa: ANN401  # ReportLab ships no types
        super().__init__()
        self.face = face
        self.document = document
        self.beyond: dict[str, tuple[int, str]] = {}

    def __missing__(self, character: str) -> str:
        subset, code = self.face.font.splitString(character, self.document)[0]
        if subset:
            self.beyond[character] = (subset, _escaped(code))
            raise _OtherSubsetError
        found = self[character] = _escaped(code)
        return found

    def shown(self, text: str) -> Iterator[tuple[int, str]]:
        """Give the text in pieces of one subset of the font each."""
        piece, current = "", 0
        for character in text:
            try:
                subset, code = 0, self[character]
            except _OtherSubsetError:
                subset, code = self.beyond[character]
            if subset != current and piece:
                yield current, piece
                piece = ""
            piece, current = piece + code, subset
        if piece:
            yield current, piece


class _OtherSubsetError(Exception):
    """The character stands in a later subset of its font: more than 255 have been used."""


class Page:
    """One page's stream. Heights are measured from the top of the sheet, in points."""

    def __init__(self, document: "Document", number: int) -> None:
        self._document = document
        self._number = number
        self._next_id = 0
        self._font = ""
        self._grey = 0.0
        self.code: list[str] = []

    def text(
        self, lines: Iterable[Line], style: Style, *, x: float, top: float, element: Element | None
    ) -> None:
        """Draw lines below `top`, as content of `element`, or as an artifact of the page."""
        baseline = A4_HEIGHT - top - style.size * 0.82 - (style.leading - style.size) / 2
        self.code.append(self._opening(element))
        if style.grey != self._grey:
            self._grey = style.grey
            self.code.append(f"{style.grey:g} g")
        self.code.append(f"BT {style.leading:g} TL 1 0 0 1 {x:.2f} {baseline:.2f} Tm")
        for line in lines:
            for face, run in line:
                self._show(face, run, style.size)
            self.code.append("T*")
        self.code[-1] = "ET EMC"

    def slanted(self, line: Line, style: Style, *, x: float, top: float) -> None:
        """Draw one line rising at 45 degrees, as an artifact of the page."""
        turned = f"0.7071 0.7071 -0.7071 0.7071 {x:.2f} {A4_HEIGHT - top:.2f} Tm"
        self.code.append(f"/Artifact BMC q {style.grey:g} g BT {turned}")
        for face, run in line:
            self._show(face, run, style.size)
        self.code.append("ET Q EMC")

    def rules(self, rules: Iterable[tuple[float, float, float]], *, thickness: float) -> None:
        """Draw level lines (`left`, `right`, `top`) as an artifact of the page."""
        paths = " ".join(
            f"{left:.2f} {A4_HEIGHT - top:.2f} m {right:.2f} {A4_HEIGHT - top:.2f} l"
            for left, right, top in rules
        )
        self.code.append(f"/Artifact BMC {thickness:g} w {paths} S EMC")

    def frame(self, corner: tuple[float, float], size: tuple[float, float], thick: float) -> None:
        """Draw a frame from its upper left corner, as an artifact of the page."""
        self.code.append(f"/Artifact BMC {thick:g} w {_rectangle(corner, size)} S EMC")

    def shade(self, corner: tuple[float, float], size: tuple[float, float], grey: float) -> None:
        """Fill a rectangle from its upper left corner, as an artifact of the page."""
        self.code.append(f"/Artifact BMC q {grey:g} g {_rectangle(corner, size)} f Q EMC")

    def _opening(self, element: Element | None) -> str:
        if element is None:
            return "/Artifact BMC"
        number, self._next_id = self._next_id, self._next_id + 1
        element.content.append((self._number, number))
        self._document.owners[self._number].append(element)
        return f"/{element.tag} <</MCID {number}>> BDC"

    def _show(self, face: Face, text: str, size: float) -> None:
        codes = self._document.codes(face)
        try:
            pieces: Iterable[tuple[int, str]] = ((0, "".join(map(codes.__getitem__, text))),)
        except _OtherSubsetError:
            pieces = codes.shown(text)
        for subset, piece in pieces:
            font = f"{self._document.font_name(face, subset)} {size:g} Tf"
            if font != self._font:
                self._font = font
                self.code.append(font)
            self.code.append(f"({piece}) Tj")


class Document:
    """A document in the making: pages to draw on, a structure to fill, then `to_bytes` once."""

    def __init__(self, *, title: str, reference: str, language: str) -> None:
        self.title = title
        self.reference = reference
        self.language = language
        self.root = Element("Document")
        self.pages: list[Page] = []
        self.owners: list[list[Element]] = []
        self._pdf = pdfdoc.PDFDocument(compression=1, invariant=1, lang=language)
        self._codes: dict[Face, _Codes] = {}
        self._names: dict[tuple[Face, int], str] = {}

    def new_page(self) -> Page:
        """Add a page and give it to draw on."""
        page = Page(self, len(self.pages))
        self.pages.append(page)
        self.owners.append([])
        return page

    def codes(self, face: Face) -> _Codes:
        """Give how the characters of a font are written in this document."""
        found = self._codes.get(face)
        if found is None:
            found = self._codes[face] = _Codes(face, self._pdf)
        return found

    def font_name(self, face: Face, subset: int) -> str:
        """Give the name of one subset of a font in this document."""
        found = self._names.get((face, subset))
        if found is None:
            found = self._names[face, subset] = face.font.getSubsetInternalName(subset, self._pdf)
        return found

    def to_bytes(self) -> bytes:
        """Write the file: the same drawing gives the same bytes."""
        pdf = self._pdf
        for place, page in enumerate(self.pages):
            made = _TaggedPage()
            made.StructParents = place
            made.pagewidth, made.pageheight = A4_WIDTH, A4_HEIGHT
            made.Contents = pdfdoc.PDFStream(
                content="\n".join(page.code), filters=[pdfdoc.PDFZCompress]
            )
            pdf.addPage(made)
        self._write_structure()
        catalogue = pdf.Catalog
        catalogue.MarkInfo = _Raw("<</Marked true>>")
        catalogue.ViewerPreferences = _Raw("<</DisplayDocTitle true>>")
        catalogue.Metadata = pdfdoc.PDFStream(
            dictionary=pdfdoc.PDFDictionary(
                {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
            ),
            content=self._metadata(),
        )
        pdf.info = _Information(self.title, self.reference)
        with _ONE_WRITER:
            written = pdf.GetPDFData(None)
        return _compact(written)

    def _write_structure(self) -> None:
        """Write the tree of elements, and for each page which element owns which content."""
        pdf = self._pdf
        number = pdf.idToObjectNumberAndVersion
        top = _Raw("")
        pdf.Reference(top, "StructTree")
        pages = [number[f"Page{place + 1}"][0] for place in range(len(self.pages))]
        found: dict[Element, tuple[int, _Raw]] = {}

        def place_all(element: Element) -> None:
            raw, name = _Raw(""), f"S{len(found)}"
            pdf.Reference(raw, name)
            found[element] = (number[name][0], raw)
            for kid in element.kids:
                place_all(kid)

        place_all(self.root)

        def write_all(element: Element, parent: int) -> None:
            own, raw = found[element]
            kids = [
                f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {mark}>>" for page, mark in element.content
            ]
            kids += [f"{found[kid][0]} 0 R" for kid in element.kids]
            raw.code = (
                f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R{element.attributes}"
                f"/K[{' '.join(kids)}]>>"
            )
            for kid in element.kids:
                write_all(kid, own)

        write_all(self.root, number["StructTree"][0])
        owners = " ".join(
            f"{place} [{' '.join(f'{found[each][0]} 0 R' for each in elements)}]"
            for place, elements in enumerate(self.owners)
        )
        top.code = (
            f"<</Type/StructTreeRoot/K[{found[self.root][0]} 0 R]"
            f"/ParentTree<</Nums[{owners}]>>/ParentTreeNextKey {len(self.pages)}>>"
        )
        pdf.Catalog.StructTreeRoot = top

    def _metadata(self) -> str:
        title, reference, language = map(escape, (self.title, self.reference, self.language))
        packet = (
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
            f"<dc:identifier>{reference}</dc:identifier>"
            f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
            "</rdf:Description></rdf:RDF></x:xmpmeta>"
            '<?xpacket end="r"?>'
        )
        return packet.encode("utf-8").decode("latin-1")


class _Raw(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab ships no types
    """An object that stands in the file as it is written here."""

    __RefOnly__ = 1

    def __init__(self, code: str) -> None:
        self.code = code

    def format(self, document: object) -> bytes:
        """Give the object's bytes, as ReportLab asks for them."""
        del document
        return self.code.encode("ascii")


class _TaggedPage(pdfdoc.PDFPage):  # type: ignore[misc]  # ReportLab ships no types
    """A page that names its place in the parent tree and its reading order."""

    __NoDefault__ = (*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs")

    def __init__(self) -> None:
        super().__init__()
        self.Tabs = pdfdoc.PDFName("S")
        self.Resources = pdfdoc.PDFResourceDictionary()
        self.Resources.basicFonts()


class _Information(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab ships no types
    """The document information: the form's title and the reference, and no more."""

    def __init__(self, title: str, reference: str) -> None:
        self.title = title
        self.reference = reference
        self.invariant = 1

    def digest(self, signature: Any) -> None:  # noqa: ANN401  # ReportLab ships no types
        """Add nothing to ReportLab's own signature: pikepdf writes the file's id."""

    def format(self, document: object) -> bytes:
        """Give the dictionary's bytes, as ReportLab asks for them."""
        entries = {
            "Title": pdfdoc.PDFString(self.title),
            "Subject": pdfdoc.PDFString(self.reference),
        }
        found: bytes = pdfdoc.PDFDictionary(entries).format(document)
        return found


def _rectangle(corner: tuple[float, float], size: tuple[float, float]) -> str:
    (left, top), (width, height) = corner, size
    return f"{left:.2f} {A4_HEIGHT - top - height:.2f} {width:.2f} {height:.2f} re"


def _escaped(code: bytes) -> str:
    r"""Write bytes as they stand between the brackets of a PDF string."""
    return "".join(
        chr(each) if 32 <= each < 127 and each not in b"()\\" else f"\\{each:03o}"  # noqa: PLR2004  # printable ASCII
        for each in code
    )


def _compact(written: bytes) -> bytes:
    """Write the file anew with object streams and an id made of its contents."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(written)) as pdf:
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            fix_metadata_version=False,
        )
    return out.getvalue()
