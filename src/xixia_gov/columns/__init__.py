"""Rules in columns: many rows at once, on Polars, DuckDB or Spark, as the interpreter would decide each."""
