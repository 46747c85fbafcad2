"""Sources as people see them: one, a page of a list, or all; without those marked as removed."""
