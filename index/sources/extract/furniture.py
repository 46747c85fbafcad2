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
      | view\scomments | (?: artikel\s )? (?: teilen | drucken ) | kommentare (?: \s\(\d+\) )?
      | anzeige | werbung
      | follow\s.{1,40}\son\s.{0,40}
        \b (?: twitter | facebook | instagram | telegram | linkedin | youtube ) \b .{0,80}
      | for\s (?: more | the\slatest ) \s.{1,60} \s download \s.{1,80}
      | teilen\smit | auch\sauf\s.{1,40} | sie\ssind\s (?: \w+\s )? nicht\seingeloggt
      | .{0,60} \b all\srights\sreserved \b .{0,150} | .{0,60} \b alle\srechte\svorbehalten
      | все\sправа\sзащищены .{0,80}
      | partager (?: \s.{0,40} )? | imprimer | publicité | compartir (?: \s.{0,40} )? | imprimir | publicidad
      | condividi | stampa | pubblicità | udostępnij | drukuj | share\sby\s.{1,20}
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
      | (?: foto s? | bild (?: quelle )? | grafik | abbildung | quelle | fotografie
        | crédit s? (?: \sphoto )? | zdjęcie ) (?: \s (?: von | by | de ) )? \s* [:©]
      | (?: фото (?: графия )? | изображение | иллюстрация | снимок | источник\s (?: фото | изображения ) )
        \s* [:©/]
      | © | copyright\s (?: \(c\)\s? | ©\s? )? \d{4} \b
      | (?: mire | vea | lee | lea | ver ) (?: \s(?: también | más ) )? \s* :
      | leia\s (?: também | mais ) \s* :
      | (?: à\s )? lire\s (?: aussi | également ) \s* : | leggi\sanche \s* : | lees\sook \s* :
      | (?: czytaj | zobacz ) \s (?: też | także | również | więcej ) \s* :
      | (?: lesen\ssie | siehe )\sauch \s* :
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
      | (?: jetzt\s )? newsletter\s (?: abonnieren | bestellen ) | abonnieren\ssie\b .{0,60}
      | abonnez-vous\b
      | suscríbete\b | iscriviti\b | assine\b .{0,40} \b newsletter | zapisz\ssię\b .{0,40} \b newsletter
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
      | (?: lesen | schauen )\ssie\sauch (?: \s.{0,40} )? | lies\sauch | auch\sinteressant
      | mehr\szum\sthema
      | (?: mehr | weitere )\s (?: aktuelle\s )? (?: artikel | beiträge | themen | nachrichten )
        (?: \s.{0,40} )?
      | (?: verwandte | ähnliche )\s (?: artikel | beiträge | themen )
      | das\skönnte\s (?: sie | dich )\sauch\sinteressieren
      | à\slire\s (?: aussi | également ) | lire\saussi | sur\sle\smême\ssujet
      | articles\s (?: liés | similaires )
      | (?: lee | lea | ver | vea )\s también | (?: noticias | artículos )\s relacionad[ao]s
      | te\spuede\sinteresar
      | leggi\sanche | articoli\scorrelati | leia\s (?: também | mais ) | artigos\srelacionados
      | lees\sook | gerelateerde\sartikelen
      | (?: czytaj | zobacz )\s (?: też | także | również )
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
    return is_call_to_subscribe(line)


def is_call_to_subscribe(line: str) -> bool:
    """Whether a line asks its reader to subscribe to something."""
    call = _SUBSCRIPTION.search(line)
    return call is not None and len(line[: call.start()].split()) <= LONGEST_LURE


def ends_an_article(line: str) -> bool:
    """Whether a line is the heading of a list of other articles."""
    return len(line) <= LONGEST_LINE and _END.fullmatch(" ".join(line.split())) is not None


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
        if words >= ENOUGH_WORDS and ends_an_article(line):
            return number
        if kept[number]:
            words += len(line.split())
    return len(lines)
