"""What another law would cost: two rulebooks over one registry, row by row."""
