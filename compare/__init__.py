"""Finds the event, the matching passages and the differences between the accounts."""
