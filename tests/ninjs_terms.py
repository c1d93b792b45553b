"""The terms of ninjs 3.2 that concern a published text or picture, as a JSON Schema of our own wording.

Names, types, what is required and the closed lists are those of IPTC's schema (iptc.org/std/ninjs/ninjs-schema_3.2.json,
© 2025 IPTC, CC BY 4.0). What concerns events, planning, sound and film is left out: to write it is an error here.
"""

TEXT, INTEGER = {"type": "string"}, {"type": "integer"}
URI, MOMENT = {"type": "string", "format": "uri"}, {"type": "string", "format": "date-time"}


def _closed(required=(), **properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _many(item):
    return {"type": "array", "items": item}


def _one_of(*values):
    return {"type": "string", "enum": list(values)}


_WORDS = {"role": TEXT, "contentType": TEXT, "value": TEXT}
_NAMED = {"name": TEXT, "uri": URI, "literal": TEXT}
_RENDITION = _closed(
    ["name"],
    name=TEXT,
    href=URI,
    contentType=TEXT,
    title=TEXT,
    width=INTEGER,
    height=INTEGER,
    sizeInBytes=INTEGER,
    format=TEXT,
    aspectRatio=TEXT,
    poi=_closed(x=INTEGER, y=INTEGER),
)
_ITEM = {
    "uri": URI,
    "type": _one_of("text", "picture", "graphic", "composite", "component"),
    "representationType": _one_of("full", "partial"),
    "profile": TEXT,
    "version": TEXT,
    "firstCreated": MOMENT,
    "versionCreated": MOMENT,
    "contentCreated": MOMENT,
    "embargoedUntil": MOMENT,
    "expires": MOMENT,
    "pubStatus": _one_of("usable", "withheld", "canceled"),
    "urgency": {"type": "integer", "minimum": 1, "maximum": 9},
    "copyrightHolder": TEXT,
    "copyrightNotice": TEXT,
    "usageTerms": TEXT,
    "edNote": TEXT,
    "language": TEXT,
    "title": TEXT,
    "by": TEXT,
    "slugline": TEXT,
    "located": TEXT,
    "headlines": _many(_closed(["value"], **_WORDS)),
    "descriptions": _many(_closed(["value"], **_WORDS)),
    "bodies": _many(_closed(["value"], **_WORDS, charCount=INTEGER, wordCount=INTEGER)),
    "people": _many(_closed(**_NAMED, rel=TEXT)),
    "subjects": _many(_closed(**_NAMED, rel=TEXT, creator=TEXT, relevance=INTEGER, confidence=INTEGER)),
    "infoSources": _many(_closed(**_NAMED, role=TEXT)),
    "genres": _many(_closed(**_NAMED)),
    "altIds": _many(_closed(role=TEXT, value=TEXT)),
    "renditions": _many(_RENDITION),
    "standard": _closed(name=TEXT, version=TEXT, schema=URI),
}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_closed(
        ["uri"],
        **_ITEM,
        associations=_many(_closed(["uri", "name"], **_ITEM, name=TEXT, rel=TEXT)),
    ),
}
