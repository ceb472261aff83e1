"""The English words by which news tells that somebody speaks (pure).

After the lists of verbs of speech that work on the attribution of quotations goes by (Pareti 2015,
"PARC 3.0"; Muzny et al. 2017), cut to those that news uses for what was said or written.
"""

from __future__ import annotations

SAYING = frozenset(
    """
    said says say told tells wrote writes tweeted tweets posted added adds asked asks replied
    replies answered responded stated explained explains argued argues insisted insists
    claimed warned warns noted declared announced continued concluded recalled
    acknowledged admitted conceded testified quipped joked complained demanded urged vowed promised
    pledged predicted suggested countered retorted shouted yelled screamed cried whispered remarked
    commented observed lamented boasted bragged fumed thundered alleged alleges charged 
    asserted asserts maintained maintains contended contends reported cautioned
    reiterated repeated repeats stressed emphasized emphasised elaborated mused reasoned exclaimed
    texted emailed retweeted quote-tweeted blasted slammed
    """.split()
)
"""A subject before or behind: "Hollis said", "said Hollis". Forms that are nouns as often (states,
claims, charges, reports) are left out."""

NAMING = frozenset(
    """
    called described describes denounced denounces dismissed dismisses criticized criticised
    praised condemned branded labeled labelled decried hailed ridiculed mocked derided characterized
    characterised accused accuses referred accusing calling describing denouncing dismissing
    praising condemning
    """.split()
)
"""Before the words only: "Hollis called it “…”"."""

ADDING = frozenset(
    """
    saying adding telling writing asking insisting noting tweeting warning arguing claiming stating
    declaring calling describing denouncing dismissing accusing explaining
    """.split()
)
"""The subject is that of the sentence: "Hollis defended the vote, saying “…”"."""

TELLING = (
    SAYING | NAMING | frozenset("confirmed denied defended rejected responded".split())
) - ADDING
"""Right before "adding": "Hollis confirmed, adding"."""

HEARERS = frozenset({"told", "tells", "asked", "asks", "warned", "urged", "accused", "accuses"})
"""What follows is who was spoken to, never who spoke."""

BETWEEN = frozenset(
    """
    also later then has had have would further again reportedly simply once even now first finally
    repeatedly previously recently earlier publicly just only often previously angrily
    """.split()
)
"""May stand between a subject and its verb."""

PASSIVE = frozenset({"is", "was", "are", "were", "be", "been", "being", "so"})
"""“was called”, “so-called”: nobody is said to speak."""

SIGNS = frozenset(
    """
    sign signs banner banners placard placards reading reads titled entitled headlined headline
    dubbed song book film movie poster posters shirt shirts hat hats flag flags known phrase word
    words term slogan chanting chanted nicknamed
    """.split()
)
"""Between a cue and the marks: the words are those of a thing, or a word as such."""

PRONOUNS = frozenset({"he", "she", "they", "we", "i", "it", "who"})

DETERMINERS = frozenset(
    """
    the a an his her their its our my this that these those another one two three four five several
    some many other both
    """.split()
)

FUNCTION = frozenset(
    """
    and or but if when while as at by for from in into of on onto over under to with without about
    after before during since until than that which who whom whose where because though although
    so yet not no is was are were be been being do does did has have had will would can could may
    might must shall should
    """.split()
)
"""End a noun phrase that is read backwards from its verb."""

TITLES = frozenset(
    """
    mr mrs ms miss dr sir dame lord lady sen sens rep reps gov gen lt col sgt capt rev prof maj atty
    president vice prime minister chancellor premier senator representative congressman
    congresswoman governor mayor attorney general secretary judge justice chief officer detective
    sheriff deputy commissioner superintendent captain lieutenant sergeant colonel major admiral
    pope bishop archbishop cardinal king queen prince princess professor doctor coach speaker leader
    majority minority senate house chairman chairwoman chair director spokesman spokeswoman
    spokesperson ambassador inspector agent councilman councilwoman alderman alderwoman ald
    democratic republican republicans democrats democrat former acting assistant executive state
    district foreign defense treasury white whip fire uh
    """.split()
)
"""Before a person's name."""

PARTICLES = frozenset("de da del der den van von bin al el la le di dos du ibn".split())
"""Small words within a person's name."""

OFFICES = frozenset(
    """
    republican democrat republicans democrats president minister secretary leader speaker senator
    governor mayor chairman chairwoman congressman congresswoman spokesman spokeswoman officer
    """.split()
)
"""At the end of words in capitals: somebody by office, not by name ("the Kentucky Republican")."""

BODIES = frozenset(
    """
    department ministry office agency party university college council committee commission
    court police bureau association union times post journal news network press company corp inc
    group institute center centre foundation bank church school hospital board authority service
    services house senate congress parliament government administration team league club forum
    city county state states street avenue road county river island islands park square
    security homeland health education commerce labor trade
    bill act law amendment constitution agreement treaty
    coalition alliance federation society campaign project guard patrol nations world cup
    east west north south united new american u.s u.n u.k e.u
    """.split()
)
"""Words by which a name in capitals is a body's, a place's or a thing's, not a person's."""

CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sept oct nov dec
    """.split()
)
