"""The command line: one small file for each command, each loaded when it is called."""
