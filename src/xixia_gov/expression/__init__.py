"""The small language of rule leaves: nodes, their parsing, their types, and their words."""
