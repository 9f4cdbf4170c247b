"""x"""


def what_if(request, **k): ...
