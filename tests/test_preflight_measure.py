"""The measurement of the preflight: it builds a case as its file says, and counts what was found and what was not."""

import json

import pytest

from tests.measure import preflight

pytestmark = pytest.mark.django_db

PIECE = {"title": "雨停了", "paragraphs": ["“雨停了，他说。"]}


def case(tmp_path, **facts):
    """A case as it comes out of a folder of files."""
    (tmp_path / "case.json").write_text(json.dumps(facts), encoding="utf-8")
    return preflight.read_cases(tmp_path)[0]


def test_what_was_planted_is_counted_as_found_missed_or_a_false_alarm(tmp_path):
    planted = [
        {"rule": "unpaired_marks", "page": 1, "title": "雨停了"},
        {"rule": "watch_word", "page": 1, "title": "雨停了"},
    ]
    pages = [{"number": 1, "pieces": [PIECE | {"state": "draft"}]}]
    _case, hits, missed, alarms, _all = preflight.measured(case(tmp_path, pages=pages, expected=planted))
    assert (hits, missed) == (planted[:1], planted[1:])
    assert [alarm.rule for alarm in alarms] == ["not_approved"]


def test_a_piece_may_be_another_one_with_words_put_otherwise(tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "rain.json").write_text(json.dumps({"rain": PIECE}), encoding="utf-8")
    like = {"like": "rain", "instead": [["了，他", "了”，他"]]}
    assert preflight.measured(case(tmp_path, pages=[{"number": 1, "pieces": [like]}]))[3] == []


@pytest.mark.parametrize(
    ("piece", "said"),
    [
        ({"titel": "雨"}, "titel"),
        ({"like": "rain", "instead": [["雪", "雨"]]}, "“雪” does not stand in rain"),
    ],
)
def test_a_slip_in_a_case_file_is_named(tmp_path, piece, said):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "rain.json").write_text(json.dumps({"rain": PIECE}), encoding="utf-8")
    with pytest.raises(SystemExit, match=said):
        case(tmp_path, pages=[{"number": 1, "pieces": [piece]}])
