"""The addresses of the API, which its own door resolves; the pages know nothing of them."""

from __future__ import annotations

from django.urls import path

from sikao.interfaces.api.service import service

urlpatterns = [path("api/v1/", service.urls)]
