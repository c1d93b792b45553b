"""A repeated import is merged three ways: the last text, the new text, and what the desk has made of it."""

from issues.imports.saving.merge import Field, merge
from issues.imports.saving.ordering import ranks, settle

LIN, BAI = (
    {"role": "记者", "name": "林小禾", "reporter": 1},
    {"role": "通讯员", "name": "白 桦", "reporter": 2},
)


def make_piece(**overrides):
    blank = {"column": "", "kicker": "", "deck": "", "dateline": "本报讯", "is_advertisement": False}
    rest = {
        "title": "雨伞街",
        "body": "<p>雨停了。</p>",
        "credits": [LIN],
        "photos": [],
        "tags": ["胡同"],
        "internal_note": "",
    }
    return {**blank, **rest, **overrides}


def make_photo(key="a", **overrides):
    picture = {"file": "originals/1.jpg", "width": 600, "height": 400, "part": 1, "alt": "一把伞"}
    return {"key": key, "caption": "图为修伞匠。", "credits": [], **picture, **overrides}


def test_what_only_the_text_has_changed_is_taken():
    merged = merge(make_piece(), make_piece(title="雨伞街的早晨"), make_piece())
    assert merged.piece["title"] == "雨伞街的早晨"
    assert (merged.kept, merged.clashes) == ((), ())


def test_what_only_the_desk_has_changed_stays_without_a_word():
    merged = merge(make_piece(), make_piece(), make_piece(deck="晴天也开张"))
    assert merged.piece["deck"] == "晴天也开张"
    assert (merged.kept, merged.clashes) == ((Field("deck"),), ())


def test_where_both_have_changed_a_field_the_desk_s_stays_and_is_named():
    merged = merge(make_piece(), make_piece(title="雨中街"), make_piece(title="伞街"))
    assert merged.piece["title"] == "伞街"
    assert merged.clashes == (Field("title"),)


def test_where_both_have_made_the_same_change_nobody_is_told():
    merged = merge(make_piece(), make_piece(title="伞街"), make_piece(title="伞街"))
    assert merged.piece["title"] == "伞街"
    assert (merged.kept, merged.clashes) == ((), ())


def test_different_fields_changed_by_text_and_desk_are_both_taken():
    merged = merge(make_piece(), make_piece(body="<p>雨又来了。</p>"), make_piece(title="伞街"))
    assert (merged.piece["title"], merged.piece["body"]) == ("伞街", "<p>雨又来了。</p>")


def test_an_advertisement_mark_is_merged_like_any_field():
    marked = make_piece(is_advertisement=True)
    assert merge(make_piece(), marked, make_piece()).piece["is_advertisement"] is True
    assert merge(marked, marked, make_piece()).piece["is_advertisement"] is False


def test_tags_and_the_internal_note_are_the_desk_s():
    merged = merge(
        make_piece(), make_piece(tags=[], title="伞街"), make_piece(tags=["雨"], internal_note="配图")
    )
    assert (merged.piece["tags"], merged.piece["internal_note"]) == (["雨"], "配图")


def test_copy_that_no_text_has_written_is_only_filled_where_it_is_blank():
    merged = merge(None, make_piece(deck="晴天也开张"), make_piece(title="伞街"))
    assert (merged.piece["title"], merged.piece["deck"]) == ("伞街", "晴天也开张")
    assert merged.clashes == (Field("title"),)


def test_a_new_text_of_one_page_leaves_the_edited_text_of_the_other_alone():
    base = make_piece(body='<p>头一段，<br class="jump">接着说。</p><p>完。</p>')
    theirs = make_piece(body='<p>头一段，<br class="jump">接着说下去。</p><p>完。</p>')
    ours = make_piece(body='<p>第一段，<br class="jump">接着说。</p><p>完。</p>')
    assert (
        merge(base, theirs, ours).piece["body"] == '<p>第一段，<br class="jump">接着说下去。</p><p>完。</p>'
    )


def test_both_pages_edited_and_no_new_text_leave_the_body_as_it_stands():
    base = make_piece(body='<p>头。</p><p><br class="jump">尾。</p>')
    ours = make_piece(body='<p>头一<br class="jump">句。</p><p>尾。</p>')
    merged = merge(base, base, ours)
    assert merged.piece["body"] == ours["body"]
    assert merged.kept == (Field("body"),)


def test_a_body_without_its_jump_mark_is_one_thing():
    base = make_piece(body='<p>头。</p><p><br class="jump">尾。</p>')
    theirs = make_piece(body='<p>头。</p><p><br class="jump">新的尾。</p>')
    merged = merge(base, theirs, make_piece(body="<p>头。尾。</p>"))
    assert merged.piece["body"] == "<p>头。尾。</p>"
    assert merged.clashes == (Field("body"),)


def test_a_second_part_that_comes_later_is_added_to_the_edited_first():
    base, ours = make_piece(body="<p>头。</p>"), make_piece(body="<p>改过的头。</p>")
    merged = merge(base, make_piece(body='<p>头。</p><p><br class="jump">尾。</p>'), ours)
    assert merged.piece["body"] == '<p>改过的头。</p><p><br class="jump">尾。</p>'


def test_a_person_that_an_editor_has_linked_stays_linked_when_the_text_adds_another():
    unlinked = {**LIN, "reporter": None}
    base, theirs = make_piece(credits=[unlinked]), make_piece(credits=[unlinked, BAI])
    merged = merge(base, theirs, make_piece(credits=[LIN]))
    assert merged.piece["credits"] == [LIN, BAI]
    assert merged.clashes == ()


def test_a_credit_that_the_desk_has_unlinked_stays_unlinked():
    unlinked = {**LIN, "reporter": None}
    assert merge(make_piece(), make_piece(), make_piece(credits=[unlinked])).piece["credits"] == [unlinked]


def test_a_new_caption_keeps_the_picture_and_its_alternative_text():
    said = make_photo(file="", width=0, height=0, alt="")
    base, theirs = make_piece(photos=[said]), make_piece(photos=[{**said, "caption": "图为摊前的修伞匠。"}])
    merged = merge(base, theirs, make_piece(photos=[make_photo()]))
    assert merged.piece["photos"] == [make_photo(caption="图为摊前的修伞匠。")]


def test_a_caption_that_both_have_changed_is_named_with_its_photo():
    base, theirs = make_piece(photos=[make_photo()]), make_piece(photos=[make_photo(caption="新图说。")])
    merged = merge(base, theirs, make_piece(photos=[make_photo(caption="改图说。")]))
    assert merged.piece["photos"][0]["caption"] == "改图说。"
    assert merged.clashes == (Field("caption", 1),)


def test_a_photo_that_has_gone_from_the_text_leaves_unless_the_desk_has_edited_it():
    base, theirs = make_piece(photos=[make_photo()]), make_piece()
    assert merge(base, theirs, make_piece(photos=[make_photo()])).piece["photos"] == []
    merged = merge(base, theirs, make_piece(photos=[make_photo(caption="改图说。")]))
    assert [photo["key"] for photo in merged.piece["photos"]] == ["a"]
    assert merged.clashes == (Field("photo", 1),)


def test_a_photo_that_the_desk_has_taken_off_stays_off_and_one_that_it_has_added_stays():
    base = make_piece(photos=[make_photo()])
    merged = merge(base, base, make_piece(photos=[make_photo("b")]))
    assert [photo["key"] for photo in merged.piece["photos"]] == ["b"]
    assert merged.clashes == ()


def test_pieces_follow_the_order_of_the_text():
    assert settle([1, 2, 3], before=[1, 2, 3], now=[3, 1, 2]) == ([3, 1, 2], False)


def test_an_editor_s_order_stands_against_a_text_that_keeps_its_own():
    assert settle([2, 1, 3], before=[1, 2, 3], now=[1, 2, 3]) == ([2, 1, 3], False)


def test_an_editor_s_order_stands_against_a_new_order_of_the_text_and_is_reported():
    assert settle([2, 1, 3], before=[1, 2, 3], now=[3, 1, 2]) == ([2, 1, 3], True)


def test_a_new_piece_comes_after_the_one_that_it_follows_in_the_text():
    assert settle([2, 1], before=[1, 2], now=[1, 9, 2]) == ([2, 1, 9], False)
    assert settle([1, 2], before=[1, 2], now=[9, 1, 2]) == ([9, 1, 2], False)


def test_a_piece_placed_by_hand_keeps_its_place():
    assert settle([1, 7, 2], before=[1, 2], now=[2, 1]) == ([2, 7, 1], False)


def test_a_piece_put_between_two_others_changes_neither_rank():
    assert ranks([1, 9, 2], {1: 0.0, 2: 1.0}) == {1: 0.0, 9: 0.5, 2: 1.0}


def test_pieces_that_change_places_are_ranked_anew():
    assert ranks([2, 1], {1: 0.0, 2: 1.0}) == {2: 0.0, 1: 1.0}
