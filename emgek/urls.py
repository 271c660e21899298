"""The URL map of the whole site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from emgek import demo_bar
from emgek.export.addresses import LEAF
from emgek.views import (
    errors,
    feeds,
    files,
    history,
    home,
    leaves,
    moment,
    pages,
    press_kit,
    register,
    search,
    shares,
    sitemaps,
    styleguide,
    stylesheet,
    suggest,
)
from publishing import check_page

handler400 = errors.refused
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("", home.front_door, name="front_door"),
    re_path(
        r"^site\.(?:(?P<accent>[0-9a-f]{6})\.)?(?P<digest>[0-9a-f]{16})\.css$",
        stylesheet.stylesheet_file,
        name="stylesheet",
    ),
    path("media/<path:path>", files.media, name="media"),
    re_path(
        r"^share/(?P<language>ky|ru|en)/(?P<kind>[a-z]+)/(?P<object_id>[0-9]{1,18})(?:/(?P<part>[0-9]{1,9}))?"
        r"/(?P<size>wide|square|tall)\.(?P<digest>[0-9a-f]+)\.(?P<extension>png|jpg)$",
        shares.share_image,
        name="share_image",
    ),
    re_path(
        r"^share/(?P<language>ky|ru|en)/(?P<kind>interview)/(?P<object_id>[0-9]{1,18})/(?P<part>[0-9]{1,9})"
        r"/(?P<size>wide|square|tall)/$",
        shares.share_image,
        name="answer_picture",
    ),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    re_path(r"^sitemap-(?P<kind>[a-z]+)-(?P<number>[0-9]{1,6})\.xml$", sitemaps.sitemap, name="sitemap"),
    path("demo/clock/", demo_bar.move_clock, name="demo_clock"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("i18n/", include("django.conf.urls.i18n")),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("", include("candidates.urls")),
        path("", include("programs.urls")),
        path("", include("elections.urls")),
        path("search/", search.search_page, name="search"),
        path("search/suggestions/", suggest.suggest, name="suggestions"),
        path("imprint/", register.register_page, name="register"),
        re_path(r"^history/(?P<kind>[a-z]+)/(?P<object_id>[0-9]{1,18})/$", history.history, name="history"),
        path("press-kit.zip", press_kit.kit, name="press_kit"),
        path("feed.xml", feeds.feed, name="feed"),
        path("candidates/<slug:slug>/feed.xml", feeds.candidate_feed, name="candidate_feed"),
        path("check/<token>/", check_page.check_page, name="check"),
        path("check/<token>/page/", check_page.check_preview, name="check_preview"),
        path("moment/", moment.choose_moment, name="moment"),
        path("admin/", include("emgek.signing_in")),
        path("admin/security/", include("staff.security_urls")),
        path("admin/", admin.site.urls),
        re_path(rf"^(?P<path>(?:[\w-]+/)+)(?P<leaf>{LEAF})$", leaves.leaf, name="leaf"),
        # What no other address takes is a plain page, so this one stands last.
        path("<slug:slug>/", pages.page, name="page"),
    ),
]
