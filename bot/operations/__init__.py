"""What an owner does about a bot: look after it, copy it, put a copy back."""
