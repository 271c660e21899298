"""The URL map of the whole site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from emgek import demo_bar
from emgek.views import errors, files, home, moment, pages, register, search, theme

handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("", home.front_door, name="front_door"),
    re_path(r"^theme\.(?P<digest>[0-9a-f]+)\.css$", theme.theme, name="theme"),
    path("media/<path:path>", files.media),
    path("demo/clock/", demo_bar.move_clock, name="demo_clock"),
    path("i18n/", include("django.conf.urls.i18n")),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("", include("candidates.urls")),
        path("", include("programs.urls")),
        path("", include("elections.urls")),
        path("search/", search.search_page, name="search"),
        path("imprint/", register.register_page, name="register"),
        path("moment/", moment.choose_moment, name="moment"),
        path("admin/", admin.site.urls),
        # What no other address takes is a plain page, so this one stands last.
        path("<slug:slug>/", pages.page, name="page"),
    ),
]
