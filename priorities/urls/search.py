from django.urls import path

from priorities.views import search

urlpatterns = [path("search/", search.search, name="search")]
