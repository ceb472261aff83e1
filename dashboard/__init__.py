"""Shows the accounts of an event side by side, in a browser."""
