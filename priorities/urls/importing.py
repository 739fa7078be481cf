from django.urls import path

from priorities.views import importing

IMPORT = "plans/<slug:plan_slug>/import/"

urlpatterns = [
    path(IMPORT, importing.import_actions, name="import_actions"),
    path(f"{IMPORT}template.xlsx", importing.import_template, name="import_template"),
    path(f"{IMPORT}plan.xlsx", importing.import_current, name="import_current"),
    path(f"{IMPORT}<int:pk>/", importing.import_preview, name="import_preview"),
]
