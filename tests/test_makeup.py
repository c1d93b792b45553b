"""How a page is made up: columns are shared out so that neighbours end level, whatever stands on it."""

import pytest

from issues import makeup
from issues.makeup import Copy

LEAD = Copy("lead", title=10, kicker=20, deck=24, text=(5,) * 10, pictures=(1.5,))
STORY = Copy("normal", title=12, text=(5,) * 5)
BRIEF = Copy("brief", title=8, text=(4,))


def _columns(band):
    return sum(stack.columns for stack in band)


def _order(bands):
    return [number for band in bands for stack in band for number in stack.pieces]


@pytest.mark.parametrize(
    "copies",
    [
        [],
        [BRIEF],
        [LEAD],
        [STORY] * 12,
        [BRIEF] * 9,
        [LEAD, STORY, STORY, BRIEF, BRIEF],
        [LEAD, Copy("normal", title=6, pictures=(0.7, 1.5, 2.0), is_boxed=True), STORY, BRIEF],
        [Copy("normal", title=40, text=(200,) * 9), BRIEF],
    ],
)
def test_every_piece_is_set_once_in_print_order_and_every_band_fills_the_page(copies):
    bands = makeup.make_up(copies)
    assert _order(bands) == list(range(len(copies)))
    assert [_columns(band) for band in bands] == [makeup.COLUMNS] * len(bands)


def test_a_lead_is_never_squeezed_into_one_column():
    for others in ([], [BRIEF], [STORY, STORY], [STORY, BRIEF, BRIEF, BRIEF]):
        first = makeup.make_up([LEAD, *others])[0][0]
        assert first.columns > 1


def test_briefs_stand_in_narrow_columns():
    bands = makeup.make_up([LEAD, STORY, BRIEF, BRIEF, BRIEF, BRIEF])
    widths = {n: stack.columns for band in bands for stack in band for n in stack.pieces}
    assert {widths[n] for n in (2, 3, 4, 5)} == {1}


def test_neighbours_end_about_level():
    copies = [LEAD, STORY, STORY, STORY, BRIEF, BRIEF, STORY, BRIEF]
    for band in makeup.make_up(copies):
        heights = [
            sum(makeup.setting(copies[number], stack.columns).height for number in stack.pieces)
            for stack in band
        ]
        assert max(heights) - min(heights) < 15


def test_a_lead_picture_stands_beside_its_text_across_two_columns():
    setting = makeup.setting(LEAD, 4)
    assert (setting.way, setting.beside) == ("beside", 2)
    assert 0 < setting.cut < len(LEAD.text)


def test_many_pictures_over_few_words_are_a_gallery():
    piece = Copy("lead", title=8, text=(5,), pictures=(1.5, 1.5, 1.5))
    assert makeup.setting(piece, 4).way == "gallery"


def test_a_long_text_is_cut_into_sets_of_columns_that_fit_a_screen():
    text = (6,) * 100
    runs = makeup.column_sets(text, 4)
    assert [number for start, end in runs for number in range(start, end)] == list(range(100))
    assert len(runs) > 1
    for start, end in runs:
        assert sum(text[start:end]) * makeup.LINE / 4 < 1.3 * makeup.TALLEST_COLUMN


def test_a_short_text_is_one_set_and_a_single_column_is_never_cut():
    assert makeup.column_sets((6, 6), 3) == [(0, 2)]
    assert makeup.column_sets((6,) * 100, 1) == [(0, 100)]


def test_what_stands_beside_a_picture_is_a_set_of_its_own():
    assert makeup.column_sets((6,) * 6, 4, cut=2) == [(0, 2), (2, 6)]
    assert makeup.column_sets((6,) * 3, 4, cut=3) == [(0, 3)]


@pytest.mark.parametrize(
    ("picture", "name"), [(0.6, "upright"), (1.0, "square"), (1.5, "landscape"), (2.4, "wide")]
)
def test_a_picture_takes_the_gallery_frame_nearest_its_shape(picture, name):
    assert makeup.frame(picture)[0] == name
