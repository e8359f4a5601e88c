"""The sentence for each thing that can be wrong with a procedure folder or the catalogue."""

from desktop_app.runtime.i18n import gettext as _


def procedure_problems() -> dict[str, str]:
    """Give every such problem with its sentence, in the language in force."""
    return {
        # the folder and its files
        "not-a-folder": _("there is no folder here"),
        "too-many-files": _("there are more than {0} files here; a procedure has at most fourteen"),
        "unexpected-file": _("this file does not belong in a procedure; move it out"),
        "missing-file": _("this file is missing"),
        "not-a-base": _("“{0}” cannot be what this extends; write it as ukcis-2024@2"),
        "unknown-base": _("there is no procedure “{0}” to extend"),
        "must-extend": _("a procedure of your own must extend one that is shipped"),
        "shipped-id": _("“{0}” is the id of a procedure that is shipped; choose another"),
        "own-id": _("“{0}” is the id of a procedure that the school has set; choose another"),
        "too-many-own": _("only the first {0} procedures here are read; take some out"),
        "no-version": _("there is no folder for a version in here, such as “1”"),
        "other-nation": _("“{0}” is not the nation of the procedure that this extends: {1}"),
        "takes-away": _(
            "“{0}” would not hold everywhere where the procedure that this extends requires it; "
            "leave it out, or make it hold for more"
        ),
        "weaker-than-base": _("“{0}” is weaker here than in the procedure that this extends"),
        "later-than-base": _("“{0}” falls due later here than in the procedure that this extends"),
        "file-unreadable": _("this file could not be read"),
        "is-a-link": _("this is a link to another place; put the file itself here"),
        "folder-name": _("the folder must be called “{0}”, as the file says; it is “{1}”"),
        "toml-too-large": _("this is larger than {0} KiB, which no procedure needs"),
        "not-toml": _("this is not TOML: look at line {0}"),
        "byte-order-mark": _("this begins with a byte order mark; save it as UTF-8 without one"),
        "line-too-long": _("line {0} is longer than {1} characters"),
        "too-deep": _("this is nested more deeply than {0} levels"),
        # keys and values
        "missing-key": _("“{0}” must be given"),
        "unknown-key": _("“{0}” is not used here; check the spelling"),
        "empty-text": _("this must not be empty"),
        "not-one-line": _("this must stand on one line"),
        "control-characters": _("this holds characters that cannot be printed"),
        "not-a-table": _("this must be a table with named values"),
        "empty-list": _("this list must not be empty"),
        "too-many-items": _("there are more than {0} of these, which no procedure needs"),
        "too-many-parts": _("this has more than {0} parts; split it into several rules"),
        "twice-in-list": _("“{0}” stands twice in this list"),
        "not-true-or-false": _("this must be true or false"),
        "only-true": _("“{0}” can only be true; leave it out otherwise"),
        "not-a-date": _("this must be a date such as 2024-03-11, without quotation marks"),
        "not-an-id": _("“{0}” cannot be an id: lower-case letters, digits and single hyphens only"),
        "not-a-version": _("“{0}” cannot be a version: letters, digits, dots and hyphens only"),
        "not-hours": _("these must be hours such as Mon-Thu 08:45-17:00, Fri 08:45-16:45"),
        "not-a-clock": _(
            'this must be "same-day", {{ hours = 24 }}, {{ working_days = 5 }} or '
            '{{ starts_with = "…" }}'
        ),
        "same-id-twice": _("there are two called “{0}”; each needs an id of its own"),
        # names that nothing has
        "unknown-question": _("there is no question called “{0}” in the catalogue"),
        "unknown-matter": _("there is no matter called “{0}” in the catalogue"),
        "unknown-criterion": _("there is no criterion called “{0}” in this procedure"),
        "unknown-rule": _("there is no referral rule called “{0}” in this procedure"),
        "unknown-agency": _("there is no agency called “{0}” in this procedure"),
        "unknown-owner": _("“{0}” is neither “school” nor an agency of this procedure"),
        "unknown-source": _("there is no source called “{0}” in procedure.toml"),
        "source-of-base": _(
            "“{0}” is a source of the procedure that this extends; name it, or choose another id"
        ),
        "unknown-word": _("“{0}” is not one of: {1}"),
        # conditions
        "not-a-condition": _("this is no condition; docs/formats.md lists the forms there are"),
        "two-conditions": _(
            "only one condition can stand here, not several: {all}; join them by any or all"
        ),
        "not-rising": _(
            "“{0}” cannot decide this: a rule must never be weaker when something is not known"
        ),
        "not-here": _(
            "“{0}” cannot be asked here: it would depend on itself, or is not settled yet"
        ),
        "and-or-outside-pair": _("and-or holds only between: {0}"),
        # what could never do anything
        "criterion-never-met": _("no answers can ever meet the criterion “{0}”"),
        "criterion-always-met": _("the criterion “{0}” is met whatever is answered"),
        "never-holds": _("nothing can ever make this true"),
        "too-many-combinations": _(
            "this comes to more than {0} combinations; split it into several rules"
        ),
        # what changes nothing, and what cannot both be meant
        "changes-nothing": _(
            "“{0}” changes nothing: other rules say as much whenever it holds; take it out, or "
            "widen it"
        ),
        "contradicts": _("this contradicts {0}: both hold at the same times and say otherwise"),
        "required-and-forbidden": _("“{0}” is required and forbidden at the same time"),
        # translations
        "not-po": _("this is not a catalogue of translations: look at line {0}"),
        "not-mo": _("this is not a catalogue of translations, or it is damaged"),
        "no-such-sentence": _(
            "the procedure has no such sentence at “{0}”; take the entry out, or put it right"
        ),
        "not-translated": _("{0} of {1} sentences have no translation; the first is at “{2}”"),
    }
