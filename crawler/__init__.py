"""Collects coverage: feeds, sitemaps and pages become articles in the database."""
