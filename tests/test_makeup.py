"""How a page is made up: columns are shared out so that neighbours end level, whatever stands on it."""

from dataclasses import replace

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


def test_a_lead_picture_has_its_text_under_and_next_to_it_and_none_below_both():
    setting = makeup.setting(LEAD, 4)
    under, end = setting.cuts
    assert (setting.way, setting.beside) == ("beside", 2)
    assert 0 < under < end == len(LEAD.text)


def test_a_lead_of_more_than_a_screen_goes_on_below_its_picture():
    setting = makeup.setting(replace(LEAD, text=(5,) * 60), 4)
    under, end = setting.cuts
    assert 0 <= under < end < 60


def test_no_line_or_two_stand_under_a_picture_beside_its_text():
    for count in range(1, 20):
        under, _ = makeup.setting(replace(LEAD, text=(3,) * count), 4).cuts or (0, 0)
        assert under == 0 or 3 * under >= makeup.FEWEST_UNDER * 2


@pytest.mark.parametrize(("text", "way"), [((5,), "measure"), ((5,) * 4, "gallery")])
def test_many_pictures_stand_over_few_words_and_fewest_words_are_not_cut_in_columns(text, way):
    piece = Copy("lead", title=8, text=text, pictures=(1.5, 1.5, 1.5))
    assert makeup.setting(piece, 4).way == way


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


def test_what_stands_under_and_next_to_a_picture_are_sets_of_their_own():
    assert makeup.column_sets((6,) * 6, 4, (2, 6)) == [(0, 2), (2, 6)]
    assert makeup.column_sets((6,) * 6, 4, (2, 4)) == [(0, 2), (2, 4), (4, 6)]
    assert makeup.column_sets((6,) * 3, 4, (0, 3)) == [(0, 3)]


@pytest.mark.parametrize(
    ("picture", "name"), [(0.6, "upright"), (1.0, "square"), (1.5, "landscape"), (2.4, "wide")]
)
def test_a_picture_takes_the_gallery_frame_nearest_its_shape(picture, name):
    assert makeup.frame(picture)[0] == name
