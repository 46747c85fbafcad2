"""The order of passages → an Answer: quotes with their sentence and link, and how sure it is. Pure."""
