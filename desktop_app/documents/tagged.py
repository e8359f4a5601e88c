"""A tagged PDF out of open-source ReportLab, which writes none by itself.

ReportLab embeds the fonts and writes the objects. Here the marked content is put into its page
streams and the structure tree beside them; pikepdf then writes the file once, compact and the
same bytes every time. The trees are written as plain PDF syntax, so nothing is built twice.
"""

import io
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from reportlab.pdfbase import pdfdoc

from desktop_app.documents.page import A4_HEIGHT, A4_WIDTH, Element, Ink, Page

# ReportLab reads a font file by a position that it keeps in the font: one document at a time.
_ONE_WRITER = Lock()


class Document:
    """A document in the making: pages to draw on, a structure to fill, then `to_bytes` once."""

    def __init__(self, *, title: str, reference: str, language: str) -> None:
        self.title = title
        self.reference = reference
        self.language = language
        self.root = Element("Document")
        self.pages: list[Page] = []
        self._pdf = pdfdoc.PDFDocument(compression=1, invariant=1, lang=language)
        self.ink = Ink(self._pdf)

    def new_page(self) -> Page:
        """Add a page and give it to draw on."""
        page = Page(self.ink, len(self.pages))
        self.pages.append(page)
        return page

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
            f"{place} [{' '.join(f'{found[each][0]} 0 R' for each in page.owners)}]"
            for place, page in enumerate(self.pages)
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
