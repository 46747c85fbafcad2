"""How the bot tells of itself: lines of a log, and figures for whoever watches it."""
