"""The corpus: sources, their documents and passages, and the log of changes. All SQL of index/ is here.

Each function is a piece of work on a connection, to be run by the database.
"""
