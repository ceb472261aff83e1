"""Frozen states that can be cited: whole copies, each in a SQLite file that nothing changes.

    naming.py      which names there may be (pure)
    place.py       the folder, its files, and what stands in it
    record.py      what is told of a snapshot: the file NAME.json, and an export's manifest
    copying.py     the state of one database into a new one, whatever either is
    freezing.py    makes one, whole or not at all
    commands.py    `parallax snapshot`, `parallax snapshots`

That such a file is never written is the matter of crawler/frozen.py and crawler/database.py.
"""
