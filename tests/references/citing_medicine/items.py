"""Short ways to write CSL items."""


def people(text: str) -> list[dict]:
    """ "Boyer, Edward W.; Shannon, Michael; [A group]": a name in brackets is an organisation."""
    return [_person(name.strip()) for name in text.split(";")]


def _person(text: str) -> dict:
    if text.startswith("["):
        return {"literal": text.strip("[]")}
    family, _, given = (part.strip() for part in text.partition(","))
    given, _, suffix = (part.strip() for part in given.partition(","))
    words = family.split()
    cut = next((place for place, word in enumerate(words) if not word.islower()), 0)
    person = {"family": " ".join(words[cut:]), "given": given}
    person |= {"suffix": suffix} if suffix else {}
    return person | ({"non-dropping-particle": " ".join(words[:cut])} if cut else {})


def day(*parts: int) -> dict:
    return {"date-parts": [list(parts)]}


def article(authors: str, title: str, journal: str, when: tuple[int, ...], where: str, **more: object) -> dict:
    """``where`` is "volume|issue|pages"; more fields with "_" for "-"."""
    volume, issue, page = where.split("|")
    item = {"type": "article-journal", "title": title, "container-title-short": journal, "issued": day(*when)}
    item |= {"author": people(authors)} if authors else {}
    return item | {"volume": volume, "issue": issue, "page": page} | fields(**more)


def work(kind: str, title: str, authors: str = "", editors: str = "", **more: object) -> dict:
    item: dict = {"type": kind, "title": title}
    item |= {"author": people(authors)} if authors else {}
    item |= {"editor": people(editors)} if editors else {}
    return item | fields(**more)


def fields(**more: object) -> dict:
    return {name.replace("_", "-"): value for name, value in more.items()}
