"""The newsroom's misbehaving twin: outlets that do what servers should not.

    with UnrulyServer() as server:
        crawl(server.outlets_toml())

`behaviours` says how to misbehave, `outlets` who does so where, `server` serves it.
"""
