"""Discord, twice, for the tests of the bot.

A server of our own speaks Discord's protocol on 127.0.0.1, REST and gateway; the real client talks to it over TLS and
real sockets. It holds every request against Discord's rules, and a test in which one was broken fails.

    server.py           all of it together: `fake_discord()`, and waiting until the bot is at rest
    harbour.py          the fixtures `discord_server`, `harbour` and `haste`: the bot online in a small guild
    people.py           what people do (`says`, `slash`, `completes`, `clicks`, `selects`, `submits`, `uses_on`)
    world.py            users, guilds, channels, messages, and a clock that can be moved
    payloads.py         the world in the words of the protocol
    gateway.py          sessions, heartbeats, resuming; its faults are its methods and counters
    rest.py             one request: recorded, checked, carried out
    routes.py           what the bot's own routes do
    interactions.py     what the routes of interactions do
    faults.py           429, 5xx, cut connections, late answers, for as many requests as wished
    message_rules.py    what Discord asks of messages, and whom they would ping
    component_rules.py  what it asks of components and modals
    command_rules.py    what it asks of commands and choices
    schema.py           the second opinion: Discord's OpenAPI file, where it is at hand
    guard.py            the way there, and to nowhere else
    haste.py            short pauses in the library

`town.py` is the other one: simcord, in the process and without sockets, with the responder that both use.
"""
