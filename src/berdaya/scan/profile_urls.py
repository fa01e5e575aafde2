"""Addresses of potentials, FGD, SID, intervention plan and village profile."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
