"""The text that was read of a sheet, line by line as it is numbered: what the editor sees beside the draft."""


class Script:
    """Lines in the order they are read, counted from 1."""

    def __init__(self):
        self._lines = []

    def add(self, text):
        """Enter a line, or several; returns the number of the first."""
        number = len(self._lines) + 1
        self._lines += text.split("\n")
        return number

    def add_all(self, lines):
        """Enter lines, as many as there are."""
        self._lines += lines

    def end_block(self):
        """Leave a line free below what stands there."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def lines_with(self, texts):
        """Return the numbers of the lines in which one of the texts stands."""
        return [number for number, line in enumerate(self._lines, 1) if any(text in line for text in texts)]

    @property
    def text(self):
        """All of it."""
        return "\n".join(self._lines).rstrip("\n")
