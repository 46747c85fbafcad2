"""One web application beside the bot: updates come in by it, and whoever watches the bot asks it."""
