"""Case files: what a person or a service hands in, turned into a case or into everything wrong with it."""
