"""Writes copy for layout as plain text: a paragraph a line with its indent, headings at the margin."""

from issues.outlets import body, layout

# By the name in the address; UTF-8 with its mark, by which Windows programs know it.
ENCODINGS = {"utf-8": "utf-8-sig", "gb18030": "gb18030"}
_INDENT = "\u3000\u3000"
_INDENTED = {body.PARAGRAPH, body.ITEM, body.QUOTE}
# A blank line parts the headline from the text, and a photo from what is above it.
_STANDS_APART = {layout.CAPTION}


def plain_text(facts, pieces, encoding="utf-8"):
    """Return the bytes of a text file with Windows' line ends; `facts` and each of `pieces` are layout Lines."""
    blocks = [_block(lines) for lines in (facts, *pieces) if lines]
    text = "\n\n\n".join(blocks) + "\n"
    return text.replace("\n", "\r\n").encode(ENCODINGS[encoding], "replace")


def _block(lines):
    written, above = [], None
    for line in lines:
        if line.kind == layout.PICTURE:
            continue
        if above and (line.kind in _STANDS_APART or line.kind == above.kind == body.VERSE):
            written.append("")
        written.append(_written(line))
        above = line
    return "\n".join(written)


def _written(line):
    if line.kind == body.TABLE:
        return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in line.rows)
    if line.kind not in _INDENTED:
        return line.text
    return "\n".join(_INDENT + part for part in line.text.split("\n"))
