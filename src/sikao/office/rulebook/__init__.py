"""A scheme in the office's hands: drafted, checked, compared, approved, sealed."""
