"""Addresses of the programme, after the language."""

from django.urls import path

from programs import views

urlpatterns = [
    path("program/", views.program, name="program"),
    path("program/<slug:slug>/", views.plank, name="plank"),
    path("elections/<slug:election>/program/", views.program, name="election_program"),
    path("elections/<slug:election>/program/<slug:slug>/", views.plank, name="election_plank"),
]
