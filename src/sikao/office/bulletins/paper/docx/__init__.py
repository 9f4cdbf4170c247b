"""The .docx of a paper: fonts by name, the grid of the official form, page numbers, sections."""
