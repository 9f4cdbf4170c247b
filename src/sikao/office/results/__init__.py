"""What the figures of a year come to: runs, the books that they leave, and recomputing them."""
