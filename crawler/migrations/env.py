"""Alembic's entry: runs the migrations on the connection that database.py hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
# The caller holds the transaction, so that an upgrade happens whole or not at all.
context.run_migrations()
