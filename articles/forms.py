"""What the copy desk types in: an article with its tags, credits and photos."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import access, bylines, credit_lines, piece_parts, review, typography
from articles.conflicts import VersionedForm
from articles.models import Article, Credit, Photo, Reporter
from articles.picture_field import PictureField
from articles.staff import staff_name
from articles.widgets import SuggestingInput, SuggestingTagInput, ThumbnailChoices, body_editor, thumbnail

# The roles that Chinese papers print; any other may be typed.
USUAL_ROLES = ("记者", "通讯员", "摄影", "摄影报道", "文", "图", "整理", "编译", "实习生", "实习记者")
USUAL_DATELINES = ("本报讯", "本报记者", "据新华社电", "新华社北京电")
# How many photos of the pool the article's form offers at once, newest first.
POOL_ON_OFFER = 24


class StaffField(forms.ModelChoiceField):
    """A choice of colleagues, by the names that they go by."""

    def __init__(self, queryset, **options):
        super().__init__(queryset.order_by("last_name", "first_name", "username"), **options)

    def label_from_instance(self, obj):
        return staff_name(obj)


class ArticleForm(VersionedForm):
    """An article as one person edits it: it knows the revision that it was opened at.

    `user` is set on the class that the admin makes for a request.
    """

    user = None
    pool = forms.ModelMultipleChoiceField(
        Photo.objects.none(),
        required=False,
        widget=ThumbnailChoices,
        label=_("take from the photo pool"),
    )
    minor_edit = forms.BooleanField(
        required=False, label=_("minor edit (typography only: opens no new review)")
    )

    class Meta:
        model = Article
        fields = [
            "column",
            "kicker",
            "title",
            "deck",
            "dateline",
            "body",
            "is_advertisement",
            "tags",
            "internal_note",
            "owner",
        ]
        field_classes = {"owner": StaffField}
        widgets = {
            "column": forms.TextInput({"class": "vTextField"}),
            "kicker": forms.TextInput({"class": "vTextField"}),
            "title": forms.TextInput({"class": "vTextField headline"}),
            "deck": forms.TextInput({"class": "vTextField"}),
            "dateline": SuggestingInput(USUAL_DATELINES, {"class": "vTextField"}),
            "body": body_editor(),
            "tags": SuggestingTagInput,
            "internal_note": forms.Textarea({"class": "vLargeTextField", "rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "pool" in self.fields:
            in_pool = access.visible_photos(self.user).filter(article=None)
            self.fields["pool"].queryset = in_pool
            offered = in_pool.order_by("-id")[:POOL_ON_OFFER]
            self.fields["pool"].widget.choices = [(photo.pk, _captioned(photo)) for photo in offered]

    def versions(self):
        return self.instance.revisions.all()

    def parts_of(self, version):
        return piece_parts.parts_of(version.piece)


def _captioned(photo):
    return format_html("{}<span>{}</span>", thumbnail(photo), str(photo))


class CreditForm(forms.ModelForm):
    """A credit; the person's name is filled in where only the person is chosen."""

    class Meta:
        model = Credit
        fields = ["role", "name", "reporter", "order"]
        labels = {"name": _("person or body")}
        widgets = {"role": SuggestingInput(USUAL_ROLES)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"].required = False

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name") and cleaned.get("reporter"):
            cleaned["name"] = cleaned["reporter"].name
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Whose credit is it? Type the name or choose the person."))
        return cleaned


class PictureForm(forms.ModelForm):
    """Anything with a stored picture, which an upload replaces.

    What was taken in stays so when another field is wrong, since a browser doesn't send a file again.
    """

    upload = PictureField(
        required=False,
        label=_("picture file"),
        help_text=_("JPEG, PNG, WebP, AVIF or HEIC; turned upright, place data removed"),
    )

    def clean_upload(self):
        stored = self.cleaned_data["upload"]
        self.fields["upload"].widget.kept = stored
        return stored

    def save(self, commit=True):
        if stored := self.cleaned_data.get("upload"):
            self.instance.show(stored)
        return super().save(commit)


class PhotoForm(PictureForm):
    """A photo in its own form.

    `user` is set on the class that the admin makes for a request: who only corrects typography rewrites no caption.
    """

    user = None

    class Meta:
        model = Photo
        fields = ["caption", "alt", "article", "order"]
        widgets = {"caption": forms.Textarea({"class": "vLargeTextField", "rows": 3})}

    def clean(self):
        cleaned = super().clean()
        if self.user and self.instance.article and access.only_corrects(self.user):
            sent = self._photo_alone() | {name: cleaned.get(name, "") for name in ("caption", "alt")}
            if said := typography.refusal({"photos": [self._photo_alone()]}, {"photos": [sent]}):
                raise forms.ValidationError(said, code="rewritten")
        return cleaned

    def _photo_alone(self):
        fields = ("key", "file", "width", "height", "caption", "alt")
        return {field: getattr(self.instance, field) for field in fields} | {"credits": []}


class ArticlePhotoForm(PhotoForm):
    """A photo in its article's form, with its credits in one line as they are printed."""

    credit_line = forms.CharField(
        required=False,
        label=_("credit line"),
        help_text=_("As printed: 记者 某某 通讯员 某某 摄"),
        max_length=200,
    )

    class Meta(PhotoForm.Meta):
        fields = ["caption", "alt", "order"]
        widgets = {"caption": forms.Textarea({"class": "vLargeTextField", "rows": 2})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["credit_line"] = credit_line(self.instance.credits.all())

    def clean_credit_line(self):
        line = self.cleaned_data["credit_line"]
        if line and "credit_line" in self.changed_data and not bylines.parse_credits(line):
            raise forms.ValidationError(_("Write who made it with the role: 记者 某某 摄, 新华社 供图."))
        return line

    def save(self, commit=True):
        photo = super().save(commit)
        if commit and "credit_line" in self.changed_data:
            write_credits(photo, self.cleaned_data["credit_line"])
        return photo


class CaptionForm(ArticlePhotoForm):
    """A photo in its article's form for who corrects its words, and leaves the picture."""

    upload = None

    class Meta(ArticlePhotoForm.Meta):
        fields = ["caption", "alt"]


def credit_line(credits):
    """Return a photo's credits as the line that is read back as the same: 某某 摄, 记者 某某 摄（新华社 供图）."""
    return _line_of(tuple((credit.role, credit.name) for credit in credits))


def _line_of(pairs):
    words = " ".join(f"{role} {name}".strip() for role, name in pairs)
    names = "、".join(name for _role, name in pairs)
    printed = [f"{names} 摄", f"{words} 摄", credit_lines.line(pairs)]
    made = tuple(pair for pair in pairs if pair[0] != "供图")
    given = tuple(pair for pair in pairs if pair[0] == "供图")
    if given:
        line = credit_lines.line(given)
        printed = [f"{_line_of(made)}（{line}）" if made else line, *printed]
    return next((line for line in printed if pairs and bylines.parse_credits(line) == pairs), words)


def write_credits(photo, line):
    """Make the photo's credits be as the printed `line` says; a name that fits one person is linked to them."""
    set_credits(photo, bylines.parse_credits(line))


def set_credits(photo, pairs):
    """Make the photo's credits be the (role, name) `pairs`; a name that fits one person is linked to them."""
    linked = {credit.name: credit.reporter for credit in photo.credits.all() if credit.reporter_id}
    photo.credits.all().delete()
    Credit.objects.bulk_create(
        Credit(
            photo=photo, order=order, role=role, name=name, reporter=linked.get(name) or _only_reporter(name)
        )
        for order, (role, name) in enumerate(pairs)
    )


def _only_reporter(name):
    people = list(Reporter.objects.named(name)[:2])
    return people[0] if len(people) == 1 else None


class ReporterForm(PictureForm):
    """A person who is credited, with a portrait."""

    class Meta:
        model = Reporter
        fields = ["name", "note", "bio", "user"]
        field_classes = {"user": StaffField}
        labels = {"name": _("person's name")}


class WithdrawalForm(forms.Form):
    """The paper's word to readers on what it takes back."""

    note = forms.CharField(
        label=_("note to readers"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Stands at the article's address"),
    )


class MoveForm(forms.Form):
    """The opinion or the reason that a move asks for (articles/review.py)."""

    opinion = forms.CharField(widget=forms.Textarea({"rows": 5}))

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, **kwargs)
        if not rule.asks:
            del self.fields["opinion"]
            return
        self.fields["opinion"].label = _("Opinion") if rule.asks == "opinion" else _("Reason")
        self.fields["opinion"].error_messages["required"] = review.ASKED[rule.asks]
