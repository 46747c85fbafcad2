"""Sources on the web: pages and feeds, fetched when they are due, read apart, kept in one transaction."""
