"""What the bot does for people: a module for each verb, named with the user's word."""
