"""What a corpus costs by its size: engines side by side, whole answers, changes, memory and disk."""
