"""What feed readers get: Atom (RFC 4287) with the whole text."""
