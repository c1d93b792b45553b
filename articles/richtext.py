"""The short list of HTML that a body may hold: cleaned, measured, parted at jumps, and made from blocks."""

import re
from html import escape, unescape

import nh3

from articles import links
from articles.blocks import ALIASES, CONTAINERS, INLINE, LEAVES, LINES, set_in_blocks
from articles.word_html import plainer

# What a body's outermost elements are, and what may stand in one of them again.
_BLOCK_TAG = re.compile(r"<(/?)(p|h3|ul|ol|blockquote|table)\b[^>]*>")

JUMP = '<br class="jump">'

# No table of ours has a hundred columns; a link leads to the web, to mail, to a telephone, or to a page of this site: //host and /\host leave it unseen.
_SPAN = re.compile(r"[1-9][0-9]?")
_OWN_PAGE = re.compile(r"/(?![/\\])[^\s\\]*")
_CLEANER = nh3.Cleaner(
    tags=INLINE | LEAVES | CONTAINERS | LINES | set(ALIASES) | {"br"},
    attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
    attribute_filter=lambda tag, name, value: _attribute(name, value),
    allowed_classes={"br": {"jump"}, "p": {"verse"}},
    # What a pasted text's tracked changes have deleted is as little copy as a script.
    clean_content_tags=set(
        "script style title textarea iframe noscript svg math xml select object template del".split()
    ),
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative=lambda url: url if _OWN_PAGE.fullmatch(url) else None,
    link_rel="noopener noreferrer",
)

_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
_OPENINGS = re.compile(r"(?:<(?!br)[a-z][^>]*>)*")
_CONTINUED = re.compile(r'(?:<[a-z0-9]+[^>]* class="(?:verse )?continued">)*')
_CELL_END = re.compile(r"</t[hd]>")
_BLOCK_END = re.compile(
    r"</(?:p|h3|li|blockquote|tr|caption)>|<br>|(?<=[^>])(?=<(?:p|ul|ol|table|blockquote)\b)"
)
_ENDS_A_SENTENCE = re.compile(r"[。！？…!?.:：;；”’」』）)]\s*$")
# A word, a number, an address: what is set half as wide as a Chinese sign is counted by the run.
_SIGN = re.compile(r"[!-~\u00a1-\u052f]+|\S")

# nh3's time grows with the square of what stands open and of the signs written as entities. No copy comes near
# these; what does is taken as plain text, so that no paste can hold up a worker.
_MOST_NESTING = 2_000_000
_MOST_ENTITIES = 30_000
_RAW_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_CLOSED_BY_ITSELF = set(
    "p li td th tr tbody thead tfoot dd dt option br hr img col wbr input meta link".split()
)


def clean(html):
    """Return `html` with nothing in it that is not on the short list; what it returns is safe to show.

    What it returns is a row of blocks, each closed, none empty: p, h3, ul, ol, blockquote and table at the top.
    Headings of any level become subheads, lines of other blocks, two line breaks and loose text paragraphs; typed
    indents go (the style sheet indents); a jump mark stands right before the text that it sends on. To clean
    twice changes nothing.
    """
    return set_in_blocks(_as_text(html) if _is_tangled(html) else _CLEANER.clean(plainer(html)), JUMP)


def _as_text(html):
    lines = unescape(re.sub(r"<[^<>]*>", "\n", html)).split("\n")
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def _is_tangled(html):
    """Say whether `html` would hold up the parser: the elements standing open at each tag, summed, are the cost."""
    standing, depth, cost = {}, 0, 0
    for closing, name in _RAW_TAG.findall(html):
        cost += depth
        if name.lower() in _CLOSED_BY_ITSELF:
            continue
        step = -1 if closing else 1
        if standing.get(name, 0) + step >= 0:
            standing[name] = standing.get(name, 0) + step
            depth += step
    return cost > _MOST_NESTING or html.count("&") > _MOST_ENTITIES


def _attribute(name, value):
    if name == "href":
        return links.address(value)
    return None if name.endswith("span") and not _SPAN.fullmatch(value) else value


def plain(html):
    """Return the text of a cleaned body, a line a block, without marks of any kind; cells are parted by tabs."""
    text = _BLOCK_END.sub("\n", _CELL_END.sub("\t", html.replace(JUMP, "")))
    lines = (line.strip() for line in unescape(_TAG.sub("", text)).split("\n"))
    return "\n".join(line for line in lines if line)


def count_characters(html):
    """Return the length in 字, as Word and WPS count 字数 and a Chinese desk orders copy by it.

    Each Chinese sign counts one, punctuation included; so does each run of Latin letters, digits and half-width
    signs (a word, 2020, www.xdcb.net); white space counts nothing.
    """
    return len(_SIGN.findall(plain(html)))


def split_at_jumps(html):
    """Return the parts of a cleaned body that stand on its pages, in order; one part where there is no jump.

    What a jump cuts through is closed before it and opened again after it with the class `continued`, which is
    set without an indent or a bullet. A part may be empty.
    """
    parts, opened, part, position = [], [], "", 0
    for tag in _TAG.finditer(html):
        part += html[position : tag.start()]
        position = tag.end()
        if tag.group() == JUMP:
            part, opened = _cut(part, opened)
            parts.append(part)
            part = "".join(opening for _, opening in opened)
            continue
        part += tag.group()
        if tag[1]:
            opened.pop()
        elif tag[2] != "br":
            opened.append((tag[2], tag.group()))
    return [*parts, (part + html[position:]).replace("<p></p>", "")]


def _cut(part, opened):
    """Return `part` closed where a jump cuts it, and the (name, opening tag) pairs that the next part begins with."""
    closed, again = "", []
    for name, opening in reversed(opened):
        if not closed and part.endswith(opening):
            part = part.removesuffix(opening)
            again.append((name, opening))
        else:
            closed += f"</{name}>"
            again.append((name, _continued(opening)))
    return part + closed, again[::-1]


def _continued(opening):
    if ' class="' not in opening:
        return f'{opening[:-1]} class="continued">'
    return opening.replace('class="verse"', 'class="verse continued"')


def join_parts(parts):
    """Return one body with a jump mark between the parts; the other way round than `split_at_jumps`.

    A part that stops in mid-sentence and a next one that opens with a paragraph are one paragraph.
    """
    body, jumps = parts[0], ""
    for part in parts[1:]:
        jumps += JUMP
        if part:
            body, jumps = _sewn(body, jumps, part), ""
    return body + (f"<p>{jumps}</p>" if jumps else "")


def _sewn(body, jumps, part):
    """Return `part` set on to `body`: what it continues is one with what `body` ends with."""
    last = body[body.rfind("<p") :]
    if last.startswith("<p>") and last.endswith("</p>") and not _ENDS_A_SENTENCE.search(plain(last)):
        part = re.sub("^<p>", '<p class="continued">', part)
    opening = _CONTINUED.match(part).group()
    closing = "".join(f"</{name}>" for _, name, _ in reversed(_TAG.findall(opening)))
    if body.endswith(closing):
        body, part = body.removesuffix(closing), part.removeprefix(opening)
    else:
        part = opening.replace(' class="continued"', "").replace(" continued", "") + part.removeprefix(
            opening
        )
    text_at = _OPENINGS.match(part).end()
    return body + part[:text_at] + jumps + part[text_at:]


def joined(html):
    """Return the body as one text, its jump marks taken out."""
    return html.replace(JUMP, "").replace("<p></p>", "")


def blocks(html):
    """Return the outermost elements of a cleaned body, in order, a subhead with what it heads."""
    blocks, depth, start = [], 0, 0
    for tag in _BLOCK_TAG.finditer(html):
        depth += -1 if tag[1] else 1
        if depth == 0 and tag[2] != "h3":
            blocks.append(html[start : tag.end()])
            start = tag.end()
    return [*blocks, html[start:]] if html[start:] else blocks


def with_subheads_at(html, level):
    """Return the body with its subheads as headings of `level`, 2 to 6, as the page around it needs."""
    return re.sub(r"<(/?)h3\b", rf"<\1h{level}", html)


def from_blocks(blocks):
    """Return a body made of (type, text) pairs as the page reader gives them, cleaned.

    Types: paragraph, subhead, table (a row a line, cells parted by tabs), verse (a line a line).
    """
    return clean("".join(_MAKERS[kind](text) for kind, text in blocks))


def _table(text):
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in line.split("\t")) for line in text.split("\n"))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _verse(text):
    lines = (escape(line) for line in text.split("\n"))
    return f'<p class="verse">{"<br>".join(lines)}</p>'


_MAKERS = {
    "paragraph": lambda text: f"<p>{escape(text)}</p>",
    "subhead": lambda text: f"<h3>{escape(text)}</h3>",
    "table": _table,
    "verse": _verse,
}
