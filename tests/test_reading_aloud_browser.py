"""Reading aloud in a browser, with a voice that only writes down what it is given to say."""

import pytest

from tests import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Says nothing until `finish()`; as in browsers, what is cancelled ends with an error, and later.
VOICE = """
  class Utterance { constructor(text) { this.text = text; } }
  const synth = Object.assign(new EventTarget(), {
    voices: [], said: [], current: null,
    getVoices() { return this.voices; },
    speak(utterance) { this.said.push(utterance); this.current = utterance; },
    cancel() {
      const cut = this.current;
      this.current = null;
      if (cut) setTimeout(() => cut.onerror?.({ error: "canceled" }));
    },
  });
  Object.defineProperty(window, "speechSynthesis", { value: synth });
  window.SpeechSynthesisUtterance = Utterance;
  window.finish = () => { const done = synth.current; synth.current = null; done.onend(); };
  window.bring = (...voices) => { synth.voices = voices; synth.dispatchEvent(new Event("voiceschanged")); };
"""
CHINESE = "bring({ lang: 'en-US', localService: true }, { lang: 'zh-TW', localService: true }, { lang: 'zh_CN', localService: true })"
LONG = "他把伞骨一根根理直，" * 12


@pytest.fixture
def address():
    body = f"<h3>先修伞骨</h3><p>第一句。“第二句！”第三句</p><p>{LONG}完。</p><table><tr><td><p>伞</p></td><td>三元</td></tr></table>"
    article = make.make_article("胡同口来了修伞匠", kicker="引题", deck="副题", body=body)
    make.credit(article)
    make.place(article, make.make_page(make.make_signed_off_issue()))
    return f"/articles/{article.pk}/"


@pytest.fixture
def opened(page, address):
    page.add_init_script(VOICE)
    page.goto(address)
    page.evaluate(CHINESE)
    return page


def _button(page, name):
    return page.get_by_role("button", name=name, exact=True).first


def _said(page):
    return page.evaluate("speechSynthesis.said.map(({ text }) => text)")


def _marked(page):
    return page.locator(".is-read").all_inner_texts()


def test_it_is_offered_only_where_there_is_a_chinese_voice_also_one_that_comes_later(page, address):
    page.goto(address)
    assert _button(page, "朗读").count() == 0
    page.add_init_script(VOICE)
    page.goto(address)
    assert _button(page, "朗读").count() == 0
    page.evaluate("bring({ lang: 'en-US', localService: true })")
    assert _button(page, "朗读").count() == 0
    page.evaluate(CHINESE)
    assert _button(page, "朗读").is_visible()


def test_headline_byline_and_text_are_read_in_order_by_the_mainland_voice_in_short_sentences(opened):
    _button(opened, "朗读").click()
    while opened.evaluate("speechSynthesis.current !== null"):
        opened.evaluate("finish()")
    said = _said(opened)
    assert [text.strip() for text in said[:8]] == [
        "引题",
        "胡同口来了修伞匠",
        "副题",
        "记者 林小禾",
        "先修伞骨",
        "第一句。",
        "“第二句！”",
        "第三句",
    ]
    assert "".join(said[8:-2]) == f"{LONG}完。"
    assert all(len(text) <= 51 and text[-1] in "，。" for text in said[8:-2])
    assert [text.strip() for text in said[-2:]] == ["伞", "三元"]
    assert opened.evaluate("new Set(speechSynthesis.said.map(({ voice }) => voice.lang)).size") == 1
    assert opened.evaluate("speechSynthesis.said[0].voice.lang") == "zh_CN"
    assert _button(opened, "朗读").is_visible()
    assert _marked(opened) == []


def test_the_paragraph_that_is_read_is_marked_and_brought_in_sight(opened):
    opened.set_viewport_size({"width": 390, "height": 300})
    _button(opened, "朗读").click()
    assert _marked(opened) == ["引题"]
    for _ in range(5):
        opened.evaluate("finish()")
    [marked] = _marked(opened)
    assert marked.startswith("第一句。")
    opened.wait_for_function("""() => {
      const { top, bottom } = document.querySelector(".is-read").getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }""")


def test_it_pauses_and_goes_on_with_the_same_sentence(opened):
    _button(opened, "朗读").click()
    opened.evaluate("finish()")
    _button(opened, "暂停").click()
    assert opened.evaluate("speechSynthesis.current") is None
    opened.wait_for_timeout(50)
    assert _said(opened) == ["引题", "胡同口来了修伞匠"]
    opened.keyboard.press("p")
    assert _said(opened)[2:] == ["胡同口来了修伞匠"]
    opened.keyboard.press("p")
    assert _button(opened, "继续").is_visible()


def test_stopping_takes_the_controls_and_the_mark_away_and_gives_the_focus_back(opened):
    _button(opened, "朗读").click()
    _button(opened, "停止").click()
    assert opened.evaluate("speechSynthesis.current") is None
    assert _marked(opened) == []
    assert not _button(opened, "停止").is_visible()
    assert opened.evaluate("document.activeElement.textContent") == "朗读"
    _button(opened, "朗读").click()
    assert _said(opened) == ["引题", "引题"]


def test_another_speed_holds_from_the_sentence_that_is_read_and_is_kept(opened):
    _button(opened, "朗读").click()
    opened.get_by_label("语速").select_option("1.5")
    assert opened.evaluate("speechSynthesis.said.map(({ text, rate }) => [text, rate])") == [
        ["引题", 1],
        ["引题", 1.5],
    ]
    opened.reload()
    assert opened.get_by_label("语速").input_value() == "1.5"


def test_a_voice_that_fails_ends_the_reading(opened):
    _button(opened, "朗读").click()
    opened.evaluate("speechSynthesis.current.onerror({ error: 'synthesis-failed' })")
    assert _marked(opened) == []
    assert _said(opened) == ["引题"]


def test_it_falls_silent_when_the_page_is_left(opened):
    _button(opened, "朗读").click()
    opened.evaluate(
        "addEventListener('pagehide', () => (sessionStorage.left = String(speechSynthesis.current)))"
    )
    opened.goto("/issues/943/")
    assert opened.evaluate("sessionStorage.left") == "null"
