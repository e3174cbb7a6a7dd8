"""Property tests for rulebooks: strategies that make cases, and laws that every rule must obey.

Nothing else of the package imports Hypothesis; install it with the extra `testing`.
"""
