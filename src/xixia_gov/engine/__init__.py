"""The engine turns a rulebook and a case into an assessment; it knows nothing of any district."""
