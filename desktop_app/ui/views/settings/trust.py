"""Whether everything is as it was written: checked, signed for, held against paper, and exported."""

from desktop_app.runtime.i18n import gettext as _
from desktop_app.services import checking_now, promises
from desktop_app.services.promises import Promise
from desktop_app.ui.desk import Desk
from desktop_app.ui.views.settings.anchors import CompareLines
from desktop_app.ui.views.settings.check_all import CheckAll
from desktop_app.ui.views.settings.log_file import ExportLog
from desktop_app.ui.views.settings.signing import SignForLog
from desktop_app.ui.widgets import Card, Line, Page, label
from desktop_app.ui.wizard.parts import title


class TrustPage(Page):
    """What shows that nothing was changed unseen, from the quickest proof to the fullest."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Is everything as it was written?"), _("Settings"))
        self._desk = desk
        self.back_wanted.connect(desk.open_settings)
        self._newest()
        self.add(title(_("Check everything")))
        self.check = CheckAll(desk)
        self.add(self.check)
        self.add(title(_("Compare with paper")))
        self.compare = CompareLines(desk)
        self.add(self.compare)
        self.add(title(_("The head teacher signs for the log")))
        self.sign = SignForLog(desk)
        self.sign.signed.connect(self._show_head)
        self.add(self.sign)
        self.add(title(_("Export the log for an inspector or a court")))
        self.export = ExportLog(desk, self)
        self.export.exported.connect(self._show_head)
        self.add(self.export)
        self._promises()

    def _newest(self) -> None:
        self.add(label(_("The newest entry of the log is"), "hint"))
        self.head = label("", "strong")
        self.head.setAccessibleIdentifier("trust-head")
        self.add(self.head)
        self.add(
            label(
                _(
                    "This line stands at the foot of every form that is made now. Whoever keeps "
                    "such a form can show later that nothing before it was changed."
                ),
                "hint",
            )
        )
        self._show_head()

    def _show_head(self) -> None:
        self.head.setText(checking_now.head_line(self._desk.session))

    def _promises(self) -> None:
        for heading, found in (
            (_("What is shown, and by what"), promises.promised()),
            (_("What is not promised"), promises.not_promised()),
        ):
            self.add(title(heading))
            card = Card()
            for number, each in enumerate(found):
                if number:
                    card.inside.addWidget(Line())
                self._promise(card, each)
            self.add(card)

    @staticmethod
    def _promise(card: Card, each: Promise) -> None:
        card.inside.addWidget(label(each.about, "strong"))
        card.inside.addWidget(label(each.says))
