"""Papers from books: pure functions from what was computed, and what may be told of it, to documents."""
