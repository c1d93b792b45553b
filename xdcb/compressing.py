"""Compresses the texts that everyone outside gets."""

from django.middleware.gzip import GZipMiddleware

# The desk, the previews and what sets a cookie stay as they are: an answer that carries a secret beside words from
# outside is not to be compressed (breachattack.com). The public pages have no secret: no form token, no account.
_PUBLIC = {"paper", "outlets"}
_TEXTS = ("text/", "application/json", "application/ld+json", "application/xml", "application/atom+xml")


class PublicGZipMiddleware(GZipMiddleware):
    """Django's own, for texts at public addresses alone: pictures, EPUB and PDF are compressed in themselves."""

    def process_response(self, request, response):
        found = request.resolver_match
        is_public = found is not None and found.namespace in _PUBLIC and not response.cookies
        is_text = response.get("Content-Type", "").startswith(_TEXTS)
        return super().process_response(request, response) if is_public and is_text else response
