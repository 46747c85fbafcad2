"""The command line `python -m index`: its arguments, and what it prints."""
