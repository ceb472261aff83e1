"""Parallax from Python: tables of a database as frames, and texts compared in memory.

What `import parallax` offers is defined here; it computes nothing of its own.
"""
