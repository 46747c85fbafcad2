"""Questions and passages → named features between 0 and 1, of all passages at once. Pure."""
