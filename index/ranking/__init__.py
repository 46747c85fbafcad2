"""Candidates → their order: what each has of what is asked, its sentence, and what dates decide. Pure."""
