"""Plans, their priorities and actions, under /; names in the namespace `priorities`."""

from django.urls import path

app_name = "priorities"
urlpatterns: list = []
