"""What can be shown of a rulebook by itself: cells, claims and their witnesses, mutants, coverage.

Nothing here draws at random or needs Hypothesis; `testing` builds on it.
"""
