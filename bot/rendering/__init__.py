"""From answers, sources and documents to Telegram messages within Telegram's limits. Pure."""
