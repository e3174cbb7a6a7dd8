"""Fuzzing: case files and rule files are damaged; what reads them answers or says what is wrong, always."""
