"""Reports put an answer or a rule into words, tables and JSON; nothing is decided here."""
