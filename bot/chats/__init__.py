"""What is known of chats and people: what they chose, what they may do, whether they can be written to."""
