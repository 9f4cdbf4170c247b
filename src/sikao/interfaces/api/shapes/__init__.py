"""The shapes of what the API takes and gives; its description is made from them."""
