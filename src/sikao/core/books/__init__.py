"""The score book: what either calculator found, as frames, canonical content and written tables."""
