"""The one place that sends: within the limits, and telling what became of each attempt."""
