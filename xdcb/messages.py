"""Takes the interface's texts out of code and templates into the Chinese catalogue, and compiles it.

python -m xdcb.messages             take in what is new, drop what is gone, compile
python -m xdcb.messages --compile   only compile
python -m xdcb.messages --check     list what is new, gone, untranslated or fuzzy; exit 1 if anything is

It does what makemessages and compilemessages do, without gettext's programs.
"""

import argparse
import contextlib
import fcntl
import io
import os
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("articles", "issues", "templates", "xdcb")
CATALOGUE = ROOT / "xdcb" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
HEADER = r"""# The interface in Simplified Chinese. `make messages` takes new texts in; the Chinese is written by hand.
msgid ""
msgstr ""
"Language: zh_Hans\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
# Which arguments are texts, "c" marking a context; None: the first (docs.djangoproject.com, "Translation").
_SPEECH = {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
FUNCTIONS = (
    _SPEECH | {f"{name}_lazy": spec for name, spec in _SPEECH.items()} | {"gettext_noop": None, "_": None}
)


def texts():
    """Return the interface's texts as sorted pairs of id (a pair itself where it has a plural) and context."""
    found = set()
    for source in SOURCES:
        for path in (ROOT / source).rglob("*"):
            if path.suffix in {".py", ".html", ".txt", ".xml", ".xhtml", ".ncx", ".opf"}:
                found |= texts_of(path)
    return sorted(found, key=lambda text: (str(text[0]), text[1] or ""))


def texts_of(path):
    """Return the set of texts of one Python file or template; sample copy and other plain text has none."""
    code = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # The rest of a template comes out as x's in lines indented anyhow, which Python's tokenizer refuses.
        code = "\n".join(line.strip() for line in templatize(code, str(path)).splitlines())
    return {
        (text, context) for _, text, _, context in extract("python", io.BytesIO(code.encode()), FUNCTIONS)
    }


def stored():
    """Return the catalogue as it stands, empty where there is none yet."""
    if not CATALOGUE.exists():
        return Catalog(locale="zh_Hans")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_Hans", ignore_obsolete=True)


def merged(catalogue):
    """Return a catalogue of today's texts with the Chinese that `catalogue` has for them."""
    fresh = Catalog(locale="zh_Hans")
    for text, context in texts():
        known = catalogue.get(text, context)
        chinese = known.string if known else ""
        if isinstance(text, tuple) and isinstance(chinese, str):
            chinese = (chinese,)
        fresh.add(text, chinese, flags=known.flags if known else (), context=context)
    return fresh


def faults(catalogue):
    """Return a line for each entry of `catalogue` that is not right: new, gone, untranslated or fuzzy."""
    entries = {(entry.id, entry.context): entry for entry in catalogue if entry.id}
    wanted = set(texts())
    return sorted(
        [f"new, run `make messages`: {text}" for text, context in wanted - entries.keys()]
        + [f"gone, run `make messages`: {text}" for text, context in entries.keys() - wanted]
        + [f"untranslated: {entry.id}" for entry in entries.values() if not all(_forms(entry.string))]
        + [f"fuzzy: {entry.id}" for entry in entries.values() if entry.fuzzy]
    )


def _forms(string):
    return [string] if isinstance(string, str) else string


def _write(path, content):
    """Put `content` (bytes) at `path` in one step, so that nobody reads half of it."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


def take_in():
    """Bring the catalogue file up to date with code and templates."""
    written = io.BytesIO()
    write_po(written, merged(stored()), width=0, omit_header=True)
    _write(CATALOGUE, HEADER.encode() + written.getvalue())


def compile_catalogue():
    """Write the .mo file that Django reads."""
    written = io.BytesIO()
    write_mo(written, stored())
    _write(CATALOGUE.with_suffix(".mo"), written.getvalue())


@contextlib.contextmanager
def _alone():
    """Let one process at a time write the catalogue."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(CATALOGUE.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def main():
    """Run the command line; return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--compile", action="store_true", help="only compile")
    choice.add_argument("--check", action="store_true", help="list what is not right; change nothing")
    options = parser.parse_args()
    if options.check:
        found = faults(stored())
        sys.stdout.write("".join(f"{line}\n" for line in found))
        return 1 if found else 0
    with _alone():
        if not options.compile:
            take_in()
        compile_catalogue()
    return 0


if __name__ == "__main__":
    sys.exit(main())
