"""The roles by name, and what each is told to do in plain words; what they may do is written on the roof."""

from django.utils.translation import gettext_noop

TRANSLATOR = gettext_noop("Translator")
PRESS_OFFICER = gettext_noop("Press officer")
EDITOR_IN_CHIEF = gettext_noop("Editor-in-chief")
LAWYER = gettext_noop("Lawyer")
ADMINISTRATOR = gettext_noop("Administrator")

#: In the order in which they are offered.
TOLD = {
    TRANSLATOR: gettext_noop("changes texts in the languages chosen below, and nothing else"),
    PRESS_OFFICER: gettext_noop("writes, pastes interviews, publishes"),
    EDITOR_IN_CHIEF: gettext_noop("does what a press officer does, approves, publishes everything, locks the list"),
    LAWYER: gettext_noop("reads everything, owns the imprints and the calendar, publishes nothing"),
    ADMINISTRATOR: gettext_noop("does everything, and sets up users, elections and the list"),
}
