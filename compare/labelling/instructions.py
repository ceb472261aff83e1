"""INSTRUCTIONS.md, for the people who judge (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from compare.labelling.tasks import CLUSTERS, DIFFERENCES, PAIRS, Task

_HEAD = """# How to judge these sheets

You see sentences from news reports. Each sheet asks one question, the same in every row. Some of
the rows were chosen because a program gave one answer, others because it gave the other or none;
the rows are in no order, and nothing in them tells which is which. Please judge by yourself, and
do not talk about rows with other judges before all of you are done.

1. Copy each sheet and put your name into the file's name: `pairs-anna.csv`.
2. Open it in a spreadsheet. Fill in the column `answer`; leave `id` as it is. Small or capital
   letters do not matter. You may hide or move columns, sort rows, and write what you like into
   `note`.
3. Where you cannot decide, write `unsure`. A row that is left empty counts as not judged: it is
   better to judge some of the rows **from the top** than to pick the easy ones.
4. Save it as CSV (any separator, UTF-8 if you are asked) and give it back.

`event` is one outlet's headline for the event that both passages come from. `before` and `after`
are the sentences around a passage: read them to know who "he" is or which day is meant, but judge
what the passage itself tells. An apostrophe in front of =, +, - or @ belongs to the sheet and not
to the text.
"""

_OF_TASK = {
    PAIRS: """
## pairs.csv: do both passages tell the same piece of information?

Answer `yes`, `no` or `unsure`.

**yes**: a reader would say "both reports tell me this". It may be in quite different words:

- the same act or fact, of the same people, on the same occasion;
- the same quotation, in full, shortened or in other words;
- the same quantity, *even where the number differs*: "four cars" and "10 cars" of one crash;
- the same claim of the same source, or its opposite: one says that it happened, one that it did
  not.

One such thing in common is enough, whatever else each passage tells.

**no**: they only share a topic, a person, a place or background; one is a summary of which the
other is a detail that the summary does not state; they are different quotations of one person.

Say the outlets "City Ledger" and "National Wire" report a ferry that drifted. "A tug reached the
ferry after seven hours" and "It was nine hours before help came, the operator said": **yes**. "A
tug reached the ferry after seven hours" and "The ferry was built in 1987": **no**.
""",
    CLUSTERS: """
## clusters.csv: which passages do not belong?

Each row shows two to eight passages, A, B, C and so on. Find the one specific piece of information
that most of them tell, by the same rule as for pairs, and write the letters of those that do
**not** tell it: `B`, or `A D`. Write `none` where all of them tell it, and `unsure` where you
cannot decide. Where no two tell the same, write all the letters.
""",
    DIFFERENCES: """
## differences.csv: do the two accounts differ?

Each row shows two passages that tell of the same thing, or seem to. Do they differ in what they
tell of one and the same thing, so that a careful reader would want to know? Answer `yes`,
`arguable`, `no` or `unsure`. (`right`, `arguable` and `wrong` are read as the same.)

**yes**: both cannot be right as they are written, or one says of the same thing what the other
avoids: another number, day or place; another person who did it; it happened against it did not;
told as a fact against only claimed; the same quotation in other words; a loaded name against a
neutral one.

**no**: they tell of two different things; one merely tells more; the numbers agree when they are
rounded or their bounds are read ("more than 30" and "31"); the words differ and the sense does
not.

**arguable**: a careful reader might see it either way.

If you answered yes or arguable, please say in the column `kind` what differs: `figure`,
`time_place`, `actor`, `polarity` (happened or not), `certainty` (a fact or a claim), `quote` (the
same quotation in other words) or `wording` (a loaded name). Leave it empty if none fits.
""",
}

_END = """
## The texts

The passages were published by the outlets named beside them and remain theirs. They are here to be
judged and not to be published: do not pass the sheets on. What you may publish are the ids and
your answers.

For those who run the study: `key.jsonl` holds the program's answers. Do not give it to the judges.
`parallax label score` reads it with the sheets.
"""


def instructions(tasks: Sequence[Task]) -> str:
    """For the sheets of these tasks."""
    return _HEAD + "".join(_OF_TASK[task.name] for task in tasks) + _END
