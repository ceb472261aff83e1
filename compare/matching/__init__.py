"""Which passages of an event tell the same thing."""
