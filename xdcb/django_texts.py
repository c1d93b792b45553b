"""Django's own texts that its Chinese catalogue lacks, or says otherwise than the newsroom does.

Named here, they are taken into our catalogue (xdcb/messages.py), which goes before Django's (LOCALE_PATHS).
"""

from django.utils.translation import gettext_noop

LACKING = [
    gettext_noop("Error:"),
    gettext_noop("After you’ve created a user, you’ll be able to edit more user options."),
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
]
# A title may begin with a quotation mark of its own: these set none around it.
REWORDED = [
    gettext_noop("The {name} “{obj}” was added successfully."),
    gettext_noop("The {name} “{obj}” was added successfully. You may add another {name} below."),
    gettext_noop("The {name} “{obj}” was changed successfully."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may edit it again below."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    gettext_noop("The %(name)s “%(obj)s” was deleted successfully."),
    # Django's Chinese ends these with a half-width full stop.
    gettext_noop("You may edit it again below."),
    gettext_noop("CSRF verification failed. Request aborted."),
    # It sets a space between these words and the name.
    gettext_noop("Add %s"),
    gettext_noop("Change %s"),
    gettext_noop("View %s"),
    gettext_noop("Add another %(verbose_name)s"),
]
