"""Pages of papers: the list of a year, one paper with its words and files, and verifying one in hand."""
