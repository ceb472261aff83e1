"""Asking politely, and only where it is safe to ask."""
