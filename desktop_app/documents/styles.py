"""How the texts of a form look: black, and large enough for a tired reader and a school printer."""

from desktop_app.documents.fonts import Weight
from desktop_app.documents.text import Style

BODY = Style(Weight.REGULAR, 10, 12)
STRONG = Style(Weight.BOLD, 10, 12)
LEAD = Style(Weight.BOLD, 12, 15.5)
TITLE = Style(Weight.BOLD, 19, 23)
SECTION = Style(Weight.BOLD, 12.5, 16)
SUBSECTION = Style(Weight.BOLD, 10.5, 14)
SMALL = Style(Weight.REGULAR, 8.5, 10.5)
SMALL_STRONG = Style(Weight.BOLD, 8.5, 10.5)
MARK = Style(Weight.BOLD, 11, 13)
SLANTED = Style(Weight.BOLD, 104, 104, grey=0.92)
