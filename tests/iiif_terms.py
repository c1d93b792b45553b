"""The terms of IIIF's Presentation API 3.0 for a manifest of pictures, as a JSON Schema of our own wording.

What is required, the types and the closed lists are those of the specification (iiif.io/api/presentation/3.0, CC BY 4.0)
and of IIIF's schema for it (github.com/IIIF/presentation-validator, schema/iiif_3_0.json). What concerns sound, film,
services, collections and other documents is left out: to write it is an error here.
"""

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
URI = {"type": "string", "format": "uri", "pattern": "^https?://"}
# A canvas bears no fragment of its own: parts of it are named by one (5.3).
CANVAS_URI = {**URI, "pattern": "^https?://[^#]+$"}
WORDS = {"type": "string", "minLength": 1}
PIXELS = {"type": "integer", "exclusiveMinimum": 0}
MEDIA_TYPE = {"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"}
LANGUAGE_TAG = "^(none|[A-Za-z]{2,3}(-[A-Za-z0-9]+)*)$"


def _closed(required, **properties):
    """An object of just these `properties`, of which `required` (names with blanks between) are never missing."""
    return {
        "type": "object",
        "properties": {name.replace("at_", "@"): terms for name, terms in properties.items()},
        "required": required.split(),
        "additionalProperties": False,
    }


def _many(item, at_least=1):
    return {"type": "array", "items": item, "minItems": at_least}


def _is(*values):
    return {"enum": list(values)}


TEXTS = {
    "type": "object",
    "propertyNames": {"pattern": LANGUAGE_TAG},
    "additionalProperties": _many(WORDS),
    "minProperties": 1,
}
SAID = _closed("label value", label=TEXTS, value=TEXTS)
TAGS = _many({"type": "string", "pattern": LANGUAGE_TAG})
IMAGE = _closed("id type", id=URI, type=_is("Image"), format=MEDIA_TYPE, width=PIXELS, height=PIXELS)
# A label for people is required where the link is shown to them (3.3).
HOMEPAGE = _closed("id type label", id=URI, type=WORDS, label=TEXTS, format=MEDIA_TYPE, language=TAGS)
RENDERING = _closed("id type label", id=URI, type=WORDS, label=TEXTS, format=MEDIA_TYPE, language=TAGS)
SEE_ALSO = _closed("id type", id=URI, type=WORDS, label=TEXTS, format=MEDIA_TYPE, profile=WORDS)
PROVIDER = _closed(
    "id type label",
    id=URI,
    type=_is("Agent"),
    label=TEXTS,
    homepage=_many(HOMEPAGE),
    logo=_many(IMAGE),
)
TEXTUAL_BODY = _closed("type value", type=_is("TextualBody"), value=WORDS, format=MEDIA_TYPE, language=WORDS)
FRAGMENT = _closed(
    "type value",
    type=_is("FragmentSelector"),
    conformsTo=_is("http://www.w3.org/TR/media-frags/"),
    value={"type": "string", "pattern": r"^xywh=\d+,\d+,[1-9]\d*,[1-9]\d*$"},
)
SVG = _closed("type value", type=_is("SvgSelector"), value={"type": "string", "pattern": "^<svg .*</svg>$"})
TARGET = {
    "oneOf": [
        URI,
        _closed(
            "type source selector",
            type=_is("SpecificResource"),
            source=CANVAS_URI,
            selector={"oneOf": [FRAGMENT, SVG]},
        ),
    ]
}
PAINTING = _closed(
    "id type motivation body target",
    id=URI,
    type=_is("Annotation"),
    motivation=_is("painting"),
    body=IMAGE,
    target=CANVAS_URI,
)
_MOTIVATION = _is("commenting", "describing", "identifying", "linking", "tagging")
NOTE = _closed(
    "id type motivation body target",
    id=URI,
    type=_is("Annotation"),
    motivation={"oneOf": [_MOTIVATION, _many(_MOTIVATION)]},
    body=TEXTUAL_BODY,
    target=TARGET,
)


def _annotation_page(annotation):
    return _closed("id type items", id=URI, type=_is("AnnotationPage"), items=_many(annotation))


CANVAS = _closed(
    "id type label width height items",
    id=CANVAS_URI,
    type=_is("Canvas"),
    label=TEXTS,
    width=PIXELS,
    height=PIXELS,
    thumbnail=_many(IMAGE),
    homepage=_many(HOMEPAGE),
    rendering=_many(RENDERING),
    items=_many(_annotation_page(PAINTING)),
    annotations=_many(_annotation_page(NOTE)),
)
RANGE = _closed(
    "id type label items",
    id=URI,
    type=_is("Range"),
    label=TEXTS,
    seeAlso=_many(SEE_ALSO),
    items=_many({"oneOf": [_closed("id type", id=URI, type=_is("Canvas")), {"$ref": "#/$defs/range"}]}),
)
SCHEMA = _closed(
    "@context id type label items",
    at_context=_is(CONTEXT),
    id=URI,
    type=_is("Manifest"),
    label=TEXTS,
    metadata=_many(SAID),
    navDate={"type": "string", "format": "date-time", "pattern": "(Z|[+-][0-9]{2}:[0-9]{2})$"},
    rights={
        "type": "string",
        "pattern": "^http://(rightsstatements[.]org/vocab|creativecommons[.]org/(licenses|publicdomain))/",
    },
    requiredStatement=SAID,
    provider=_many(PROVIDER),
    thumbnail=_many(IMAGE),
    homepage=_many(HOMEPAGE),
    rendering=_many(RENDERING),
    viewingDirection=_is("left-to-right", "right-to-left", "top-to-bottom", "bottom-to-top"),
    behavior=_many(_is("individuals", "continuous", "paged", "unordered")),
    items=_many(CANVAS),
    structures=_many(RANGE),
) | {"$defs": {"range": RANGE}}
