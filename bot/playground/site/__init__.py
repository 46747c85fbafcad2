"""A small web site that the demo brings along, so that a page or feed can be added without the internet."""
