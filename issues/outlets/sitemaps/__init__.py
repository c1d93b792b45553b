"""Every public address, for search engines (sitemaps.org/protocol.html)."""
