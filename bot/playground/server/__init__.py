"""A local Bot API server with people to play: what it accepts is what Telegram accepts."""
