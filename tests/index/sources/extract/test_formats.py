"""Text formats beside Markdown and HTML."""

import pytest

from index.model import BlockKind, PartialDate
from index.sources.extract import Extracted, extract

RST = """.. _duties:

*********
Duties
*********

:Date: 2024-08-08

Holidays
========

Tell the others before you leave. See :ref:`packages <p>` and `the list
<https://lists.example.org/>`__ for whom [1]_.

.. note:: Lamps stay lit.

.. image:: a.png
   :alt: nothing

.. code-block:: python
   :linenos:

   def f():
       return 1

Like this::

    make all

.. comment: hidden
"""
ORG = """#+TITLE: Duties
#+DATE: <2024-08-08 Thu>
* TODO Holidays :work:
:PROPERTIES:
:ID: hidden
:END:
Tell *the others* before you leave. See [[https://example.org][packages]] and the list for whom.
# hidden
- Lamps stay lit.
#+BEGIN_SRC python
def f():
    return 1
#+END_SRC
"""
ADOC = """= Duties
:revdate: 2024-08-08
:toc:

// hidden
== Holidays

Tell *the others* before you leave. See https://example.org[packages] and the list for whom.

image::a.png[nothing]

* Lamps stay lit.

[source,python]
----
def f():
    return 1
----
"""


@pytest.mark.parametrize(
    ("name", "text"), [("a.rst", RST), ("a.rst.txt", RST), ("a.org", ORG), ("a.adoc", ADOC)]
)
def test_headings_text_and_code_are_read(name: str, text: str) -> None:
    found = extract(text.encode(), name)
    assert found.title == "Duties"
    assert found.published == PartialDate(2024, 8, 8)
    assert "Holidays" in kinds(found)[BlockKind.HEADING]
    assert "def f():\n    return 1" in kinds(found)[BlockKind.CODE]
    assert "Tell the others before you leave. See packages and the list for whom." in found.text
    assert "Lamps stay lit." in found.text
    assert "hidden" not in found.text
    assert "nothing" not in found.text


def kinds(found: Extracted) -> dict[BlockKind, list[str]]:
    parts: dict[BlockKind, list[str]] = {kind: [] for kind in BlockKind}
    for part in found.parts:
        parts[part.kind].append(part.span.of(found.text))
    return parts


MAIL = """From: "A. Writer" <writer@example.org>
To: all@example.org
Subject: =?utf-8?q?The_new_fee_=E2=80=94_6_=E2=82=AC?=
Date: Tue, 16 Apr 2019 08:30:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: {kind}; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

{body}

--b
Content-Type: application/pdf
Content-Disposition: attachment; filename="fees.pdf"

%PDF
--b--
"""


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", "Parking at the caf=E9 costs 6 euros."),
        ("text/html", "<p>Parking at the caf=E9 costs <b>6</b> euros.</p>"),
    ],
)
def test_a_mail_is_its_text_with_subject_sender_and_day(kind: str, body: str) -> None:
    found = extract(MAIL.format(kind=kind, body=body).encode(), "a.eml")
    assert found.title == "The new fee — 6 €"
    assert found.publisher == "A. Writer"
    assert found.published == PartialDate(2019, 4, 16)
    assert found.text == "Parking at the café costs 6 euros."
    assert found.warnings == ("attached files were not read: fees.pdf",)


@pytest.mark.parametrize("sender", [b"../ A <a@b.test>", b"A eros.</p>", b"A <a@\rb.test>", b"<", b"A@"])
def test_a_mail_with_a_broken_head_keeps_its_text(sender: bytes) -> None:
    found = extract(b"From: " + sender + b"\nSubject: Fees\n\nThe fee is 40 euros.\n", "a.eml")
    assert "The fee is 40 euros." in found.text
