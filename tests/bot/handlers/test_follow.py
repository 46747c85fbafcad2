"""Following a question: by its button, here or, for who may not, in private."""

from bot.subscriptions import Kind
from tests.bot.handlers.test_subscribe import GROUP, subscribed
from tests.bot.offline import Call, Offline, Person

QUESTION = "When did Putin sign the law that makes mining legal?"
UNANSWERED = "Who painted the zorbium ceiling?"


async def press_follow(person: Person, question: str, label: str) -> dict[str, Call]:
    """Ask, then press the button below the answer, which replies to the question."""
    answer = (await person.send(text=question))[-1]
    person.asked = person.message(text=question)
    if label not in answer.buttons:
        answer = (await person.press(answer, "⋯"))["editMessageText"]
    return await person.press(answer, label)


async def test_an_answered_question_is_followed_with_what_it_said(bot: Offline, ann: Person) -> None:
    done = await press_follow(ann, QUESTION, "🔔 Follow")
    assert "when a new text answers this" in done["answerCallbackQuery"].text
    [made] = subscribed(bot, ann.user["id"])
    assert (made.kind, made.text) == (Kind.QUESTION, QUESTION)
    assert made.told is not None
    assert "Putin signed the law" in made.told.sentence


async def test_an_unanswered_one_waits_for_its_first_answer(bot: Offline, ann: Person) -> None:
    done = await press_follow(ann, UNANSWERED, "🔔 Tell me when something does")
    assert "as soon as something answers this" in done["answerCallbackQuery"].text
    [made] = subscribed(bot, ann.user["id"])
    assert (made.kind, made.question_message_id) == (Kind.STANDING, 101)
    assert "waiting for an answer" in (await ann.say("/subscriptions")).text


async def test_without_the_question_there_is_nothing_to_follow(bot: Offline, ann: Person) -> None:
    answer = await ann.say(QUESTION)
    done = await ann.press(answer, "🔔 Follow")
    assert "no longer have that question" in done["answerCallbackQuery"].text
    assert subscribed(bot, ann.user["id"]) == ()


async def test_the_button_says_what_is_followed_and_takes_it_back(bot: Offline, ann: Person) -> None:
    done = await press_follow(ann, QUESTION, "🔔 Follow")
    assert "show_alert" not in done["answerCallbackQuery"].parameters
    followed = done["editMessageText"]
    assert "🔕 Following" in followed.buttons
    open_ = (await ann.press(followed, "🔎 Context"))["editMessageText"]
    assert "🔕 Following" in open_.buttons
    ended = await ann.press(followed, "🔕 Following")
    assert "🔔 Follow" in ended["editMessageText"].buttons
    assert subscribed(bot, ann.user["id"]) == ()


async def test_a_standing_question_is_taken_back_as_well(bot: Offline, ann: Person) -> None:
    done = await press_follow(ann, UNANSWERED, "🔔 Tell me when something does")
    ended = await ann.press(done["editMessageText"], "🔕 I’ll tell you")
    assert "🔔 Tell me when something does" in ended["editMessageText"].buttons
    assert subscribed(bot, ann.user["id"]) == ()


async def test_following_twice_says_so(bot: Offline, ann: Person) -> None:
    await press_follow(ann, QUESTION, "🔔 Follow")
    done = await press_follow(ann, QUESTION.lower(), "🔔 Follow")
    assert "already" in done["answerCallbackQuery"].text
    assert len(subscribed(bot, ann.user["id"])) == 1


async def test_a_group_is_subscribed_by_its_admin(bot: Offline, ann: Person) -> None:
    bot.telegram.statuses[-1001, ann.user["id"]] = "administrator"
    await press_follow(Person(bot, ann.user, GROUP), f"/ask {QUESTION}", "🔔 Follow")
    assert [each.text for each in subscribed(bot, -1001)] == [QUESTION]


async def test_others_are_led_to_their_private_chat(bot: Offline, ann: Person) -> None:
    done = await press_follow(Person(bot, ann.user, GROUP), f"/ask {QUESTION}", "🔔 Follow")
    url = done["answerCallbackQuery"].parameters["url"]
    assert url.startswith("https://t.me/FootnoteBot?start=f_")
    assert subscribed(bot, -1001) == ()
    payload = url.rpartition("=")[2]
    assert "when a new text answers this" in (await ann.say(f"/start {payload}")).text
    [made] = subscribed(bot, ann.user["id"])
    assert (made.text, made.question_message_id) == (QUESTION, None)


async def test_whoever_else_knows_of_the_answer_neither_follows_nor_reads_its_question(
    bot: Offline, ann: Person
) -> None:
    done = await press_follow(Person(bot, ann.user, GROUP), f"/ask {QUESTION}", "🔔 Follow")
    payload = done["answerCallbackQuery"].parameters["url"].rpartition("=")[2]
    eve = bot.person(id_=7_000_000_666)
    assert "no longer have that question" in (await eve.say(f"/start {payload}")).text
    assert subscribed(bot, eve.user["id"]) == ()


async def test_the_link_does_nothing_in_a_group(bot: Offline, ann: Person) -> None:
    done = await press_follow(Person(bot, ann.user, GROUP), f"/ask {QUESTION}", "🔔 Follow")
    payload = done["answerCallbackQuery"].parameters["url"].rpartition("=")[2]
    said = await Person(bot, ann.user, GROUP).say(f"/start {payload}")
    assert "/ask your question" in said.text, "the greeting"
    assert subscribed(bot, -1001) == subscribed(bot, ann.user["id"]) == ()


async def test_a_link_that_nobody_made_follows_nothing(bot: Offline, ann: Person) -> None:
    assert "no longer have that question" in (await ann.say("/start f_abc")).text
    assert subscribed(bot, ann.user["id"]) == ()
