"""Database → what a view shows: frozen dataclasses, one module per page, no streamlit.

Every list is paged and filtered in the database, so that a page costs the same however much is
stored.
"""
