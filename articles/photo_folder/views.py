"""Many photos at once in the admin: files are sent, and the page tells of each as soon as it is taken in."""

from collections import Counter

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, TooManyFilesSent
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect

from articles import access, photos
from articles.admin_articles import take_photos
from articles.desk import as_pk
from articles.models import Article
from articles.photo_folder import files, intake, rows
from articles.several_files import SeveralFilesField, SeveralFilesInput, told_as_it_goes

# So many files the server takes in one request; a zip archive is one.
MOST_SENT = settings.DATA_UPLOAD_MAX_NUMBER_FILES
# Where the page is cut to tell of the photos and to count them.
_ROWS, _FOOT = "<!-- rows -->", "<!-- foot -->"
_DRAIN = 1024 * 1024
_ACCEPTED = ".jpg,.jpeg,.png,.webp,.avif,.heic,.heif,.zip,image/*"
_HELP = format_lazy(
    gettext_lazy(
        "JPEG, PNG, WebP, AVIF or HEIC, or a zip archive of them; {size} MB a photo at most. Choose them all, or drag "
        "them here. More than {sent} files: as a zip, up to {count}."
    ),
    size=photos.MOST_BYTES >> 20,
    sent=MOST_SENT,
    count=files.MOST_FILES,
)


class FolderForm(forms.Form):
    """The files of one upload."""

    files = SeveralFilesField(
        label=gettext_lazy("photos"),
        allow_empty_file=True,  # it is refused by itself
        widget=SeveralFilesInput({"accept": _ACCEPTED, "data-most": MOST_SENT}),
        help_text=_HELP,
    )


def upload(request, desk):
    """Ask for the files; take them in, telling of each. `?article=` is the copy that gets them, none leaves them in the pool.

    `desk` is the admin of photos. The address is exempt from Django's own CSRF check, which would end in a bare refusal
    where too many files are sent: it is made here, once the files are counted.
    """
    if not desk.has_add_permission(request):
        raise PermissionDenied
    article = _article(request)
    try:
        request.FILES  # noqa: B018 - reading it is what counts them
    except TooManyFilesSent:
        # What is still on its way is read, or the browser shows a broken connection instead of the page.
        while request.read(_DRAIN):
            pass
        form = FolderForm({}, {}, label_suffix="")
        form.fields["files"].required = False  # none has come, and that is not what was wrong
        form.add_error(
            "files", _("More than %(count)s files at once: put them into a zip.") % {"count": MOST_SENT}
        )
        return _asked(request, desk, form, article)
    return csrf_protect(_taken_in)(request, desk, article)


upload.csrf_exempt = True


def _taken_in(request, desk, article):
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FolderForm(*sent, label_suffix="")
    if not form.is_valid():
        return _asked(request, desk, form, article)
    # Rendered before anything is done, so that an error in it stops nothing half-way.
    return told_as_it_goes(_told(_frame(request, desk, article), request, desk, form, article))


def correct(request, desk):
    """Save the captions and credits that were put right on the page of an upload."""
    if not desk.has_add_permission(request):
        raise PermissionDenied
    keys = {as_pk(key) for key in request.POST.get("photos", "").split(",")} - {0}
    # It only says where to go on: each photo is asked for by itself.
    article = access.visible_articles(request.user).filter(pk=as_pk(request.GET.get("article"))).first()
    copy = Article.objects.filter(pk__in=rows.copy_of(keys))
    with desk.holding_copy(request, copy):
        shown = rows.forms_of(request.POST or None, request.user, keys)
        changed = [form for form in shown if form.has_changed()]
        if not all(form.is_valid() for form in changed):
            head, between, foot = _cut(_frame(request, desk, article, has_errors=True))
            told = "".join(rows.of_form(form, request.user) for form in shown)
            return HttpResponse(head + told + between + _foot([form.instance for form in shown], ()) + foot)
        desk.save_rows(request, changed)
    messages.success(request, _("Photos corrected: %(count)s") % {"count": len(changed)})
    if left := len(keys) - len(shown):
        said = _("Photos that are gone or no longer yours to change, left as they are: %(count)s")
        messages.warning(request, said % {"count": left})
    return HttpResponseRedirect(_after(article))


def _article(request):
    """Return the copy of `?article=`, None for none. Raises Http404 where the user may not write in it."""
    key = request.GET.get("article")
    return get_object_or_404(access.writable_articles(request.user), pk=as_pk(key)) if key else None


def _after(article):
    if article:
        return reverse("admin:articles_article_change", args=[article.pk])
    return f"{reverse('admin:articles_photo_changelist')}?where=pool"


def _context(request, desk, article):
    title = _("Upload photos to “%(title)s”") % {"title": article.title} if article else _("Upload photos")
    return {**desk.admin_site.each_context(request), "title": title, "opts": desk.opts, "article": article}


def _asked(request, desk, form, article):
    locked = desk.lock_on(article) if article else ""
    context = _context(request, desk, article) | {"form": form, "locked": locked}
    return TemplateResponse(request, "admin/articles/photo/folder.html", context)


def _frame(request, desk, article, has_errors=False):
    context = _context(request, desk, article) | {"after": _after(article), "has_errors": has_errors}
    return render_to_string("admin/articles/photo/folder_run.html", context, request)


def _cut(frame):
    head, rest = frame.split(_ROWS)
    return head, *rest.split(_FOOT)


def _told(frame, request, desk, form, article):
    """Yield the page: its head, a row a photo as it is taken in, the counts, its foot."""
    head, between, foot = _cut(frame)
    yield head
    counts, held, taken = Counter(), {}, []
    for file in files.of_uploads(form.cleaned_data["files"]):
        outcome = intake.take_in(file, request.user, {photo.pk for photo in taken})
        counts[outcome.state] += 1
        if outcome.photo:
            held.setdefault(outcome.photo.pk, outcome.photo)
        if outcome.state == intake.TAKEN:
            taken.append(outcome.photo)
            desk.log_addition(request, outcome.photo, [{"added": {}}])
        if outcome.state != intake.OTHER:
            yield rows.of_outcome(outcome, request.user, _word(outcome.state))
    said = [_summary(counts), *(_given(request, desk, article, held.values()) if article else ())]
    yield between + _foot(taken, said) + foot


def _word(state):
    return {intake.TAKEN: _("taken in"), intake.THERE: _("there already"), intake.REFUSED: _("refused")}[
        state
    ]


def _summary(counts):
    said = [
        f"{_word(state)} {counts[state]}"
        for state in (intake.TAKEN, intake.THERE, intake.REFUSED)
        if counts[state]
    ]
    if counts[intake.OTHER]:
        said.append(_("other files left out %(count)s") % {"count": counts[intake.OTHER]})
    return _(", ").join(said)


def _given(request, desk, article, found):
    """Give the photos of the pool to the copy, in one version; returns sentences on it."""
    with desk.holding_copy(request, Article.objects.filter(pk=article.pk)):
        # It may have been submitted or signed off while the files were on their way.
        article = access.writable_articles(request.user).filter(pk=article.pk).first()
        if article is None:
            return [_("The copy can no longer be changed: the photos are in the photo pool.")]
        given = [
            photo for photo in found if not photo.article_id and access.may_edit_photo(request.user, photo)
        ]
        # What is told of the version stands in the page: this answer is on its way already.
        told = messages.get_messages(request)
        before = len(told)
        article_desk = desk.admin_site.get_model_admin(Article)
        piece = article_desk.standing(article)
        take_photos(article, given)
        article_desk.keep(request, article, piece)
    said = _("Photos that stand with “%(title)s” now: %(count)s")
    return [
        said % {"count": len(given), "title": article.title},
        *[str(message) for message in told][before:],
    ]


def _foot(shown, said):
    """Return the end of the page: what is said of all, and the keys of the photos whose rows can be saved."""
    lines = format_html_join("", '<p class="standing-line" role="status">{}</p>', ((line,) for line in said))
    keys = ",".join(str(photo.pk) for photo in shown)
    button = (
        format_html('<input type="submit" class="default" value="{}">', _("Save captions and credits"))
        if keys
        else ""
    )
    return format_html('{}<input type="hidden" name="photos" value="{}">{}', lines, keys, button)
