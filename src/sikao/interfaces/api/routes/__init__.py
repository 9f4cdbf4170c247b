"""The operations of the API, one module per capability; each makes one call and shows the answer."""
