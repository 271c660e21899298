"""Addresses of the elections, after the language."""

from django.urls import path

from elections import views

urlpatterns = [
    path("election/", views.current, name="election"),
    path("elections/", views.elections, name="elections"),
    path("elections/<slug:slug>/", views.election, name="election_page"),
    path("elections/<slug:slug>/dates.ics", views.dates, name="election_dates"),
    path("elections/<slug:slug>/dates/<int:number>.ics", views.dates, name="election_date"),
]
