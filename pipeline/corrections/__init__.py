"""What people put right: kept in a file that they review, replayed on every run."""
