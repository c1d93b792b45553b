"""Says in a newsroom's words what could not be set on a page."""

from django.utils.translation import gettext as _

from issues.outlets.typeset import fonts
from issues.outlets.typeset.shapes import Setting


def missing(page, pieces, fitted, signs):
    """Return the sentences on what `page` lacks: `pieces` are all its Pieces, `signs` those of its head no face has."""
    said = [_head_signs(page, signs)] if signs else []
    for piece in pieces:
        said += _of_piece(piece)
    if fitted:
        said += [_unset(page, each.piece) if each.piece else _no_guide(page) for each in fitted.unset]
        for setting, shape, _column, _row in fitted.placed:
            if isinstance(setting, Setting):
                said += _of_setting(page, setting, shape)
    return tuple(said)


def _head_signs(page, signs):
    return _(
        "%(page)s: no font has %(signs)s in the page's head or guide; %(geta)s stands there. Write it otherwise."
    ) % {
        "page": page.printed_label,
        "signs": "、".join(signs),
        "geta": fonts.GETA,
    }


def _of_piece(piece):
    title = piece.placement.title
    if piece.missing_signs:
        yield _("“%(title)s”: no font has %(signs)s; %(geta)s stands there. Write it otherwise.") % {
            "title": title,
            "signs": "、".join(piece.missing_signs),
            "geta": fonts.GETA,
        }
    if piece.lost_pictures:
        yield _(
            "“%(title)s”: photos whose files can't be read are not set (%(count)s). Upload them again."
        ) % {"title": title, "count": piece.lost_pictures}


def _no_guide(page):
    return _("There is no room for the guide on %(page)s.") % {"page": page.printed_label}


def _unset(page, piece):
    characters = sum(len("".join(block.text.split())) for block in piece.blocks)
    return _(
        "“%(title)s” (%(count)s characters) has no room on %(page)s and is not set. Move it to another page, or "
        "shorten what stands there."
    ) % {"title": piece.placement.title, "count": characters, "page": page.printed_label}


def _of_setting(page, setting, shape):
    facts = {"title": setting.piece.placement.title, "page": page.printed_label}
    if count := setting.unset_characters(shape.columns):
        yield _(
            "“%(title)s” is too long for %(page)s: its last %(count)s characters are not set. Shorten it, or continue "
            "it on another page."
        ) % {**facts, "count": count}
    if setting.unset_pictures:
        yield _("“%(title)s” has too many photos for %(page)s: the last are not set (%(count)s).") % {
            **facts,
            "count": setting.unset_pictures,
        }
