"""Who asks and about what: subjects and matters as attrs classes, one policy area to a file."""
