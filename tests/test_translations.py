"""The interface is Chinese to the last word."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.utils import translation

from xdcb import messages

LETTERS = re.compile(r"[A-Za-z\u3400-\u9fff]")
HAN = re.compile(r"[\u3400-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# What stands between translate tags, and every other tag, is not a template's bare text.
TRANSLATED = re.compile(r"\{%\s*(blocktrans(?:late)?|comment)\b.*?%\}.*?\{%\s*end\1\s*%\}", re.DOTALL)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
# Django's admin has blocks that hold class names.
CLASSES = re.compile(r"\{%\s*block (?:bodyclass|coltype)\s*%\}.*?\{%\s*endblock.*?%\}", re.DOTALL)
SHOWN_ATTRIBUTES = {"alt", "aria-label", "aria-description", "data-label", "label", "placeholder", "title"}
OWN_APPS = ("articles", "issues")
# Code, and the names of keys, which are the same in every language.
SILENT = {"script", "style", "kbd"}


class BareText(HTMLParser):
    """Collects the words of a page that stand in its text or in an attribute that people see or hear."""

    def __init__(self):
        super().__init__()
        self.found = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in SILENT
        is_button = tag == "input" and dict(attrs).get("type") in {"submit", "button", "reset"}
        shown = SHOWN_ATTRIBUTES | ({"value"} if is_button else set())
        self.found += [
            f"{name}={value}" for name, value in attrs if name in shown and LETTERS.search(value or "")
        ]

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, data):
        if not self.silent and LETTERS.search(data):
            self.found.append(data.strip())


def bare_text(template):
    """Return what the text of a template says outside its translate tags."""
    parser = BareText()
    for silent in (TRANSLATED, CLASSES, TAGS):
        template = silent.sub("", template)
    parser.feed(template)
    parser.close()
    return parser.found


def test_every_text_has_its_chinese():
    assert messages.faults(messages.stored()) == []


def test_chinese_keeps_the_placeholders_of_the_english():
    for entry in messages.stored():
        english = [entry.id] if isinstance(entry.id, str) else entry.id
        chinese = [entry.string] if isinstance(entry.string, str) else entry.string
        wanted = sorted(set(PLACEHOLDER.findall(english[-1])))
        assert all(
            sorted(set(PLACEHOLDER.findall(text))) == wanted for text in chinese if text and entry.id
        ), entry.id


def test_no_template_has_words_outside_its_translate_tags():
    templates = [path for source in messages.SOURCES for path in (messages.ROOT / source).rglob("*.html")]
    assert templates
    found = {
        str(path.relative_to(messages.ROOT)): bare_text(path.read_text(encoding="utf-8"))
        for path in templates
    }
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Bare</p>", ["Bare"]),
        ("<p>版面</p>", ["版面"]),
        ('<img alt="a photo">', ["alt=a photo"]),
        ('<input type="submit" value="Save"><input type="hidden" value="no">', ["value=Save"]),
        ('<button type="submit" value="save">Save</button>', ["Save"]),
        ("{% if a %}next{% endif %}", ["next"]),
        ('<p class="lead">{% translate "Said" %}{{ article.title }}{# aside #} · 12</p>', []),
        ("{% blocktranslate count n=n %}one{% plural %}<b>many</b>{% endblocktranslate %}", []),
        ("{% comment %}for us{% endcomment %}<script>var a = 1</script><!-- aside -->", []),
        ("{% block coltype %}colMS{% endblock %}{% block content %}Bare{% endblock %}", ["Bare"]),
        ('<a href="{% url "paper:issue" 1 %}" title="{% translate "Issue" %}">1</a>', []),
        ('<time datetime="{{ day|date:"Y" }}"></time>', []),
    ],
)
def test_bare_words_of_a_template_are_found_and_translated_ones_are_not(template, found):
    assert bare_text(template) == found


def test_texts_are_taken_from_code_and_templates_alike(tmp_path):
    code, template = tmp_path / "code.py", tmp_path / "page.html"
    code.write_text(
        'def said(n):\n    return _("a" "b"), gettext_lazy("c"), ngettext("d", "ds", n), pgettext("x", "e"), f("z")\n',
        encoding="utf-8",
    )
    template.write_text(
        '<p>it\'s\n  {% translate "a" %}\n {% translate "e" context "x" %}{{ n|default:_("f") }}\n'
        "{% blocktranslate trimmed count n=n %}\n  {{ n }} 'd\n  {% plural %}\n  {{ n }} ds\n{% endblocktranslate %}</p>",
        encoding="utf-8",
    )
    assert messages.texts_of(code) == {("ab", None), ("c", None), (("d", "ds"), None), ("e", "x")}
    assert messages.texts_of(template) == {
        ("a", None),
        ("e", "x"),
        ("f", None),
        (("%(n)s 'd", "%(n)s ds"), None),
    }


def test_everything_the_desk_shows_of_a_model_has_a_chinese_name():
    with translation.override("zh-hans"):
        models = [model for app in OWN_APPS for model in apps.get_app_config(app).get_models()]
        said = {
            f"{model.__name__}": [model._meta.verbose_name, model._meta.verbose_name_plural]
            for model in models
        }
        for model in models:
            for field in model._meta.get_fields():
                if getattr(field, "editable", False) and not field.primary_key:
                    words = [label for _, label in field.flatchoices] if field.choices else []
                    said[f"{model.__name__}.{field.name}"] = [field.verbose_name, *words]
        for model, desk in admin.site._registry.items():
            for column in desk.list_display if model in models else ():
                said[f"{model.__name__} list: {column}"] = [label_for_field(column, model, desk)]
        untold = sorted(
            name for name, words in said.items() if not all(HAN.search(str(word)) for word in words)
        )
    assert untold == []


def test_texts_of_the_framework_have_full_stops_of_chinese_and_no_space_before_a_name():
    with translation.override("zh-hans"):
        assert translation.gettext("You may edit it again below.").endswith("。")
        assert translation.gettext("CSRF verification failed. Request aborted.").endswith("。")
        assert translation.gettext("Add %s") % "稿件" == "增加稿件"
