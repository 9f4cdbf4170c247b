"""x"""


def weights(request, **k): ...
