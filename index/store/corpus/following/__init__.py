"""What an engine needs of the corpus: what is new to it, and what it leaves here."""
