"""Words as people mistype, hear or respell them, and the terms that they mean."""
