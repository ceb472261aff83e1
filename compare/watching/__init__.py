"""Crawl and compare, again and again, unattended."""
