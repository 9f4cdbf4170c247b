"""The web pages: results, the scheme and what-if, read by anybody with a browser."""
