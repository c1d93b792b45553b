"""A published issue as viewers of scanned papers take it: a manifest of IIIF's Presentation API 3.0."""
