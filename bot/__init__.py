"""The Telegram bot: people and chats on one side, the sources' library on the other.

A package may import those to its left or above it, and never the other way round:

logs · migrations · settings                how it is told what to do, and the history of its tables
inbox · subscriptions · payloads            what waits to be handled; who wants what; what buttons carry
chats · answers                             what is known of chats, and of the answers given there
rendering → sending → delivery → announcements      from what is to be said to whoever is to hear it
context · menus → handlers → routes         what is done for people, a verb a file
receiving                                   the way of an update: polled, sorted, kept, handled
upkeep → app → cli                          what runs beside it, the composition root, the command line
playground                                  a Telegram of our own, to try the bot and to test it
"""
