"""What a score tells beyond itself: explanations, what-if, effective weights, bounds."""
