"""Pages of reporting: what is owed, entering figures, signing them, receipts."""
