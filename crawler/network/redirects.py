"""Redirects: followed when they lead somewhere, told apart when they do not."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.network.refusal import Refused

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def came_by(request: Request) -> set[str]:
    """The addresses on the way to an answer, without fragments."""
    return {url.partition("#")[0] for url in (request.url, *request.meta.get("redirect_urls", ()))}


class Redirects(RedirectMiddleware):
    """Scrapy's, which goes round in a loop to the end and hands on a redirect to file://."""

    # Scrapy's own signature has a deprecated argument more, which is not to be given.
    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        try:
            result: Request | Response = super().process_response(request, response)
        except IgnoreRequest as error:
            raise Refused("redirect loop", "redirects again and again") from error
        if isinstance(result, Response):
            place = (response.headers.get("Location") or b"").decode("latin-1")
            if response.status in _REDIRECTS and place:
                scheme = urlsplit(urljoin(request.url, place)).scheme
                detail = f"redirects to a {scheme}: address, which is not of the web"
                raise Refused("bad address", detail)
            return result
        if result.url.partition("#")[0] in came_by(request):
            if "Set-Cookie" in response.headers:
                detail = "wants a cookie before it shows anything, and Parallax keeps none"
                raise Refused("cookies required", detail)
            raise Refused("redirect loop", "redirects in a circle")
        return result


class MetaRefresh(MetaRefreshMiddleware):
    """Scrapy's, which takes a page that reloads itself for a redirect."""

    # Scrapy's own signature has a deprecated argument more, which is not to be given.
    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        try:
            result: Request | Response = super().process_response(request, response)
        except IgnoreRequest:
            return response
        if isinstance(result, Request) and result.url.partition("#")[0] in came_by(request):
            return response
        return result
