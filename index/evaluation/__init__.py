"""Judged and kept questions, asked and measured: `python -m index evaluate`."""
