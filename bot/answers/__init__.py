"""Answers given and what hangs on them: where they stand, votes, recent questions, what lacks an answer."""
