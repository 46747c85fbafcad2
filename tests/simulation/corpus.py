"""What the sources of the stories say, what is asked of them, and what comes later as news."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Question:
    """A question and the title of the text that answers it."""

    text: str
    title: str


def source(title: str, text: str, *, tags: str = "") -> str:
    """A file with that title."""
    more = f"tags: [{tags}]\n" if tags else ""
    return f"---\ntitle: {title}\n{more}---\n\n{text}\n"


OLD: Final = {
    "lighthouse": source(
        "The lighthouse of Aldermore",
        "The lighthouse was built in 1874 by the engineer Ruth Hollis. It is 54 metres high.\n\n"
        "Its lamp reaches 23 nautical miles.",
    ),
    "ferry": source(
        "The ferry to Skarn",
        "The ferry to Skarn leaves at noon. A ticket for the ferry costs nine crowns.\n\n"
        "It carries forty cars.",
    ),
    "observatory": source(
        "The observatory on Mount Brann",
        "The observatory has a telescope of two metres. The telescope was polished in Jena.",
    ),
    "bakery": source(
        "The bakery in Mill Lane", "The bakery opens at six. Rye bread is baked there on Fridays."
    ),
    "bridge": source(
        "The bridge over the Ouse", "The bridge was closed to lorries in 1998. It has seven arches."
    ),
}

QUESTIONS: Final = (
    Question("How high is the lighthouse?", "The lighthouse of Aldermore"),
    Question("What does a ticket for the ferry cost?", "The ferry to Skarn"),
    Question("Where was the telescope polished?", "The observatory on Mount Brann"),
    Question("When is rye bread baked?", "The bakery in Mill Lane"),
    Question("How many arches has the bridge?", "The bridge over the Ouse"),
    Question("Who built the lighthouse?", "The lighthouse of Aldermore"),
    Question("How many cars does the ferry carry?", "The ferry to Skarn"),
)
NEWS: Final = {
    "orchard": source(
        "Orchard news",
        "The orchard sells cider from October. Cider and pears are sold on Sundays.",
        tags="harvest",
    ),
    "tram": source(
        "Tram news",
        "Tram line seven runs again since May. A new depot was built for it.",
        tags="traffic",
    ),
    "harbour": source(
        "Harbour news",
        "The harbour gets a crane of forty tonnes. The crane comes from Gdynia.",
        tags="traffic",
    ),
    "school": source(
        "School news", "The school on the hill teaches Latin again. Forty pupils have enrolled."
    ),
}
TITLES: Final = {
    "orchard": "Orchard news",
    "tram": "Tram news",
    "harbour": "Harbour news",
    "school": "School news",
}
"""The title of each piece of news, which nothing else bears."""

ABOUT_ONE: Final = {
    "orchard": "What is sold on Sundays?",
    "tram": "What was built?",
    "harbour": "What comes from Gdynia?",
    "school": "Who has enrolled?",
}
"""A question to be asked about one piece of news alone."""

PEOPLE: Final = (101, 102, 103)
"""Private chats, each with the person of the same id."""

OWNER: Final = 107

FORUM: Final = -1000000000201
TOPICS: Final = (5, 8)
GROUP: Final = -301
SUPERGROUP: Final = -1000000000301
"""What the group becomes."""

SUBSCRIBED: Final[tuple[tuple[int, int | None, str], ...]] = (
    (101, None, ""),
    (102, None, "tag:traffic"),
    (104, None, ""),
    (105, None, ""),
    (106, None, "cider"),
    (FORUM, 5, ""),
    (GROUP, None, ""),
)
"""Who is subscribed to what when a story begins."""
