"""The application's addresses, and beside them what it is compared with."""

from django.urls import include, path

from benchmarks.floor import floor, site

urlpatterns = [
    path("floor/<str:page>/", floor),
    path("compared/", site.urls),
    path("", include("careplan.urls")),
]
