"""What a picture file says of itself: headline, caption, who made it, when and where, from EXIF, IPTC and XMP.

Pure: no models. The place is what a person has typed; coordinates are never read.
"""

from articles.photo_facts.reconcile import PhotoFacts, read

__all__ = ["PhotoFacts", "read"]
