"""Addresses of candidates and interviews, after the language."""

from django.urls import path

from candidates import views

urlpatterns = [
    path("candidates/", views.candidates, name="candidates"),
    path("candidates/<slug:slug>/", views.candidate, name="candidate"),
    path("interviews/", views.interviews, name="interviews"),
    path("interviews/<slug:slug>/", views.interview, name="interview"),
    path("elections/<slug:slug>/candidates/", views.election_candidates, name="election_candidates"),
]
