"""Addresses of the deliberation in the village and its objections."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
