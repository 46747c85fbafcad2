"""What stands on the site: pages in two languages and a feed, with words of our own. Pure."""

from dataclasses import dataclass
from html import escape
from typing import Final

NAME: Final = "The Harbour Post"


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page of the site at `path`; `day` is when it was published, as ISO 8601."""

    path: str
    language: str
    title: str
    day: str
    paragraphs: tuple[str, ...]


PAGES: Final = (
    SitePage(
        "/ferry",
        "en",
        "The island ferry gets a winter timetable",
        "2026-10-02",
        (
            "From the first of November the ferry to the island sails three times a day: at eight in the "
            "morning, at one in the afternoon and at half past five. On Sundays it stays in the harbour.",
            "A ticket costs four euros there and back. Children under ten travel for nothing, and so do "
            "bicycles. Captain Ingrid Solberg says that the boat does not sail when the waves are higher "
            "than two metres.",
        ),
    ),
    SitePage(
        "/lighthouse",
        "ru",
        "Маяк откроют для посетителей",
        "2026-09-15",
        (
            "С первого мая на маяк Северного мыса можно будет подняться каждую субботу. Вход стоит двести "
            "рублей, а смотритель Пётр Ладогин проводит экскурсию в полдень.",
            "Высота башни — тридцать два метра, наверх ведут сто сорок восемь ступеней. Маяк построили в "
            "1911 году, и с тех пор его фонарь гас только один раз, в бурю 1954 года.",
        ),
    ),
)

_NEWS: Final = (
    (
        "The fish market moves indoors",
        "Mon, 05 Oct 2026 08:00:00 GMT",
        "The fish market moves into the old customs hall on the twelfth of October. Its eighteen stalls open "
        "at six in the morning and close at noon.",
    ),
    (
        "A new crane for the east quay",
        "Tue, 13 Oct 2026 08:00:00 GMT",
        "The new crane of the east quay is forty metres high and lifts sixty tonnes. It was built by Anna "
        "Berg's yard and will work from the third of December.",
    ),
)


def page_html(page: SitePage, address: str) -> str:
    """The page as HTML, on a site at that address."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in page.paragraphs)
    return (
        f'<!doctype html><html lang="{page.language}"><head><meta charset="utf-8">'
        f'<title>{escape(page.title)} — {NAME}</title><meta property="og:site_name" content="{NAME}">'
        f'<meta property="article:published_time" content="{page.day}">'
        f'<link rel="canonical" href="{address}{page.path}"></head>'
        f"<body><article><h1>{escape(page.title)}</h1>{body}</article></body></html>"
    )


def front_html(address: str) -> str:
    """The front page, which names the pages and the feed."""
    links = "".join(f'<li><a href="{page.path}">{escape(page.title)}</a></li>' for page in PAGES)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{NAME}</title>'
        f'<link rel="alternate" type="application/rss+xml" href="{address}/feed.xml"></head>'
        f"<body><h1>{NAME}</h1><ul>{links}<li><a href='/feed.xml'>News as a feed</a></li></ul></body></html>"
    )


def feed_xml(address: str) -> str:
    """The feed of the site's news."""
    items = "".join(
        f"<item><title>{escape(title)}</title><guid isPermaLink='false'>{number}</guid>"
        f"<pubDate>{day}</pubDate><description>{escape(text)}</description></item>"
        for number, (title, day, text) in enumerate(_NEWS)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{NAME}</title>'
        f"<link>{address}/</link><language>en</language>{items}</channel></rss>"
    )
