"""Where outlets announce their articles: reading it, finding it, and when to ask again."""
