"""The way of an update: polled, sorted, kept in the inbox, handled in order within its chat."""
