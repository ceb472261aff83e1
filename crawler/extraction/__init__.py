"""A page as it came over the wire → the article on it, and what it says of itself."""
