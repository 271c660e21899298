"""Addresses of the programme, after the language; its planks are in `candidates.urls`."""

from django.urls import path

from programs import views

urlpatterns = [
    path("program/", views.program, name="program"),
    path("elections/<slug:election>/program/", views.program, name="election_program"),
]
