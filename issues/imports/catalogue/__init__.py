"""The back catalogue: printed issues, given as a folder of page texts, become released issues in one step.

    files      a folder or what a browser sends → files, within bounds
    grouping   files → printed issues: which page belongs to which, and what is wrong with each
    run        printed issues → released ones, an issue a transaction

A run keeps who, why, and what became of each issue; it can be repeated, and leaves alone what is there.
"""
