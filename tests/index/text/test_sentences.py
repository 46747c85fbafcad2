import pytest

from index.text.sentences import LONGEST_SENTENCE, split_sentences


def sentences(text: str, language: str | None) -> list[str]:
    return [span.of(text) for span in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He came.|She left."),
        ("en", "Mr. Putin met Dr. Smith in St. Petersburg.|It rained."),
        ("en", "Sales in the U.S. Senate rose.|We saw the U.S.|She left at 5 p.m.|The bank closed."),
        ("en", "J. K. Rowling wrote it.|Vitamin C.|The end."),
        ("en", "See No. 12 and Fig. 3 on Jan. 5.|Then he said no.|Nobody came."),
        ("en", "It fell 2.1%.|In 2023, it rose.|“Stop!” he said.|“Go.”|Then?|Never."),
        ("en", "Apple Inc.|It grew.|Apple Inc. Chairman Cook spoke."),
        ("en", "It works [1].|Next one (really).|Last..."),
        ("en", "In 1995.|The year after."),
        ("ru", "В 2023 г. Путин подписал закон.|Это было в августе 2024 г.|Он вступил в силу."),
        ("ru", "А. С. Пушкин жил на ул. Мойка, д. 12.|«Нет!» — сказал он.|Ушёл."),
        ("ru", "Цена 5 тыс. руб. за штуку, т. е. много.|Яблоки, груши и т. д.|В итоге всё."),
        ("de", "Am 3. Oktober 1990 war es z.B. hier.|Dr. Müller kam im Jahr 1995.|Er ging."),
        ("zh", "黑豹队赢了。|他们输了！|为什么？"),
        ("zh", "他说：“好。”|然后走了。"),
        ("el", "Τι είναι;|Είναι νόμος."),
        ("ar", "ما هذا؟|هذا قانون."),
        ("hi", "यह कानून है।|वह गया।"),
        ("en", "It cost approx. $4.5 million.|Built by Harker & Co. & Sons, says Sec. § 12."),
        ("ru", "По ст. № 12 и гл. § 7 договора.|Прим. $4 млн."),
        ("en", "It cost a lot.|$4.5 million went to the builder."),
        ("en", "It weighs 640 kg.|Larger ones weigh 20 lbs.|It is 3 km.|The end."),
        ("ru", "Весит 9 кг.|Стоит 500 руб.|Билет на 5 км. 300 метров."),
        ("en", "See “Out. In. Over” (2nd ed. London. Press) here.|Then he left."),
        ("en", 'He read "Out. In. Over" aloud.|The 27" screen broke.|"Yes," he said.'),
        ("ru", "Приказ «О воде. Правила» (май. Номер 4) принят.|Всё."),
        ("de", "Das Buch „Am Ende. Ein Roman“ ist neu.|Gut."),
        ("en", "8.5. How to begin.|Begin with 8.5.|Then go on."),
        ("en", "IV. The end.|It is over."),
        ("zh", "他读「早。晚」这本书。|然后走了。"),
    ],
)
def test_sentences_end_where_a_reader_says(language: str, text: str) -> None:
    expected = text.split("|")
    written = "".join(expected) if language == "zh" else " ".join(expected)
    assert sentences(written, language) == expected


def test_items_and_paragraphs_are_sentences_of_their_own() -> None:
    text = "What to know\n\nfirst thing\nsecond thing, e.g.\n3. The third\n\nand more."
    expected = ["What to know", "first thing", "second thing, e.g.", "3. The third", "and more."]
    assert sentences(text, "en") == expected


def test_a_sentence_without_end_is_cut_at_spaces() -> None:
    spans = split_sentences("word " * 10_000, "en")
    assert all(LONGEST_SENTENCE / 2 <= span.end - span.start <= LONGEST_SENTENCE for span in spans[:-1])
    assert {len(span.of("x" * 50_000)) for span in split_sentences("x" * 50_000, None)} == {LONGEST_SENTENCE}
