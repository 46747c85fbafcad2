"""What an owner hands over in a chat: looked at first, then taken in, perhaps given back."""
