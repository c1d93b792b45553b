"""A form that knows at which version it was opened, and refuses to save over a later one."""

from django import forms
from django.utils.translation import gettext as _


class VersionField(forms.IntegerField):
    """The number of the version that the form was opened at; no change by itself."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class VersionedForm(forms.ModelForm):
    """Asks `latest_version` under a lock when it is sent, and keeps it in `overtaken` where somebody has come before.

    The button “save mine over it” sends the number of the version that its user has been shown (`over`): what was
    saved after that is refused again.
    """

    revision = VersionField(initial=0)
    overtaken = None

    def latest_version(self):
        """Return the last stored version of the form's thing, None where there is none."""
        raise NotImplementedError

    def overtaken_message(self, number, last):
        """Return the sentence for whoever opened version `number` and finds `last`."""
        raise NotImplementedError

    def hold(self):
        """Hold the thing's row until the save is through, so that two can't both find themselves the first."""
        type(self.instance).objects.select_for_update().get(pk=self.instance.pk)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            last = self.latest_version()
            self.initial["revision"] = last.number if last else 0

    def clean(self):
        if self.instance.pk and "revision" in self.fields:
            self._refuse_overtaken()
        return super().clean()

    def _refuse_overtaken(self):
        self.hold()
        opened, last = self.cleaned_data.get("revision"), self.latest_version()
        if opened is not None and last and last.number not in (opened, self._agreed()):
            self.overtaken = last
            said = self.overtaken_message(opened, last)
            raise forms.ValidationError("%s %s" % (said, _("Your text is kept below, and not saved.")))

    def _agreed(self):
        """Return the number of the version that the user has seen and saves his own text over."""
        over = self.data.get("over", "")
        return int(over) if over.isdecimal() else None
