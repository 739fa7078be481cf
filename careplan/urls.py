"""Every address. Partners' own pages come first; pages that show both ends live with the priorities."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from careplan import views

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.password_change = RedirectView.as_view(pattern_name="account_change_password")  # type: ignore
admin.site.site_header = admin.site.site_title = "Care plan administration"
admin.site.index_title = "Partners, people and funding"

# The part of allauth that is in use; its sign-up page stays as the one that says sign-up is closed
accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

urlpatterns = [
    path("accounts/", include(accounts)),
    path("admin/", admin.site.urls),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("brand.css", views.brand, name="brand"),
    path("robots.txt", views.robots, name="robots"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("funding/", include("priorities.urls.funding")),
    path("partners/", include("priorities.urls.portfolio")),
    path("", include("priorities.urls")),
]
