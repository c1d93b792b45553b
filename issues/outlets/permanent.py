"""Names things for other machines, once for all."""

import uuid

from django.conf import settings


def permanent_id(thing):
    """Return a URN (RFC 9562, 5.5) for `thing`, a kind and the key of its row: "articles/123".

    Nothing in it ever changes, neither where the site stands nor what an editor can put right: an entry that came
    under another id would come to every reader as new (RFC 4287, 4.2.6). Two papers' articles 123 are told apart by
    PAPER_ID.
    """
    return uuid.uuid5(settings.PAPER_ID, thing).urn
