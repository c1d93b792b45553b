"""Names things for other machines, once for all."""

import uuid

# Ours alone, made for this; changing it would make every entry of every feed a new one.
_NAMESPACE = uuid.UUID("6f1c2f4e-9d0b-4c1a-8a57-3e6b1d5f2c90")


def permanent_id(paper, thing):
    """Return a URN (RFC 9562, 5.5) for `thing` ("articles/123") of the paper of that name.

    It is the same wherever the site stands: an entry that came under another id would come to every reader as new
    (RFC 4287, 4.2.6). The name is what of a masthead is changed last; two papers' articles 123 are told apart by it.
    """
    return uuid.uuid5(_NAMESPACE, f"{paper} {thing}").urn
