"""What owners hand over in the private chat, until it is a source: drafts that wait, answers of their own."""
