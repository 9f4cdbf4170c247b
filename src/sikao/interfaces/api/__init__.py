"""The office for programs: the same acts and the same rights as the pages, as JSON over HTTP."""
