"""Where pages get what they show: frozen views made from the scheme, its book and explanations.

A page makes one call here and paints what it gets; nothing in this package knows a request.
"""
