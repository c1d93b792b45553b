"""Chinese search: every stretch of two or more signs that stands in a piece is found, nothing else is.

folding    text as it is compared: width, case, traditional and simplified are one
units      what of a piece is searched, in stretches that no hit runs across
grams      the pairs of signs that the index holds
schema     the index, on PostgreSQL and on SQLite
index      writes a piece's entry
queries    reads what a person typed
matching   asks the database
marking    marks the hits in a line of copy, cuts the excerpt
"""
