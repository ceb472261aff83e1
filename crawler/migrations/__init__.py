"""Alembic migrations: one linear history for every table of Parallax."""
