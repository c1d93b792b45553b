"""Puts a draft into the database: what save.py calls, step by step."""
