"""Works out anew the codes of what was signed, with nothing but Python 3 (3.8 or later) and the files that you have.

    python3 recompute.py page.html      a public page of an article, saved as it was sent: prints the code of its words
    python3 recompute.py proof.json     the proof of an edition's dossier: works out every code in it, and what they say
                                        of each other

A code is the SHA-256 of exact bytes. For a page these are the signed words, from <article class="article" …> to
</article>, with the places emptied that are kept for later news of a reference (a retraction, for instance). Compare
the code with the one that the site's page "Check what was signed" shows for these readers. Of files that were
imported a proof has the codes, not the bytes: "sha256sum FILE" prints the code of a file that you have.

What a line is about is read from the text that its code covers, never from the label beside it in the file.

Ends with 0 if everything agrees, with 1 if something does not, with 2 if a file cannot be read.
"""

import hashlib
import json
import re
import sys

BODY = re.compile(rb'<article class="article" data-audience="([^"]*)"[^>]*>.*?\n</article>', re.DOTALL)
AUDIENCE = re.compile(r'<article class="article" data-audience="([^"]*)"[^>]*>')
NEWS = re.compile(rb'(<span class="standing" data-standing-for="[^"]*">)[^<]*(</span>)')


def sha256(data):
    return hashlib.sha256(data.encode("utf-8") if isinstance(data, str) else data).hexdigest()


def of_page(data):
    """(audience, code) of the signed words in a saved public page; None if there are none."""
    found = BODY.search(data)
    return (found.group(1).decode("utf-8"), sha256(NEWS.sub(rb"\1\2", found.group(0)))) if found else None


def of_row(row):
    """The code that a row of a proof must have."""
    return sha256(f"{row['before']}\n{row['text']}") if row["kind"] == "event" else sha256(row["text"])


def about(row, rows):
    """What a row of a proof says that it is, in the words of its own text."""
    kind, text = row["kind"], row["text"]
    if kind == "body":
        found = AUDIENCE.search(text)
        return f"what readers get as “{found.group(1) if found else '?'}”"
    said = json.loads(text)
    if kind == "contents":
        return f"contents of edition {said['edition']}"
    if kind == "version":
        return f"section “{heading(said)}”"
    if kind == "signature":
        words = [one["text"] for one in rows if one["kind"] == "version" and one["code"] == said["version_digest"]]
        signed = f"“{heading(json.loads(words[0]))}”" if words else said["version_digest"]
        return f"{said['printed_name']} on {signed}: {said['verdict'].replace('_', ' ')}"
    if kind == "approval":
        return f"approval by {said['printed_name']}"
    if kind == "report":
        return f"report on the file {said['file']}"
    return f"line of the record of {said['at']}"


def heading(version):
    return (version.get("base") or {}).get("heading") or version["anchor"]


def named(row, rows):
    """The same for people; of a text that was changed so much that it says nothing more, only the kind."""
    try:
        name = about(row, rows)
    except (ValueError, KeyError, TypeError, AttributeError):
        name = f"{row['kind']} that cannot be read"
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def disagreements(proof):
    """What does not agree in a proof, in words."""
    rows = proof["rows"]
    for row in rows:
        row["name"] = named(row, rows)
    wrong = [row for row in rows if of_row(row) != row["code"]]
    if wrong:  # what else they say is worth nothing
        yield from (f"{row['name']}: its text has another code" for row in wrong)
        return
    codes = {kind: {row["code"] for row in rows if row["kind"] == kind} for kind in {row["kind"] for row in rows}}
    for row in rows:
        said = json.loads(row["text"]) if row["kind"] in ("contents", "signature", "approval", "report") else {}
        if row["kind"] == "contents":
            yield from missing(row, (pin["digest"] for pin in said["pins"]), codes.get("version"), "a section")
        if row["kind"] == "signature":
            yield from missing(row, [said["version_digest"]], codes.get("version"), "the words that it signs")
        if row["kind"] == "approval":
            yield from missing(row, [said["manifest"]], codes.get("contents"), "what it approves")
            yield from missing(row, said["sign_offs"], codes.get("signature"), "a signature that it counts")
            yield from missing(row, said["bodies"].values(), codes.get("body"), "words that readers get")
        if row["kind"] == "report":
            files = {file["code"] for file in proof.get("files", [])}
            yield from missing(row, [said["file"]], files, "the file that it is about")


def missing(row, wanted, there, name):
    for code in wanted:
        if code not in (there or ()):
            yield f"{row['name']}: {name} ({code}) is not in this proof"


def check_proof(proof):
    found = list(disagreements(proof))
    for row in proof["rows"]:
        print(f"{of_row(row)}  {row['name']}")
    for file in proof.get("files", []):
        print(f"{file['code']}  {file['what']}: as it is said here; compare it with the file's")
    print("\n".join(f"DOES NOT AGREE  {one}" for one in found) or f"All {len(proof['rows'])} codes agree.")
    return 1 if found else 0


def check(name):
    with open(name, "rb") as file:
        data = file.read()
    page = of_page(data)
    if page:
        print(f"{page[1]}  words for the audience “{page[0]}”")
        return 0
    try:
        proof = json.loads(data)
        return check_proof(proof)
    except (ValueError, KeyError, TypeError):
        print(f"{name}: neither a saved page of an article nor the proof of a dossier", file=sys.stderr)
        return 2


def main(names):
    if not names:
        print(__doc__)
        return 2
    try:
        return max(check(name) for name in names)
    except OSError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
