"""Registries: files of any number of rows, each one matter, answered by the columnar executor.

Nothing here is imported until a registry is read; all of it needs the `batch` extra.
"""
