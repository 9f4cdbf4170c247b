"""What every capability stands on, knowing no business: journal, guards, files, jobs, notices, clock."""
