"""Addresses of candidates, their interviews and the planks they stand for, after the language."""

from django.urls import path

from candidates.views import compare, people, planks, questions, talks

urlpatterns = [
    path("candidates/", people.candidates, name="candidates"),
    path("candidates/<slug:slug>/", people.candidate, name="candidate"),
    path("interviews/", talks.interviews, name="interviews"),
    path("interviews/<slug:slug>/", talks.interview, name="interview"),
    path("program/<slug:slug>/", planks.plank, name="plank"),
    path("elections/<slug:election>/program/<slug:slug>/", planks.plank, name="election_plank"),
    path("compare/", compare.compare, name="compare"),
    path("questions/", questions.all_questions, name="questions"),
    path("questions/<slug:slug>/<int:number>/", questions.question, name="question"),
    path("elections/<slug:slug>/questions/", questions.election_questions, name="election_questions"),
    path("elections/<slug:slug>/candidates/", people.election_candidates, name="election_candidates"),
]
