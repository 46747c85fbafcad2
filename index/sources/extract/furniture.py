"""Page furniture: what stands around an article and is none of its text. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.sources.extract.datelines import is_dateline

LONGEST_LINE = 250
"""Code points; a longer line is text, whatever it begins with."""

LONGEST_LURE = 8
"""Words before a call to subscribe; when there are more, they are text."""

ENOUGH_WORDS = 40
"""Words of text before a line that can end the article; above that, the line heads a list beside it."""

_WHOLE_LINE = re.compile(
    r"""
    (?: share (?: \s this )? (?: \s (?: article | story | post | page ) )?
      | share\s(?:this\s)? (?:\w+\s)? (?: on | via ) \s .{1,60}
      | (?: story | article ) \s continues\sbelow .{0,40}
      | (?: skip\s )? advertise?ment | sponsored (?: \scontent )? | реклама
      | listen | print | follow\sus .{0,60} | sign\sin | log\sin | leave\sa\scomment
      | comments? (?: \s\(\d+\) )? | \d+\scomments? | комментарии (?: \s\(\d+\) )?
      | see\sall\s (?: newsletters | articles | stories ) | more\sfrom\s.{1,60} | most\spopular | популярное
      | поделиться (?: \s.{0,40} )? | подписаться (?: \s.{0,40} )?
      | original\sarticle\sby\b .{0,100}
      | this\sarticle\s (?: was\s )? (?: originally | first ) \s (?: appeared | published ) \b .{0,150}
      | \d+\smin(?:ute)?s?\sread | \d+\sмин(?:ут\w*)?\sчтения
      | \(? (?: unsplash | shutterstock | pixabay | pexels | getty\simages | reuters | afp | ap )
        (?: / [\w\s]{1,40} )? \)?
    ) [:.!…]?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LABELLED = re.compile(
    r"""
    (?: (?: (?: featured | cover | header ) \s )?
        (?: image | photo | picture | photograph | illustration | graphic | video | screenshot ) s?
        (?: \s (?: credit | source | courtesy | by | via | from ) s? (?: \s (?: of | by ) )? )?
        \s* [:©]
      | (?: image | photo | picture ) s? \s (?: credit | source | courtesy | by | via ) s? \b [^.!?]{1,100} $
      | (?: credit | caption | pictured ) s? \s* :
      | (?: фото (?: графия )? | изображение | иллюстрация | снимок | источник\s (?: фото | изображения ) )
        \s* [:©/]
      | ©
      | (?: read | see | watch | learn ) \s (?: more | also | next ) \s* : | also\sread \s* : | related \s* :
      | читайте\sтакже \s* : | смотрите\sтакже \s* : | см\.\sтакже \s* :
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SUBSCRIPTION = re.compile(
    r"""
    (?: ^ | [.!?:…] \s* )
    (?: (?: please\s )? (?: subscribe | sign\sup ) \b .{0,80}
        \b (?: newsletters? | today | now | inbox | updates? | channel | for\sfree | here ) \b
      | (?: subscribe | sign\sup ) [.!:]? $
      | get \b .{0,80} \b (?: newsletter | inbox ) \b
      | (?: don['’]t | never ) \s miss \s (?: another | a | an | any ) \b
      | join \b .{0,60} \b (?: newsletter | mailing\slist | telegram\schannel ) \b
      | подпи (?: шитесь | сывайтесь | шись ) \b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_END = re.compile(
    r"""
    (?: more\sfor\syou | more\s (?: stories | articles | news )
      | (?: related | recommended | similar | popular )
        \s (?: articles? | stories | story | posts? | news | reads? )
      | you\s (?: may | might ) \s (?: also\s )? (?: like | enjoy | be\sinterested\sin )
      | recommended\sfor\syou
      | read\snext | what\sto\sread\snext | most\sread | top\sstories | trending\snow
      | (?: читайте | смотрите ) \sтакже | (?: материалы\s )? по\sтеме
      | похожие\s (?: статьи | материалы | новости )
    ) [:.!…]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BYLINE = re.compile(r"(?:by|автор:?|von|par|por)\s+\S+(?:\s+\S+){0,5}", re.IGNORECASE)


def keep_text(lines: Sequence[str]) -> list[bool]:
    """Which lines are text; empty lines, which only part paragraphs, are kept.

    Dropped are boxes and buttons, credits, captions (a line that is there twice in a row, as a picture's
    description and its caption are), datelines, and the heading of other articles with all that follows it.
    """
    kept = [not is_furniture(line) for line in lines]
    for line in _captions(lines):
        kept[line] = False
    end = _end_of_article(lines, kept)
    return [keep and number < end for number, keep in enumerate(kept)]


def is_furniture(line: str) -> bool:
    """Whether a line by itself is none of the article's text."""
    line = " ".join(line.split())
    if not line or len(line) > LONGEST_LINE:
        return False
    if _WHOLE_LINE.fullmatch(line) or _END.fullmatch(line) or _LABELLED.match(line) or is_dateline(line):
        return True
    call = _SUBSCRIPTION.search(line)
    return call is not None and len(line[: call.start()].split()) <= LONGEST_LURE


def is_byline(line: str) -> bool:
    """Whether a line only names the author: text, but no title."""
    return _BYLINE.fullmatch(line.strip()) is not None


def _captions(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of lines that stand twice in a row and do not end like a sentence."""
    filled = [(number, line.strip()) for number, line in enumerate(lines) if line.strip()]
    for (first, one), (second, other) in pairwise(filled):
        if one == other and len(one) <= LONGEST_LINE and not one.endswith((".", "!", "?", "…")):
            yield from (first, second)


def _end_of_article(lines: Sequence[str], kept: Sequence[bool]) -> int:
    words = 0
    for number, line in enumerate(lines):
        if words >= ENOUGH_WORDS and len(line) <= LONGEST_LINE and _END.fullmatch(" ".join(line.split())):
            return number
        if kept[number]:
            words += len(line.split())
    return len(lines)
