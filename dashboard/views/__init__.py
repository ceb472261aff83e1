"""One page a module: its widgets, what it asks of queries, and what it shows."""
