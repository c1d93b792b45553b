"""Refuses the second of two saves, and tells who has changed what in the meantime."""

from django import forms
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import comparing
from articles.staff import staff_name


class VersionField(forms.IntegerField):
    """The number of the version that a form was opened at; it changes nothing by itself."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class VersionedForm(forms.ModelForm):
    """A form that knows the version it was opened at, and refuses to save over a later one (`overtaken`).

    The button “save mine over it” sends the number of the version that its user has been shown (`over`): what was
    saved after that one is refused again. Versions have number, made_by and made_at.
    """

    revision = VersionField(initial=0)
    overtaken = None

    def versions(self):
        """The stored versions of the form's thing."""
        raise NotImplementedError

    def parts_of(self, version):
        """Return what a version says, as comparing.Parts."""
        raise NotImplementedError

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["revision"] = self.last_number()

    def last_number(self):
        """Return the number of the last version, 0 where there is none."""
        return self.versions().aggregate(last=Max("number"))["last"] or 0

    def clean(self):
        if self.instance.pk and "revision" in self.fields and self.will_write():
            self._refuse_overtaken()
        return super().clean()

    def will_write(self):
        """Say whether saving the form writes its thing: on its own it does, changed or not; a row only if changed."""
        return not self.prefix or bool(self.changed_data)

    def _refuse_overtaken(self):
        """Hold the thing's row until the save is through, so that of two who save at once one sees the other."""
        type(self.instance).objects.select_for_update().get(pk=self.instance.pk)
        opened, last = self.cleaned_data.get("revision"), self._last()
        if opened is not None and last and last.number not in (opened, self._agreed()):
            self.overtaken = last
            said = (self._message(opened, last), _("Your text is kept below, and not saved."))
            raise forms.ValidationError(" ".join(said), code="overtaken")

    def opened_version(self, number):
        """Return version `number`; for 0, opened before there was any, the first, which says how it stood then."""
        return self.versions().filter(number=number or 1).first()

    def _last(self):
        return self.versions().select_related("made_by").order_by("-number").first()

    def _agreed(self):
        """Return the number of the version that the user has seen and saves over, None where he has not said so."""
        over = self.data.get("over") or ""
        return int(over) if over.isdecimal() else None

    def _message(self, number, last):
        opened = self.opened_version(number)
        changed = comparing.compare_parts(self.parts_of(opened), self.parts_of(last)) if opened else []
        said = _("%(who)s saved a new version at %(when)s, after you had opened this form.")
        told = said % {
            "who": who(last),
            "when": date_format(timezone.localtime(last.made_at), "DATETIME_FORMAT"),
        }
        names = "、".join(dict.fromkeys(difference.label for difference in changed))
        return told + (_(" Changed: %(parts)s.") % {"parts": names} if names else "")


def who(version):
    """Return what colleagues call whoever made the version."""
    return staff_name(version.made_by) if version.made_by else _("An import")
