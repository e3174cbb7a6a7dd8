"""Rules as generated Python functions: the fast executor of one case, held to the reference interpreter.

A rule's nodes become lines of Python (`writer`), each with what its value could be (`terms`). Two forms are
written of one meaning: `known`, where every fact that is read is given, and `open`, where any may be missing.
"""
