"""Where words stay as they are written, in whatever language a page is; and why."""

STORED = "What is stored, signed or frozen has to be the same bytes for whoever caused it."
REPORTED = "A reader's report is kept with what it read, under a digest."
TOLD = "A notice is one sentence, kept for everybody whom it is told to."
TERMINAL = "Read by those who run the installation, in a terminal or a log."
MACHINES = "Read by programs, or a list of words to look for."

# Packages and modules, with everything in them.
MODULES = {
    "articles.site": STORED,
    "articles.text": REPORTED,
    "articles.exchange": REPORTED,
    "articles.conservation": REPORTED,
    "articles.checks.syllables": MACHINES,
    "articles.checks.word_endings": MACHINES,
    "articles.clinical": MACHINES,
    "articles.parity": MACHINES,
    "articles.redline": REPORTED,
    "articles.words.audiences": STORED,
    "articles.words.substance": MACHINES,
    "articles.verification": TERMINAL,
    "articles.views.machines": MACHINES,
    "references.actions.loading": REPORTED,
    "references.csl_style": TERMINAL,
    "references.formats": REPORTED,
    "references.library.entries": STORED,
    "references.links": REPORTED,
    "references.lookup": REPORTED,
    "references.matching": MACHINES,
    "references.prepare": STORED,
    "references.standing": REPORTED,
    "references.summary": STORED,
    "references.text": MACHINES,
    "references.verification": TERMINAL,
    "reviews.actions.notices": TOLD,
    "reviews.management": TERMINAL,
    "reviews.record.proof": STORED,
    "reviews.record.verification": TERMINAL,
    "reviews.samples": STORED,
    "reviews.verification": TERMINAL,
    "editorial.checks": TERMINAL,
    "editorial.embedded": TERMINAL,
    "editorial.files.verification": TERMINAL,
    "editorial.gallery": "Samples, for administrators who change a component.",
    "editorial.health": MACHINES,
    "editorial.record": TERMINAL,
    "editorial.shared.guards": TERMINAL,
    "editorial.shared.immutable": TERMINAL,
    "editorial.shared.outgoing": REPORTED,
    "editorial.templatetags": TERMINAL,
}

# In modules whose other words are marked: how those begin that are not.
BEGINNINGS = {
    "articles.actions.sources": {"Pasted into ": STORED},
    "articles.checks.certainty": dict.fromkeys(
        ("sped up", "resulted in", "led to", "speeds up", "results in", "leads to", "speed up", "result in", "lead to"),
        MACHINES,
    ),
    "editorial.desk.import_steps": {"The tracked change was ": STORED},
    "references.actions.rows": {"the library": TERMINAL},
    "references.enums": {"Crossref": "A name.", "Retraction Watch": "A name."},
    "reviews.actions.alarms": {"": TOLD},
    "reviews.actions.assignments": {"": TOLD},
    "reviews.actions.interests": {"": TOLD},
    "reviews.actions.profiles": {"Profile changed": STORED, "Photograph ": STORED},
    "reviews.actions.publication": {"Not published: ": STORED},
    "reviews.actions.together": {
        "Not published: ": STORED,
        "Held back, ": STORED,
        "article_id, ": "Columns.",
        "NOT r.is": "SQL.",
    },
    "reviews.enums": {"I ": "The words that a signature says are signed."},
    "reviews.rules.decisions": dict.fromkeys(("It ", "Being ", "Not being ", "A guest"), TERMINAL),
    "reviews.rules.interests": {"Nothing to declare.": STORED},
    "reviews.rules.checklist": {"reason if no": MACHINES},
    "editorial.accounts.models": {"an address": TERMINAL},
}
