"""A published issue as an electronic book (EPUB 3.3), its pages as chapters."""
