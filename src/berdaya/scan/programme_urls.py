"""Addresses of programmes, problems and recipient lists."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
