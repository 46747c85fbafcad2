language-name = English

## Dates, as exactly as they are known

date-day = { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
date-month = { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }

## An answer

digest = digest
about = <i>About: { $topic }</i>
button-alone = ↩ Ask it alone
overview = <i>I quote and don’t summarise. Here is what my sources say about it, the newest first.</i>
second = <i>Your second question:</i>
second-unanswered = <i>Nothing in the sources answers your other question.</i>
closest = <i>Closest, but hardly an answer:</i>
example = 💬 { $question }
searched-for = <i>Searched for { $words }</i>
searched-word = “{ $found }” (you wrote “{ $typed }”)
by-date = 📅 Ordered by the dates of the sources.
earlier = 📅 Earlier: { $origin } — { $sentence }
no-answer = Nothing in the sources answers this.
no-sources = There are no sources to search yet.
no-source-in-language = { $language ->
        [ar] No source is in Arabic.
        [cs] No source is in Czech.
        [da] No source is in Danish.
        [de] No source is in German.
        [el] No source is in Greek.
        [en] No source is in English.
        [es] No source is in Spanish.
        [fi] No source is in Finnish.
        [fr] No source is in French.
        [he] No source is in Hebrew.
        [hi] No source is in Hindi.
        [hy] No source is in Armenian.
        [id] No source is in Indonesian.
        [it] No source is in Italian.
        [ja] No source is in Japanese.
        [ka] No source is in Georgian.
        [ko] No source is in Korean.
        [nl] No source is in Dutch.
        [pl] No source is in Polish.
        [pt] No source is in Portuguese.
        [ro] No source is in Romanian.
        [ru] No source is in Russian.
        [sv] No source is in Swedish.
        [th] No source is in Thai.
        [tr] No source is in Turkish.
        [uk] No source is in Ukrainian.
        [vi] No source is in Vietnamese.
        [zh] No source is in Chinese.
       *[other] No source is in the language of the question.
    }
unknown-words = { $count ->
        [one] No source has this word: { $words }
       *[other] No source has these words: { $words }
    }
nearest = The nearest I found:

why = Why this passage
why-word = “{ $word }”: in { $passages } of { $total } passages
why-word-found-as = “{ $word }”, found as “{ $found }”: in { $passages } of { $total } passages
why-nothing-matched = It has none of your words just as you wrote them.
why-points = How it was scored: { NUMBER($points, minimumFractionDigits: 1) }
why-point = { $feature ->
        [letters] the same letters
        [stems] words by rarity
        [similar] words found or alike
        [exact] numbers and names
        [title] words in the title
        [title_share] share of the title
        [contents] a list of contents
        [continues] further down the text
        [title_run] words in a row in the title
        [sentences] words in one sentence
        [lead] found in the first sentence
        [topic] words in a sentence and the title
        [topic_cue] a sentence that may answer
        [pairs] words side by side
        [adjacent] words in your order
        [run] words in a row
        [window] words close together
        [length] length
        [measured] the kind of number asked for
        [date] date
       *[rest] the rest
    }{"\u00A0"}{ $sign }{ NUMBER($points, minimumFractionDigits: 1) }
confidence = Confidence: { $level ->
        [high] high
        [good] good
        [fair] fair, better check the source
       *[low] low
    }

button-context = 🔎 Context
button-why = ❔ Why
button-read = 📄 Read the text
button-open-answer = 💬 Open in Footnote
asked-at = <i>Asked on { $moment }; I could not answer sooner.</i>
asked-by = <i>{ $name } asks:</i>
answered-here = ☝️ Answered here, { $name }.
vote-counted = Thank you!
vote-taken-back = I’ve taken your vote back.
button-keep = 📌 Keep this question
keep-done = Kept, so that whoever runs this bot can check later that the answer is still good. Press again and I forget it.
keep-taken-back = I have forgotten the question.
keep-not-yours = Only who asked can have this question kept.
keep-vote-first = Please vote first: a question is kept together with your 👍 or 👎.
keep-no-question = I can no longer tell what the question was, so I cannot keep it.

## Lists and documents

sources-title = { $sources ->
        [one] One source
       *[other] { $sources } sources
    } · { $passages ->
        [one] one passage
       *[other] { $passages } passages
    }
latest-title = The newest texts
page = page { $page } of { $pages }
button-previous = ‹ Back
button-next = Next ›
button-newer = ‹ Newer
button-older = Older ›

## Commands

start =
    <b>Hello! I am Footnote.</b>
    Ask me something in your own words. I look it up in my sources and show you the passage, with the answering sentence in bold, its date, and a link that opens the original right there. If they say nothing about it, I tell you so.
start-empty =
    <b>Hello! I am Footnote.</b>
    I answer questions from chosen sources and show you where it says so. There are no sources yet; once there are, just send me a question.
talk = { $kind ->
        [greeting] Hello! I am Footnote.
        [thanks] You are welcome!
        [farewell] Goodbye! Come back whenever you have a question.
        [identity] I am Footnote, a bot. I look up the answers to questions in chosen sources, and show you where it says so. No language model writes anything here.
        [abilities] I look up the answer to your question in my sources and show you the passage, its date and a link. I quote; I don’t write anything of my own. You can change my language in /settings, and what I tell you about in /subscriptions.
        [rude] I am sorry that I was no help. Please try it in other words.
       *[remark] All right. I am here when you have a question.
    }
talk-sources = I answer from { $sources ->
        [one] one source
       *[other] { $sources } sources
    }{ $years ->
        [one] { " " }of { $first }
        [several] { ", " }{ $first } to { $last }
       *[unknown] { "" }
    }: /sources lists them, /latest shows what is new.
talk-try = You could ask, for example:
help =
    <b>How to ask</b>
    Send me a question as a message; a few words will do. I look for the passage that answers it.

    The numbers under an answer show other passages, 🔎 shows the text around, ❔ why I chose it, and 🔔 lets you follow the question. If you edit your question, I change my answer.

    /sources – where I look
    /latest – what is new
    /subscribe – be told about what is new
help-group =
    <b>How to ask</b>
    Write <code>/ask your question</code>, or reply to somebody's question with /ask. You can also reply to one of my messages, or mention me.

    The numbers under an answer show other passages, 🔎 shows the text around, and ⋯ shows more buttons. If you edit your question, I change my answer.

    /sources – where I look
    /latest – what is new
help-more =
    /ask – ask a question
    /sources – where I look
    /latest – what is new
    /subscribe – be told about what is new
    /unsubscribe – stop being told
    /subscriptions – what you follow, and when I tell you
    /settings – the language I use
    /privacy – what I keep; /mydata gives it to you, /forget forgets it

    <code>/subscribe @channel</code> has news posted in a channel of yours, once I am an admin there.

    Words in “quotation marks” must stand in the text just like that; a word after a minus must not stand in it. “Summarise …” gets you the best passage of each source.

    In any chat: write <code>@{ $username } a few words</code> and choose one of the passages.
help-group-more =
    /ask – ask a question
    /sources – where I look
    /latest – what is new
    /subscribe – be told here about what is new, for admins
    /subscriptions – what is followed here
    /settings – how I behave here, for admins
    /privacy – what I keep

    In any chat: write <code>@{ $username } a few words</code> and choose one of the passages.
button-more = More
button-less = Less
greeting-group =
    <b>Hello! I am Footnote.</b>
    I answer questions from a set of chosen sources and show the passage, its date and a link.

    To ask, write <code>/ask your question</code>, or reply to somebody's question with /ask. Replying to one of my messages or mentioning me asks, too. { $sees ->
        [all] I get all messages of this group, but I read only those meant for me and keep none of the others.
       *[some] I don't see your conversation: only commands, replies to me and mentions of me reach me.
    }

    Admins choose with /settings how I behave here.
button-ask-in-private = 💬 Ask in private
ask-usage = Write your question after the command, like this: <code>/ask who decides this?</code>
ask-needs-words = There are no words in that message that I could read. Write your question after the command, like this: <code>/ask who decides this?</code>
only-admins-ask = In this group only admins ask me. You can ask me here: { $link }
unsupported = I can only read. Please send me your question as text.
unknown-command = I don't know this command. /help shows what I can do.
forwarded-command = This is a forwarded command, so I take it for a quotation and do nothing. To have it done, write it yourself.
only-in-private = I answer that in our private chat only: { $link }
too-many-questions = { $limit ->
        [one] I can answer one question a minute.
       *[other] I can answer { $limit } questions a minute.
    } Please ask this one again in a little while.
document-gone = This text is no longer among the sources.
answer-gone = I no longer have this answer. Please ask again.
button-gone = This button is out of date. Please ask again.

settings = Which language should I use with you?
settings-automatic = As in Telegram
settings-saved = Saved.

settings-group =
    <b>How I behave in { $group }</b>
    Short answers show one passage, full ones up to three. When quiet, I answer only to /ask, not to replies and mentions.
settings-mentions-lost = Telegram may not tell me when somebody mentions me here. It always does when I am an admin.
settings-closed-topics = Topics I can't write to for now, because they are closed or deleted: { $topics }
settings-asker-language = Asker's language
settings-short = Short answers
settings-full = Full answers
settings-everybody = Everybody asks
settings-admins = Only admins ask
settings-mentions = Answer mentions
settings-quiet = Quiet
settings-tags = 📚 Sources: { $tags }
settings-all-tags = 📚 All sources
settings-private = ⚙️ Set up in private
settings-not-admin = Only admins of that group can change that. If you are an anonymous admin there, I cannot see it: write as yourself, or make me an admin.
settings-which-tags =
    <b>Which sources I search in { $group }</b>
    Choose one or more subjects. Without a choice I search everything.
settings-this-topic = this topic of { $group }

## In any chat

inline-nothing = Nothing found. Ask me in private
inline-too-many = Too many questions. Please wait a little


privacy =
    <b>What I keep</b>
    • Your message: until it is answered.
    • The answer: 30 days, so that its buttons work. Not your question.
    • Your 👍 or 👎: as long as the answer.
    • What you follow, and the questions that wait for an answer: until you end it.
    • Your language and other choices.

    Nothing is passed on to anybody. Your questions come through Telegram and are answered on the machine this bot runs on.
privacy-more =
    <b>What I keep, in full</b>
    • Your message, until it is answered, usually within a second; if something goes wrong, for 48 hours at most. Its number stays for 48 hours, so that no question is answered twice.
    • In memory, for two days, your last questions and which came before which, so that “and when was that?” is understood, also when you edit it.
    • A fingerprint of the words of each message to me, too short to tell what they were, for 48 hours: by it I know whether an edit has changed anything.
    • If you want to follow in private what was asked in a group: that question, for a day, until you come.
    • The answer, for 30 days, so that its buttons work: the passages it shows, which of your words were found and which were not, which message it replies to, and, if you chose to ask about one source, which. Not your question. In groups also, for about an hour, a fingerprint of its words, by which I recognise it when it is asked again; and your name, if you ask with /ask under somebody else's message.
    • Your 👍 or 👎, as long as the answer. If you then press 📌, also your question (with the one before, if it takes that up, and the sources it was limited to) and the passage you voted on, but not your name, so that whoever runs this bot can ask it again and see whether answers get worse. All of that is forgotten when you press 📌 again or take your vote back; until then the answer is kept, too.
    • What you subscribe to, and when you want to hear, until you end it. A question that you follow is kept with it; I forget one that waits for its answer when the answer has come. Whoever runs this bot sees which questions wait, but not whose they are.
    • The announcements sent to you, for 30 days, so that their buttons work.
    • The language you chose, and whether I may write to you. What admins choose with /settings for a group.
    • Where I answer by invitation only: that you were invited, or told that you were not.
    • What you type after my name in other chats, for as long as a message, and nothing else there.

    An answer that somebody opened through its own link is kept, so that the link goes on working.

    Nothing is passed on to anybody. Your questions come through Telegram and are answered on the machine this bot runs on.
privacy-questions =
    Whoever runs this bot keeps the questions that nothing answered for 30 days, to see which sources are missing, and those whose answers got a 👍 or 👎, to see whether answers get worse; taking the vote back forgets the question.

failure = Sorry, something went wrong on my side. If it happens again, please give this number to whoever runs this bot: { $reference }
search-away = Search is unavailable at the moment; your question is kept, and I will answer it when search is back.
search-away-for-long = Search is still unavailable, so I cannot answer this. Please ask me again later.
search-away-briefly = Search is unavailable at the moment; please try again shortly.

## The menu of commands, and the profile

command-start = Say hello
command-help = How to ask
command-ask = Ask a question
command-sources = Where I look
command-latest = What is new
command-settings = The language I use
command-settings-group = How I behave here
command-privacy = What I keep
description =
    Ask me a question in your own words. I look it up in chosen sources and show you the passage, with the answering sentence in bold, its date, and a link that opens the original right there.

    If the sources say nothing about it, I tell you so.
short-description = Answers from chosen sources, with the passage, the date and the link.


## Announcements and subscriptions

news-title = { $count ->
        [one] One new text
       *[other] { $count } new texts
    }
news-because = Because you follow: { $what }
news-asked = 🔔 You asked: “{ $question }”
news-answer = 🔔 New on your question: “{ $question }”
news-changed = ✏️ The answer has changed: “{ $question }”
news-source = New source: { $name }, with { $count } texts. The newest:
news-before = Before:
news-now = Now:
news-page = { $from }–{ $to } of { $count }
news-gone = This announcement is too old to page through. /latest shows the newest texts.

follow-everything = everything new
follow-tag = tag { $name }
follow-publisher = publisher { $name }
follow-question = “{ $question }”

button-follow = 🔔 Follow
button-following = 🔕 Following
button-await = 🔔 Tell me when something does
button-awaited = 🔕 I’ll tell you
button-ask-about = 💬 Ask about this
button-mute = 🔕 Mute this
button-unfollow = ✖ Unfollow
button-subscriptions = 🔔 Subscriptions
button-schedule = 🕘 When to tell
button-elsewhere = 📢 In { $name }
button-unmute-source = 🔔 Hear again: { $title }
weekday-short = { $weekday ->
        [0] Mo
        [1] Tu
        [2] We
        [3] Th
        [4] Fr
        [5] Sa
       *[6] Su
    }
button-back = ‹ Back

subscribed-everything = Done. I'll tell you about everything new.
subscribed-words = Done. I'll tell you about new texts with all of these words: { $text }
subscribed-tag = Done. I'll tell you about new texts with the tag { $text }.
subscribed-publisher = Done. I'll tell you about whatever { $text } publishes.
subscribed-question = Done. I'll tell you when a new text answers this.
subscribed-standing = Done. I'll tell you as soon as something answers this. Until then I keep your question; you see it in /subscriptions.
toast-question = Following: I’ll tell you when a new text answers this.
toast-standing = I’ll tell you as soon as something answers this.
subscribe-help = /subscribe by itself follows everything. You can also write <code>/subscribe words to look for -unwanted</code>, <code>/subscribe tag:mining</code> or <code>/subscribe publisher:CoinDesk</code>. In /subscriptions you see and change it all.
subscribe-known = You already follow this. /subscriptions shows everything you follow.
subscribe-too-many = You already have { $most } subscriptions here, and I can't take more. You can remove some in /subscriptions.
subscribe-no-content = Those words are too common to look for. Please name what you want to hear about, like this: /subscribe mining tax
subscribe-too-long = That is too long. Please use up to { $longest } characters.
subscribe-no-channel = I don't know a channel of that name, or I am not in it. Add me there as an admin who may post, then try again.
subscribe-not-yours = Only an admin of that channel can subscribe it.
subscribe-cannot-post = I may not post in that channel. Make me an admin there with the right to post messages, then try again.
subscribe-done-for = In { $title }: { $done }
only-admins = Only admins of this group can change that.
only-admins-here = Only admins can change that. If you are an anonymous admin, I cannot see it when you press a button: write as yourself, or make me an admin.
follow-no-question = I no longer have that question. Please ask it again, then press the button.

unsubscribed = { $count ->
        [0] You don't follow anything here.
        [one] Done. I won't tell you about it any more.
       *[other] Done. I won't tell you about anything any more; { $count } subscriptions are removed.
    }
unsubscribe-which = I can't find that subscription. /subscriptions shows everything you follow.
unfollowed = Done. I won't tell you about this any more.
muted = Done. I won't tell you about this source here.
unmuted = Done. I'll tell you about this source again.
ask-about-next = Your next question is about “{ $title }” only. Just send it, or reply to this message.
source-gone = This source is no longer there.

subscriptions-title = What you follow
subscriptions-none = You don't follow anything yet.
subscriptions-paused = paused
subscriptions-standing = waiting for an answer
subscriptions-barred = Paused since { $since }, because I may not write there. I keep trying, and for a while I keep what it misses.
subscribe-barred = I haven't been able to write there since { $since }. I am trying again now.
trying-again = I am trying again now.
button-try-again = Try again now
schedule-title = When to tell you
schedule-instant = At once
schedule-daily = Every day
schedule-weekly = Every week
schedule-at = at { $hour }
schedule-on = { $weekday ->
        [0] on Mondays
        [1] on Tuesdays
        [2] on Wednesdays
        [3] on Thursdays
        [4] on Fridays
        [5] on Saturdays
       *[6] on Sundays
    }
schedule-silent = without sound
schedule-quiet = Nothing from { $from } to { $to }
schedule-zone = Times are those of { $zone }.
schedule-help = Any other time: <code>/subscriptions daily 18:30</code>, <code>/subscriptions weekly fri 17:00</code>, <code>/subscriptions quiet 22:00-7:00</code>, <code>/subscriptions zone Europe/Berlin</code>
schedule-bad-hour = “{ $text }” isn't a time of day. Write it like 9:30 or 18:00.
schedule-bad-quiet = “{ $text }” – I don't understand these quiet hours. Write them like 22:00-7:00, or off.
schedule-bad-zone = I don't know the time zone “{ $text }”. Write it like Europe/Berlin, or name a big city in it.
schedule-bad-words = I don't understand “{ $text }”. Write it like <code>/subscriptions daily 18:30</code>, or choose with the buttons of /subscriptions.
button-silent = 🔕 Silent
button-no-quiet = 🌙 No quiet hours
topic-gone = A topic of “{ $chat }” that I wrote in no longer exists. To go on hearing of news there, use /subscribe in another topic.
barred-for-long = I haven't been able to write in “{ $chat }” for { $long ->
    [day] a day
   *[kept] so long that I no longer keep all it misses
}. Telegram says: { $reason } I’ll go on by myself as soon as I may write there again. If you want me to try at once, use /subscribe for it again.

gaps-title = Questions without an answer yet
gaps-none = Nobody is waiting for an answer.
gaps-line = { $waiting ->
        [one] one person is waiting
       *[other] { $waiting } people are waiting
    }
stats-deliveries = Announcements: { $sent } sent, { $waiting } waiting, { $dead } given up, { $repeats } perhaps sent twice.
stats-votes = { $votes ->
        [0] No votes in { $days } days.
        [one] One vote in { $days } days, { $share }% 👍.
       *[other] { $votes } votes in { $days } days, { $share }% 👍.
    }
stats-kept = { $kept ->
        [0] No questions are kept for checking.
        [one] One question is kept for checking.
       *[other] { $kept } questions are kept for checking.
    }
given-up-updates = { $count ->
        [one] I have given up on one message that somebody sent me.
       *[other] I have given up on { $count } messages that people sent me.
    }
given-up-news = { $count ->
        [one] One announcement could not be delivered.
       *[other] { $count } announcements could not be delivered.
    }
given-up-help = /retry tries all of it again.
retried-updates = { $count ->
        [one] One message is handled again.
       *[other] { $count } messages are handled again.
    }
retried = { $count ->
        [0] There is nothing to try again.
        [one] I am trying one announcement again.
       *[other] I am trying { $count } announcements again.
    }

command-subscribe = Be told about what is new
command-unsubscribe = Stop being told
command-subscriptions = What you follow, and when I tell you
command-stats = Figures
command-gaps = Questions without an answer
command-retry = Try failed announcements again

## To the owner, in private

error-notice = ⚠️ Something went wrong: { $message }
    Reference { $reference }, which the log has too. I say this once an hour at most.
backup-failed = ⚠️ Last night’s copy of the database in { $folder } could not be made. The log says why; I try again every ten minutes.
backup-no-room = ⚠️ The disk of { $folder } is nearly full: there is no room for tonight’s copy of the database. Please make some.
expires-soon = ⏳ “{ $title }” is valid until { $day }. If it stays true after that, please change its “valid_until”; if not, add what takes its place.

## Of a person

command-mydata = All that I keep of you, as a file
command-forget = Forget everything about me
command-whoami = My numeric id
my-data = { $rows ->
        [0] I keep nothing under your id.
        [one] This one row is all that I keep under your id.
       *[other] These { $rows } rows are all that I keep under your id.
    } Copies of the database hold it for up to seven days more.
forget-sure = I will forget your language, subscriptions, answers, votes and kept questions, here and in groups. I cannot bring them back. Shall I?
button-forget = 🗑 Forget everything
forgotten = Done: I know nothing of you any more. Copies of the database forget it within seven days.
data-only-in-private = I do this only in our private chat.
who-am-i = Your id is <code>{ $id }</code>.

## Who is let in

command-invite = A link that lets one person in
closed = I answer only people whom my owner has invited. If you know them, ask them for a link. Your id is <code>{ $id }</code>.
closed-short = I answer only people whom my owner has invited.
closed-button = By invitation only
closed-group = I don’t answer in this group yet: my owner has to approve it first, and has been asked.
approve-group = { $person } wants me to answer in the group “{ $chat }”. Shall I?
button-approve = ✅ Let in
button-refuse = 🚫 No
button-expel = 🚫 No longer
let-in = ✅ { $name }: { $kind ->
        [person] I answer them again.
       *[group] I answer there.
    }
not-let-in = 🚫 { $name }: { $kind ->
        [person] I answer them no longer.
       *[group] I have left.
    }
guest-came = { $name } (<code>{ $id }</code>) has come by your invitation.
invite = This link lets one person in, once, within { $days } days. Send it to them:
    { $link }
invite-open = I answer everybody, so nobody needs an invitation. <code>OPEN_ACCESS=false</code> closes me.
link-used-up = This invitation has been used or is too old. Please ask for a new one.
claimed = You own me now: /add, /gaps, /stats and what else /help tells are yours, and I tell you when something is wrong.
claim-used-up = This link has been used or is older than ten minutes. Start me anew, and the log has a new one.

## Figures of questions and sources

stats-questions = { $asked ->
        [0] No questions in { $days } days.
        [one] One question in { $days } days, { $share }% answered.
       *[other] { $asked } questions in { $days } days, { $share }% answered.
    }
stats-people = { $people ->
        [0] Nobody asked in private.
        [one] One person asked in private.
       *[other] { $people } people asked in private.
    }
stats-top-sources = What answers most
stats-source = { $answered ->
        [one] one answer
       *[other] { $answered } answers
    }{ $alone ->
        [0] {""}
       *[other] , from nowhere else: { $alone }
    }
stats-silent-sources = { $count ->
        [one] <b>One source has never answered</b>
       *[other] <b>{ $count } sources have never answered</b>
    }
stats-hanging = Questions that one source alone answers
stats-picture = The last { $days } days: questions (blue: answered, grey: not), the share answered (violet), and 👍 (green) and 👎 (red).

## Answers that have changed

answer-changed = 📌 The answer to a kept question has changed
answer-was = <b>It was</b>
answer-is = <b>It is now</b>
answer-source-gone = The text it came from was removed.
button-fine = ✅ Fine
button-undo-removal = ↩ Undo
answer-accepted = ✅ Kept with the answer it has now.
question-let-go = ✅ Nothing answers it, so it is kept no longer.
removal-undone = ↩ The source is back.
removal-too-old = That source can no longer be put back.
answers-changed-more = { $count ->
        [one] One more answer has changed.
       *[other] { $count } more answers have changed.
    } <code>python -m index evaluate --votes --misses</code> lists them all.

## Sources that owners add and look after

only-owners-add = Only whoever runs this bot may add sources.
add-usage =
    Write the address of a page or feed after the command, like this: <code>/add https://example.com/article</code>

    You can also send me a document, or forward a post from a channel.
add-looking = 🔎 Looking at { $what } …
add-adding = Adding { $what } …
add-cancelled = All right, I won't add it.
add-known = This is among the sources already, and nothing in it has changed.
add-done = ✅ Added: { $title } · { $passages ->
        [one] one passage
       *[other] { $passages } passages
    }. You can ask about it now.
add-channel = 📢 <b>{ $title }</b>: each post with words becomes a text of its own from now on, and an edited post changes it.
add-channel-admin = { $name } is no channel of which I am an admin, so I don't get its posts. Please make me one, then try again.
add-done-later = ✅ Added: { $title }. It has no texts yet: they come with the next posts.
add-unknown-ending = I can't read files of this kind. I read: { $endings }
add-too-large = Files may have up to { $most } MB.
add-refused = I can't add this: { $reason }
refused-private = { $address } is a private address; see FETCH_ALLOW_PRIVATE.
refused-port = port { $port } is not one of the web's; see FETCH_ALLOW_PRIVATE.
refused-password = the address holds a name or password. Please leave them out.
refused-address = this is not the address of a page. It has to begin with http:// or https://.
refused-empty = there is no text in it that I could read.
refused-short = it has only { $words } words.
refused-wall = it shows its text only to people who log in, consent or run scripts.
refused-status = the site doesn't hand it over; it answers { $status }.
refused-large = it is larger than { $most } MB.
refused-redirects = it passes me on from one address to another without end.
refused-unreachable = the site can't be reached.
refused-heavy = reading it takes too much time or memory.
refused-kind = this is no page, but { $kind }.
refused-scan = its pages are pictures, as a scanner makes them. Please have the text recognised first.
refused-locked = it is locked with a password.
refused-sitemap = it is a sitemap. Please add it on the command line, where you see how far it is.
refused-much = it is more than I read of one source.
refused-broken = it is broken, or not what its name says.
refused-expired = Telegram no longer has the file. Please send it again.
draft-gone = This has been decided already, or has waited too long. Please send it again.
button-add = ➕ Add
button-replace = ♻️ Replace
button-ask = 💬 Ask
button-cancel = Cancel
button-add-channel = 📢 Add the whole channel
preview-counts = { $texts ->
        [one] { "" }
       *[other] { $texts } texts ·{" "}
    }{ $words ->
        [one] one word
       *[other] { $words } words
    } · { $passages ->
        [one] one passage
       *[other] { $passages } passages
    }
preview-replaces = It takes the place of what I have from there.
source-kind = { $kind ->
        [file] file
        [page] page
        [feed] feed
        [sitemap] sitemap
        [channel] channel
        [upload] document
        [note] own answer
       *[other] source
    }
language-of = { $language ->
        [ar] Arabic
        [cs] Czech
        [de] German
        [en] English
        [es] Spanish
        [fr] French
        [it] Italian
        [ja] Japanese
        [nl] Dutch
        [pl] Polish
        [pt] Portuguese
        [ru] Russian
        [tr] Turkish
        [uk] Ukrainian
        [zh] Chinese
       *[other] { $language }
    }
sources-found = { $sources ->
        [0] No source has these words in its title, publisher, tags or address: { $words }
        [one] One source for: { $words }
       *[other] { $sources } sources for: { $words }
    }
sources-tag = Tag: { $tag }
button-all-sources = All sources
button-look-after = ⚙️ Look after it
button-refresh = 🔄 Look again
button-remove = 🗑 Remove
button-remove-now = 🗑 Yes, remove it
button-undo = ↩ Undo
button-rewrite = ✏️ Write anew
health-texts = { $texts ->
        [one] one text
       *[other] { $texts } texts
    } · { $passages ->
        [one] one passage
       *[other] { $passages } passages
    }
health-checked = Last look: { $moment }
health-next = Next look: { $moment }
health-stopped = I don't look at it any more.
health-error = ⚠️ { $reason }
health-id = Id: <code>{ $id }</code>
remove-usage = Which source? Write <code>/remove</code> and its id, its address or words of its title. /sources lists them.
remove-none = There is no such source.
remove-many = Several sources fit. Which one?
remove-sure = Remove “{ $title }”? { $texts ->
        [one] { "" }
       *[other] It has { $texts } texts.{" "}
    }{ $kept ->
        [0] { "" }
       *[other] It answers { $kept } of { $all } kept questions.{" "}
    }{ $people ->
        [0] Nobody follows it.
        [one] One person follows it.
       *[other] { $people } people follow it.
    }
removed = Removed: “{ $title }”. For ten minutes you can take that back.
restored = “{ $title }” is back.
restore-late = It is too late to take that back. Please add it again.
refreshing = 🔄 Looking at the sources …
refreshing-at = 🔄 Looking at the sources: { $done } of { $all } …
refreshed = Looked again: { $added } new, { $changed } changed, { $removed } gone.
refreshed-failed = ⚠️ { $locator }: { $reason }
refreshed-one = Looked again: { $changed ->
        [0] nothing has changed.
       *[other] it has changed, and I know the new text.
    }
gaps-answer = Press a number to answer that question yourself.
button-answer-gap = ✍️ { $number }
own-answer-ask = Write your answer to “{ $question }” as a reply to this message. It becomes a source of its own, and whoever waits for it is told.
own-answer-rewrite = Write the answer to “{ $question }” anew, as a reply to this message.
own-answer-saved = ✅ Saved as a source. { $waiting ->
        [0] Nobody was waiting for it.
        [one] One person was waiting for it and is told now.
       *[other] { $waiting } people were waiting for it and are told now.
    }
own-answer-changed = ✅ Changed.
gap-gone = Nobody waits for this any more.
gap-notice = 🕳 Nothing in the sources answers this, and somebody waits for an answer: “{ $question }”
button-answer-it = ✍️ Answer it
help-owner =
    <b>As my owner</b>
    /add with an address – add a page or feed
    Send me a document, or forward a post of a channel, and I show you what I would add.
    /sources – ⚙️ looks after one of them
    /remove, /refresh – remove a source, look at all of them again
    /gaps – what nothing answers; ✍️ lets you answer it yourself
    /stats, /retry – figures; try failed announcements again
on-page = page { $page }
by-owner = answered by the owner
page-gone = no longer there
page-changed = changed since
superseded = ⚠️ superseded by a newer text
valid-until = ⚠️ was valid until { $day }
command-add = Add a source
command-remove = Remove a source
command-refresh = Look at the sources again
