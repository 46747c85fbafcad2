"""Until when documents are valid, which others they supersede, and what became of the pages they are from."""
