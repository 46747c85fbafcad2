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
searched-for = <i>Searched for { $words }</i>
searched-word = “{ $found }” (you wrote “{ $typed }”)
by-date = 📅 The dates of the sources decided which comes first.
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
why-nothing-matched = It has none of your words in the form you wrote them.
why-points = Points for its place: { NUMBER($points, minimumFractionDigits: 1) }
why-point = { $feature ->
        [letters] the same letters
        [stems] words by rarity
        [similar] words found or alike
        [exact] numbers and names
        [title] words in the title
        [title_share] share of the title
        [contents] a list of contents
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
button-share = ↗ Share
button-read = 📄 Read the text
button-open-answer = 💬 Open in Footnote
asked-by = <i>{ $name } asks:</i>
answered-here = ☝️ Answered here, { $name }.
vote-counted = Thank you!
vote-taken-back = Taken back.
button-keep = 📌 Keep this question
keep-done = Kept, so that whoever runs this bot can ask it again later and see whether the answer is still as good. Press again to have it forgotten.
keep-taken-back = The question is forgotten.
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
    <b>Hello! This is Footnote.</b>
    Ask me something, in your own words. I search { $sources ->
        [one] one source
       *[other] { $sources } sources
    } and show you the passage, with the answering sentence in bold, its date, and a link that opens the original right there.

    If the sources say nothing about it, I tell you so.

    /sources lists what I search, /help explains how to ask.
start-empty =
    <b>Hello! This is Footnote.</b>
    I answer questions from a set of sources and show you where the answer is. There are no sources yet; once there are, just send me a question.
help =
    <b>How to ask</b>
    Send me a question as a message; a few words will do. I look for the passage that answers it.

    Under an answer, the numbers show the other passages, 🔎 opens the text around it, and ❔ tells why I chose it. If you edit your question, I change my answer.

    /ask – ask a question
    /sources – what I search
    /latest – the newest texts
    /subscribe – hear of what is new
    /subscriptions – what you follow, and when I tell you
    /settings – the language I use
    /privacy – what I keep
help-group =
    <b>How to ask</b>
    Write <code>/ask your question</code>, or reply to somebody's question with /ask. You can also reply to one of my messages, or mention me.

    Under an answer, the numbers show the other passages, 🔎 opens the text around it, and ❔ tells why I chose it. If you edit your question, I change my answer.

    In any chat: write <code>@{ $username } a few words</code> and choose one of the passages.

    /ask – ask a question
    /sources – what I search
    /latest – the newest texts
    /subscribe – hear of what is new here, for admins
    /subscriptions – what is followed here
    /settings – how I behave here, for admins
    /privacy – what I keep
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
ask-needs-words = That message has no words that I could read. Write your question after the command, like this: <code>/ask who decides this?</code>
only-admins-ask = In this group only admins ask me. You can ask me here: { $link }
unsupported = I can only read questions in words. Please send me yours as text.
unknown-command = I don't know this command. /help shows what I can do.
forwarded-command = This is a forwarded command, so I take it for a quotation and do nothing. To have it done, write it yourself.
only-in-private = I answer that in our private chat only: { $link }
too-many-questions = { $limit ->
        [one] I can answer one question a minute.
       *[other] I can answer { $limit } questions a minute.
    } Please ask this one again a little later.
document-gone = This text is no longer among the sources.
answer-gone = I no longer have this answer. Please ask again.
button-gone = This button is out of date. Please ask again.

settings = Which language should I use with you?
settings-automatic = As in Telegram
settings-saved = Saved.

settings-group =
    <b>How I behave in { $group }</b>
    Short answers show one passage, full ones up to three. When quiet, I answer only to /ask, not to replies and mentions.
settings-mentions-lost = Telegram may not tell me when I am mentioned here. It does so when I am an admin.
settings-closed-topics = Topics I cannot write to for now, because they are closed or deleted: { $topics }
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
inline-too-many = Too many questions. Wait a little


privacy =
    <b>What I keep</b>
    • Your message, until it is answered, usually within a second; if something goes wrong, for 48 hours at most. Its number stays for 48 hours, so that no question is answered twice.
    • The answer, for 30 days, so that its buttons work: the passages it shows, which of your words were found and which were not, which message it replies to, and, if you chose to ask about one source, which. Not your question. In groups also, for about an hour, a fingerprint of its words, by which I recognise it when it is asked again; and your name, if you ask with /ask under somebody else's message.
    • Your 👍 or 👎, as long as the answer. If you then press 📌, also your question (with the one before, if it takes that up, and the sources it was limited to) and the passage you voted on, but not your name, so that whoever runs this bot can ask it again and see whether answers get worse. All of that is forgotten when you press 📌 again or take your vote back; until then the answer is kept, too.
    • What you subscribe to, and when you want to hear, until you end it. A question that you follow is kept with it; I forget one that waits for its answer when the answer has come.
    • The announcements sent to you, for 30 days, so that their buttons work.
    • The language you chose, and whether I may write to you. What admins choose with /settings for a group.
    • What you type after my name in other chats, for as long as a message, and nothing else there.

    An answer that somebody opened through its own link is kept, so that the link goes on working.

    Nothing is passed on to anybody. Your questions come through Telegram and are answered on the machine this bot runs on.
privacy-questions =
    Whoever runs this bot keeps the questions that nothing answered for 30 days, to see which sources are missing, and those whose answers got a 👍 or 👎, to see whether answers get worse; taking the vote back forgets the question.

failure = Sorry, something went wrong on my side. If it happens again, please give this number to whoever runs this bot: { $reference }

## The menu of commands, and the profile

command-start = Say hello
command-help = How to ask
command-ask = Ask a question
command-sources = What I search
command-latest = The newest texts
command-settings = The language I use
command-settings-group = How I behave here
command-privacy = What I keep
description =
    Ask me a question in your own words. I search a set of chosen sources and show you the passage, with the answering sentence in bold, its date, and a link that opens the original right there.

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
news-before = Before:
news-now = Now:
news-page = { $from }–{ $to } of { $count }
news-gone = This announcement is too old to turn its pages. /latest shows the newest texts.

follow-everything = everything new
follow-tag = tag { $name }
follow-publisher = publisher { $name }
follow-question = “{ $question }”

button-follow = 🔔 Follow
button-await = 🔔 Tell me when something does
button-ask-about = 💬 Ask about this
button-mute = 🔕 Mute this
button-unfollow = ✖ Unfollow
button-subscriptions = 🔔 Subscriptions
button-schedule = 🕘 When to tell
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

subscribed-everything = Done. You will hear of everything new.
subscribed-words = Done. You will hear of new texts with all of these words: { $text }
subscribed-tag = Done. You will hear of new texts with the tag { $text }.
subscribed-publisher = Done. You will hear of what { $text } publishes.
subscribed-question = Done. You will hear when a new text answers this.
subscribed-standing = Done. I will tell you as soon as something answers this. Until then I keep your question; /subscriptions shows it.
subscribe-help = /subscribe with nothing after it follows everything. You can also write <code>/subscribe words to look for -unwanted</code>, <code>/subscribe tag:mining</code> or <code>/subscribe publisher:CoinDesk</code>. /subscriptions shows and changes all of it.
subscribe-known = You follow this already. /subscriptions shows all you follow.
subscribe-too-many = There are { $most } subscriptions here, and that is as many as there can be. /subscriptions lets you remove some.
subscribe-no-content = Nothing in that tells one text from another. Please name what you want to hear about, like this: /subscribe mining tax
subscribe-too-long = That is too long. Please use up to { $longest } characters.
subscribe-no-channel = I know no channel of that name, or I am not in it. Add me there as an admin that may post, then try again.
subscribe-not-yours = Only an admin of that channel can subscribe it.
subscribe-cannot-post = I may not post in that channel. Make me an admin there with the right to post messages, then try again.
subscribe-done-for = In { $title }: { $done }
only-admins = Only admins of this group can change that.
only-admins-here = Only admins can change that. If you are an anonymous admin, I cannot see it when you press a button: write as yourself, or make me an admin.
follow-no-question = I no longer have the question. Please ask it again, then press the button.

unsubscribed = { $count ->
        [0] You follow nothing here.
        [one] Done. You hear of it no longer.
       *[other] Done. You hear of nothing any more; { $count } subscriptions are removed.
    }
unsubscribe-which = I found no such subscription. /subscriptions shows all you follow.
unfollowed = Removed. You hear of it no longer.
muted = You hear no more of this source here.
unmuted = You hear of this source again.
ask-about-next = Your next question is about “{ $title }” only. Just send it, or reply to this message.
source-gone = This source is no longer there.

subscriptions-title = What you follow
subscriptions-none = You follow nothing yet.
subscriptions-paused = paused
subscriptions-standing = waiting for an answer
subscriptions-barred = Paused since { $since }: I may not write there. I keep trying, and what is new waits.
subscribe-barred = Since { $since } I have not been able to write there. I am trying again now.
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
schedule-bad-hour = “{ $text }” is no time of day. Write it like 9:30 or 18:00.
schedule-bad-quiet = “{ $text }” are no quiet hours. Write them like 22:00-7:00, or off.
schedule-bad-zone = I know no time zone “{ $text }”. Write it like Europe/Berlin, or name a big city of it.
schedule-bad-words = I don't understand “{ $text }”. Write it like <code>/subscriptions daily 18:30</code>, or choose with the buttons of /subscriptions.
button-silent = 🔕 Silent
button-no-quiet = 🌙 No quiet hours
topic-gone = In “{ $chat }” a topic is gone in which I wrote: Telegram no longer knows it. Whoever wants news can use /subscribe in another topic.
barred-for-a-day = For a day I have not been able to write in “{ $chat }”. Telegram says: { $reason } Once I may write there again, I go on by myself; to make me try at once, use /subscribe for it again.

gaps-title = Questions that nothing answers yet
gaps-none = Nobody waits for an answer.
gaps-line = { $waiting ->
        [one] one waits
       *[other] { $waiting } wait
    }
stats-deliveries = Announcements: { $sent } sent, { $waiting } waiting, { $dead } given up, { $repeats } possibly twice.
stats-votes = { $votes ->
        [0] No votes in { $days } days.
        [one] One vote in { $days } days, { $share }% 👍.
       *[other] { $votes } votes in { $days } days, { $share }% 👍.
    }
stats-kept = { $kept ->
        [0] No question is kept to be asked again.
        [one] One question is kept to be asked again.
       *[other] { $kept } questions are kept to be asked again.
    }
retried = { $count ->
        [0] Nothing was given up.
        [one] One announcement is tried again.
       *[other] { $count } announcements are tried again.
    }

command-subscribe = Hear of what is new
command-unsubscribe = Hear of it no longer
command-subscriptions = What you follow, and when to tell
command-stats = Figures
command-gaps = Questions that nothing answers
command-retry = Try failed announcements again

## To the owner, in private

error-notice = ⚠️ Something went wrong: { $message }
    Reference { $reference }, which the log has too. I say this once an hour at most.
backup-failed = ⚠️ Last night’s copy of the database in { $folder } could not be made. The log says why; I try again every ten minutes.
backup-no-room = ⚠️ The disk of { $folder } is nearly full: there is no room for tonight’s copy of the database. Please make some.
