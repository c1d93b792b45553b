"""Which line is the caption of which picture, by its place, its style and its words."""

from dataclasses import dataclass

from articles.bylines import read_byline
from issues.imports.pagetext import marks
from issues.imports.pagetext.lines import with_next
from issues.imports.worddoc.entries import PICTURE, TEXT, Entry
from issues.imports.worddoc.styles import CAPTION

_LONGEST, _LONGEST_UNMARKED = 200, 60  # characters
_NEAR = 3  # lines from a picture to its caption, with text between


@dataclass(eq=False)
class Captioned:
    """A picture with its caption; one of them may be missing."""

    picture: Entry | None
    caption: Entry | None = None

    @property
    def place(self):
        """The Entry at whose place the photo stands."""
        return self.caption or self.picture


def captioned(entries, text_size):
    """The Captioned of a document in order; `text_size` is that of its running text, in points.

    A caption in its style far from any picture is a table's or a chart's and stays text; 图为 is a picture's wherever
    it stands, whose file may come by another way.
    """
    found, waiting, coming = [], [], None
    for entry, following in with_next(entries):
        if entry.kind == PICTURE:
            found.append(Captioned(entry, coming))
            waiting, coming = (waiting if coming else [*waiting, found[-1]]), None
        elif entry.kind != TEXT:
            waiting = []
        elif waiting and _stands_as_caption(entry, text_size):
            waiting.pop(0).caption = entry
        elif _says_it_is_caption(entry):
            coming = _place_by_words(entry, following, found)
            waiting = []
        elif not _credits_picture(entry):
            waiting = []
    return found


def _place_by_words(entry, following, found):
    """Give a caption to the last picture without one; returns it where it waits for the picture below."""
    bare = next((one for one in found[-1:] if not one.caption and _is_near(one, entry)), None)
    if bare:
        bare.caption = entry
    elif following and following.kind == PICTURE:
        return entry
    elif marks.is_caption(entry.text):
        found.append(Captioned(None, entry))
    return None


def _is_near(photo, entry):
    return entry.number - photo.picture.number <= _NEAR


def _says_it_is_caption(entry):
    is_marked = entry.look.role == CAPTION or marks.is_caption(entry.text)
    return is_marked and len(entry.text) <= _LONGEST and not _credits_picture(entry)


def _stands_as_caption(entry, text_size):
    """Whether a line right below a picture is its caption: marked, boxed, set small or in the middle, or credited."""
    text, look = entry.text, entry.look
    if _says_it_is_caption(entry):
        return True
    if len(text) > _LONGEST or marks.opens_with_dateline(text) or look.level or read_byline(text):
        return False
    byline = marks.take_closing_credit(text)[1]
    if byline and byline.of_picture and not byline.of_report:
        return True
    is_plain = not look.is_bold and look.size <= text_size
    is_short = is_plain and look.is_centred and len(text) <= _LONGEST_UNMARKED
    return look.in_box or is_short or (is_plain and look.size < text_size)


def _credits_picture(entry):
    byline = read_byline(entry.text)
    return bool(byline and byline.of_picture)
