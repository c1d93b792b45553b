"""What is drawn on a page, in order, in points from the top left; drawing.typ draws it."""

import json
from dataclasses import dataclass, field

import typst

from issues.outlets.typeset import fonts
from issues.outlets.typeset.geometry import HEIGHT, INK, WIDTH


@dataclass
class Canvas:
    """`drawn` are the things drawn, `files` {name: bytes} the pictures among them."""

    drawn: list = field(default_factory=list)
    files: dict = field(default_factory=dict)
    missing_signs: list = field(default_factory=list)

    def settable(self, text):
        """Return `text` with a geta for each sign that no face has; these are kept in `missing_signs`."""
        text, missing = fonts.settable(text)
        self.missing_signs += [sign for sign in missing if sign not in self.missing_signs]
        return text

    def text(self, text, face, at, width, size, align="left", ink=INK, tracking=0):
        """Set a line of one face, a geta for each sign that no face has."""
        self.line([(self.settable(text), face)], at, width, size, align, ink, tracking=tracking)

    def line(self, runs, at, width, size, align="left", ink=INK, indent=0, tracking=0):
        """Set one line of `runs` (text, face), its top left at the point `at`.

        Where it is not justified, and would not fit into `width`, it is set as much smaller as it takes.
        """
        size = size if align == "justify" else _fitting(runs, width - indent, size, tracking)
        self._add(
            "line",
            at,
            width=width,
            size=size,
            runs=[list(run) for run in runs],
            align=align,
            fill=ink,
            indent=indent,
            tracking=tracking,
        )

    def sign(self, sign, face, at, size, ink=INK, turn=0):
        """Set one sign of an upright line, in the form that it has there, turned by `turn` degrees."""
        self._add("sign", at, size=size, runs=[[sign, face]], fill=ink, turn=turn)

    def box(self, at, width, height, fill=None, stroke=0, ink=INK):
        """Draw a box, filled or framed `stroke` points thick."""
        self._add("box", at, width=width, height=height, fill=fill, stroke=stroke, ink=ink)

    def rule(self, at, length, thickness=0.5, ink=INK):
        """Draw a rule across."""
        self.box((at[0], at[1] - thickness / 2), length, thickness, ink)

    def upright_rule(self, at, length, thickness=0.5, ink=INK):
        """Draw a rule down."""
        self.box((at[0] - thickness / 2, at[1]), thickness, length, ink)

    def picture(self, data, at, width, height, alt=""):
        """Place a JPEG."""
        name = f"{len(self.files)}.jpg"
        self.files[name] = data
        self._add("picture", at, width=width, height=height, file=name, alt=alt)

    def pdf(self, folder, title, author, made_at):
        """Return the page as a PDF; the pictures pass through `folder`, a Path. The same canvas gives the same bytes."""
        for name, data in self.files.items():
            (folder / name).write_bytes(data)
        page = {"width": WIDTH, "height": HEIGHT, "title": title, "author": author, "drawn": self.drawn}
        compiler = typst.Compiler(
            fonts.template("drawing.typ"),
            root=str(folder),
            font_paths=fonts.book(),
            sys_inputs={"sheet": json.dumps(page)},
        )
        return compiler.compile(format="pdf", pdf_tags=False, timestamp=made_at)

    def _add(self, kind, at, **options):
        rounded = {
            name: round(value, 3) if isinstance(value, float) else value for name, value in options.items()
        }
        self.drawn.append({"kind": kind, "x": round(at[0], 3), "y": round(at[1], 3), **rounded})


def _fitting(runs, width, size, tracking):
    ems = sum(fonts.ems(text, face) + len(text) * tracking for text, face in runs)
    return min(size, width / ems) if ems else size
