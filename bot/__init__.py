"""The Telegram bot: people and chats on one side, the sources' library on the other."""
