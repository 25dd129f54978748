"""Which type and field of BibTeX (and of biblatex) means which of CSL. Pure data."""

READ_TYPES = {
    "article": "article-journal", "book": "book", "mvbook": "book", "inbook": "chapter", "bookinbook": "chapter",
    "incollection": "chapter", "collection": "book", "mvcollection": "book", "booklet": "pamphlet", "conference":
    "paper-conference", "inproceedings": "paper-conference", "proceedings": "book", "phdthesis": "thesis",
    "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report", "manual": "report",
    "online": "webpage", "electronic": "webpage", "www": "webpage", "dataset": "dataset", "software": "software",
    "patent": "patent", "unpublished": "manuscript", "misc": "document", "reference": "book", "inreference": "entry",
    "periodical": "article-journal", "standard": "standard", "video": "motion_picture",
}  # fmt: skip

WRITE_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "review": "article",
    "review-book": "article", "book": "book", "chapter": "incollection", "entry": "inreference",
    "entry-dictionary": "inreference", "entry-encyclopedia": "inreference", "pamphlet": "booklet",
    "paper-conference": "inproceedings", "thesis": "phdthesis", "report": "techreport", "webpage": "online",
    "post": "online", "post-weblog": "online", "dataset": "dataset", "software": "software", "patent": "patent",
    "manuscript": "unpublished", "standard": "standard", "motion_picture": "video",
}  # fmt: skip

# CSL field: the fields that may hold it; the first is the one that we write.
TEXTS = {
    "title": ("title",),
    "title-short": ("shorttitle",),
    "container-title-short": ("shortjournal", "journalabbr"),
    "collection-title": ("series",),
    "volume": ("volume",),
    "edition": ("edition",),
    "abstract": ("abstract",),
    "note": ("note", "annote"),
    "keyword": ("keywords", "keyword"),
    "language": ("language", "langid"),
    "genre": ("type",),
    "number-of-pages": ("pagetotal",),
    "number-of-volumes": ("volumes",),
    "chapter-number": ("chapter",),
    "event-title": ("eventtitle",),
    "original-title": ("origtitle",),
    "version": ("version",),
    "status": ("pubstate",),
}
AS_THEY_STAND = {
    "DOI": ("doi",),
    "PMID": ("pmid",),
    "PMCID": ("pmcid", "pmc"),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
    "URL": ("url",),
}
NAMES = {"author": ("author",), "editor": ("editor",), "translator": ("translator",)}
PUBLISHERS = {"thesis": "school", "report": "institution"}
READ_PUBLISHERS = ("publisher", "institution", "school", "organization")
IN_JOURNALS = ("article-journal", "article-magazine", "article-newspaper", "review", "review-book")
READ_CONTAINERS = ("journal", "journaltitle", "booktitle", "maintitle")
