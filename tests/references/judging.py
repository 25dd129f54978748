"""Whether fields that were read are those of a case: "wholly right" leaves room only for how a thing is printed."""

import html
import re
import unicodedata


def norm(value) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", "", str(value or "")))
    text = re.sub(r"[‘’`´]", "'", unicodedata.normalize("NFKC", text))
    text = re.sub(r"[‐‑–—−]", "-", re.sub(r"[“”„]", '"', text))
    return re.sub(r"\s+", " ", text).strip(" .,;").lower()


def pages(value) -> str:
    """Pages with a shortened last page written out."""
    text = re.sub(r"\s*-+\s*", "-", norm(value))
    match = re.fullmatch(r"([a-z]*)(\d+)-([a-z]*)(\d+)", text)
    if match and len(match[4]) < len(match[2]):
        return f"{match[1]}{match[2]}-{match[3]}{match[2][: len(match[2]) - len(match[4])]}{match[4]}"
    return text


def initials(given: str) -> str:
    words = re.findall(r"[^\W\d_]+", given or "")
    return "".join(word if word.isupper() and len(word) <= 4 else word[0] for word in words).lower()[:2]


def family(person: dict) -> str:
    parts = ("non-dropping-particle", "dropping-particle", "family")
    return norm(" ".join(str(person.get(part) or "") for part in parts))


def same_person(want: dict, got: dict) -> bool:
    if "literal" in want or got.get("literal"):
        return norm(want.get("literal")) == norm(got.get("literal"))
    suffixes = {re.sub(r"\W", "", norm(person.get("suffix"))) for person in (want, got)}
    same = norm(want["family"]) == family(got) and initials(want.get("given", "")) == initials(got.get("given", ""))
    return same and len(suffixes) == 1


def same_people(want: list, got: list | None) -> bool:
    named = [person for person in got or [] if norm(person.get("literal")) != "et al"]
    return len(want) == len(named) and all(map(same_person, want, named))


def year(csl: dict) -> str:
    parts = (csl.get("issued") or {}).get("date-parts") or [[]]
    return str(parts[0][0]) if parts[0] else ""


def wrong_fields(want: dict, got: dict) -> list[str]:
    """The names of the fields that are wrong, missing, or made up."""
    titles = want["title"] if isinstance(want["title"], list) else [want["title"]]
    web = "accessed" in want or "URL" in want
    containers = [got.get("container-title"), got.get("publisher") if web else None]
    right = {
        "title": norm(got.get("title")).rstrip("?!") in [norm(title).rstrip("?!") for title in titles],
        "type": got.get("type") in want["type"],
        "author": same_people(want.get("author", []), got.get("author")),
        "editor": same_people(want.get("editor", []), got.get("editor")),
        "year": str(want.get("year", "")) == year(got),
        "volume": norm(want.get("volume")) == norm(got.get("volume")),
        "issue": norm(want.get("issue")) == norm(got.get("issue")),
        "page": pages(want.get("page")) == pages(got.get("page")),
        "DOI": norm(want.get("DOI")) == norm(got.get("DOI")),
        "PMID": norm(want.get("PMID")) == norm(got.get("PMID")),
    }
    if "container-title" in want:
        right["container-title"] = norm(want["container-title"]) in map(norm, containers)
    elif not web and "report" not in want["type"]:
        right["container-title"] = not got.get("container-title")
    if "publisher" in want:
        right["publisher"] = norm(want["publisher"]) in (norm(got.get("publisher")), norm(containers[0]) if web else "")
    if "accessed" in want:
        right["accessed"] = (got.get("accessed") or {}).get("date-parts") == [want["accessed"]]
    if "URL" in want:
        right["URL"] = norm(want["URL"]).rstrip("/") == norm(got.get("URL")).rstrip("/")
    return [field for field, is_right in right.items() if not is_right]
