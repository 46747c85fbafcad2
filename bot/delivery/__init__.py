"""From planned deliveries to what became of them; and chats that move or are forgotten."""
