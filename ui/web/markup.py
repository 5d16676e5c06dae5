"""Text to HTML without trust: Markdown's plain forms survive; tags, links and images from anywhere do not."""

from functools import lru_cache
from html import escape

import nh3
from markdown_it import MarkdownIt

__all__ = ["escaped", "markdown_html"]

_TAGS = {"p", "strong", "em", "ul", "ol", "li", "h3", "h4", "h5", "blockquote", "code", "br", "hr", "pre"}


def escaped(value: object) -> str:
    """Any value as text inside an element or attribute."""
    return escape(str(value), quote=True)


def markdown_html(text: str) -> str:
    """An answer's Markdown as HTML: emphasis, lists, headings and quotes only, everything else as the letters it is."""
    return nh3.clean(_parser().render(text), tags=_TAGS, attributes={}, link_rel=None)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": False}).disable(
        ["link", "image", "autolink", "html_inline", "html_block"]
    )
