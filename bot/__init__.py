"""The Telegram bot: people and chats on one side, the sources' library on the other.

cli · settings · logs                       from the command line to a running bot
app · routes · context                      its parts, who serves what, what each handler gets
polling → sorting → inbox → worker → updates    the way of an update to its handler
handlers · payloads · rendering · markup · texts · menus    what is done, asked by buttons, and said
messenger · keyboards · limits · refusals · outcomes    the one place that sends, and what comes of it
chats · tags · admins · quota · chat_moves  what a chat has chosen and may do
conversations · votes · topics · intents · unanswered · gaps    what was asked and answered
subscriptions → announcements → outbox → delivery · settling    who wants what, until they have it
upkeep · migrations                         what is forgotten when, and the history of the tables
playground                                  a Telegram of our own, to try the bot and to test it
"""
