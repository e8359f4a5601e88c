"""“Check everything”: the vault copied in slices, the copy checked beside the window."""

from functools import partial

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.domain.errors import SafeguardingError
from desktop_app.runtime.i18n import gettext as _
from desktop_app.runtime.i18n import ngettext
from desktop_app.services import checking_now, messages
from desktop_app.services.checking_now import CheckCopy, VerifyReport
from desktop_app.ui import jobs
from desktop_app.ui.desk import Desk
from desktop_app.ui.patience import Patience, StoppedError
from desktop_app.ui.progress import Voice, Working
from desktop_app.ui.said import Said
from desktop_app.ui.tokens import SPACE
from desktop_app.ui.views.settings.asking import at_left
from desktop_app.ui.widgets import Button, label, vbox

_MOST_FINDINGS = 20
_WORK = "check"


class CheckAll(QWidget):
    """The button, how far the check is, and what it found; the window can be used meanwhile."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        column = vbox(self, spacing=SPACE["s"])
        column.addWidget(
            label(
                _(
                    "Every page of the file, every entry, every signature, and every table that is "
                    "made from them. A copy is checked, so that you can go on working; it is as "
                    "encrypted as the vault, and removed afterwards."
                ),
                "hint",
            )
        )
        self.go = Button(_("Chec&k everything now"), identifier="check-go")
        self.go.clicked.connect(self.begin)
        self.working = Working("check")
        self.said = Said("check-said")
        column.addLayout(at_left(self.go))
        column.addWidget(self.working)
        column.addWidget(self.said)
        if _WORK not in desk.under_way:
            checking_now.tidy(desk.session)

    def begin(self) -> None:
        """Take the copy; nothing else can be done in the window meanwhile."""
        self.said.clear()
        if _WORK in self._desk.under_way:
            self.said.show_words(
                _("The copy before is still being checked. Try again in a moment."), kind="warn"
            )
            return
        self.go.setEnabled(False)
        self.working.begin(_("Copying the vault…"))
        try:
            with Patience(self.working.stop, self.working.tell) as patience:
                copy = checking_now.begin(self._desk.session, progress=patience.step)
        except (StoppedError, SafeguardingError, OSError) as error:
            self._failed(error)
        else:
            self._check(copy)

    def _check(self, copy: CheckCopy) -> None:
        voice = Voice()
        self._desk.under_way.add(_WORK)
        self.working.listen(voice)
        self.working.begin(_("Checking the copy. You may go on working."))
        self.destroyed.connect(voice.stop)
        jobs.run(
            partial(checking_now.check, copy, progress=voice.step),
            done=self._done,
            failed=self._failed,
        )

    def _done(self, report: VerifyReport) -> None:
        self._desk.under_way.discard(_WORK)
        if not isValid(self):
            if not report.ok:
                self._desk.say(_("NOT everything holds. See Settings, and check everything again."))
            return
        self._end()
        lines = [messages.verified(report), *_more(report)]
        lines += [messages.finding_line(each) for each in report.findings[:_MOST_FINDINGS]]
        left = len(report.findings) - _MOST_FINDINGS
        if left > 0:
            lines.append(_("… and {number} more.").format(number=left))
        self.said.show_words("\n".join(lines), kind="green" if report.ok else "red", focus=True)

    def _failed(self, error: BaseException) -> None:
        self._desk.under_way.discard(_WORK)
        if not isValid(self):
            return
        self._end()
        if isinstance(error, StoppedError):
            self.said.show_words(_("Stopped. Nothing was checked."), kind="warn", focus=True)
        else:
            self.said.show_words(jobs.trouble(error).sentence, kind="red", focus=True)

    def _end(self) -> None:
        self.working.end()
        self.go.setEnabled(True)


def _more(report: VerifyReport) -> list[str]:
    """Give what is no fault and worth knowing: what only others can check, and new keys."""
    found = []
    if report.sealed_to_others:
        said = ngettext(
            "{number} entry is sealed to others: that it was not changed is checked, what it says "
            "only they can.",
            "{number} entries are sealed to others: that they were not changed is checked, what "
            "they say only they can.",
            report.sealed_to_others,
        )
        found.append(said.format(number=report.sealed_to_others))
    if report.new_keys:
        said = ngettext(
            "Somebody was given new keys in entry {entries}. Ask them whether they know of it.",
            "Somebody was given new keys in entries {entries}. Ask them whether they know of it.",
            len(report.new_keys),
        )
        found.append(said.format(entries=", ".join(map(str, report.new_keys))))
    return found
