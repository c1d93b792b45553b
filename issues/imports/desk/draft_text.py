"""Writes the credits and the body of a draft as plain text that an editor can type in, and reads it back."""

from issues.imports.draft import Block

_SUBHEAD, _VERSE, _TABLE = "## ", "> ", "| "
_CELLS = " | "


def credit_text(credits):
    """Return CreditDrafts as a line that bylines.parse_credits reads back."""
    return " ".join(f"{credit.role} {credit.name}".strip() for credit in credits)


def body_text(blocks):
    """Return blocks as plain text, a paragraph a line: ## before a subhead, > before verse, | between cells."""
    return "\n\n".join(_BLOCK_TEXTS[block.type](block.text) for block in blocks)


def blocks_of(text):
    """Return the blocks of a text as `body_text` writes it; lines of verse or of a table that follow are one block."""
    blocks, marks = [], {_VERSE: "verse", _TABLE: "table"}
    for line in text.replace("\r\n", "\n").split("\n"):
        mark, words = line[:2], line[2:]
        if line.startswith(_SUBHEAD.strip()) and line.strip("# "):
            blocks.append(Block("subhead", line.strip("# ")))
        elif mark in marks:
            words = "\t".join(words.split(_CELLS)) if mark == _TABLE else words
            runs_on = blocks and blocks[-1] and blocks[-1].type == marks[mark]
            before = f"{blocks.pop().text}\n" if runs_on else ""
            blocks.append(Block(marks[mark], before + words))
        else:
            blocks.append(Block("paragraph", line.strip()) if line.strip() else None)
    return tuple(block for block in blocks if block)


_BLOCK_TEXTS = {
    "paragraph": lambda text: text,
    "subhead": lambda text: f"{_SUBHEAD}{text}",
    "verse": lambda text: "\n".join(f"{_VERSE}{line}" for line in text.split("\n")),
    "table": lambda text: "\n".join(_TABLE + _CELLS.join(line.split("\t")) for line in text.split("\n")),
}
