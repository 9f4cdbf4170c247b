"""Papers of the office: their content from approved books, and the official form as .docx, .pdf and .xlsx."""
