"""Many files sent at once, and a page that tells of each as soon as it is done."""

from django import forms
from django.http import StreamingHttpResponse


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files; its value is their list."""

    widget = SeveralFilesInput

    def clean(self, data, initial=None):
        return [super(SeveralFilesField, self).clean(one, initial) for one in (data or [None])]


def told_as_it_goes(parts):
    """Return the response that sends `parts` (texts of a page, from a generator) as they come."""
    response = StreamingHttpResponse(parts)
    response["Cache-Control"] = "no-store"
    # A proxy that collects answers would keep the progress back (nginx.org, proxy_buffering).
    response["X-Accel-Buffering"] = "no"
    return response
