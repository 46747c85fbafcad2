"""A library as one file, to be handed to others: its sources, texts, kept questions and lists of words."""
