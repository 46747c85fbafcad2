"""What is known of single languages: scripts, stop words, abbreviations, and how to tell one from another."""
