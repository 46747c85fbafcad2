"""A local Telegram: a Bot API server with people to play, and a page in the browser that looks like a client.

It lets anyone try the bot without an account, and it is the Telegram of the tests. What it accepts is what
Telegram accepts, and it refuses in Telegram's own words; each file says what it leaves out.

    server/   Telegram's side: state · polling · limits · people (what they do, what the bot hears of it)
              the Bot API: api (HTTP) → methods → sending · editing · queries · profile · membership,
              over parameters · access · content · formatting · entities · keyboards · refusals;
              faults are for tests; listening serves an application
    demo/     the page: page/ (HTML, CSS, JavaScript), served by page · actions · view · guard
              the demo: host → child (the bot's process) · scene · considered · suggestions · storage
"""
