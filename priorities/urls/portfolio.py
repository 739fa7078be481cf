from django.urls import path

from priorities.views import portfolio

app_name = "partners"
urlpatterns = [
    path("", portfolio.organisations, name="organisations"),
    path("<slug:slug>/", portfolio.organisation, name="organisation"),
    path("<slug:slug>/contacts/<int:pk>/erase/", portfolio.erase_contact, name="erase_contact"),
]
