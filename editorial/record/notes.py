"""Signed notes: a text with signatures under it that anybody can check with public tools. Pure.

The format is C2SP's signed note (https://c2sp.org/signed-note), with Ed25519: the text, an empty line, and for each
signature a line ``— name base64(key id ‖ signature)``. A key's id is the first four bytes of
SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key); its public line, ``name+id in hex+base64(0x01 ‖ public key)``, is what is
published and what programs such as Go's ``golang.org/x/mod/sumdb/note`` take. What is signed is the text with its last
line feed.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
NAME = re.compile(r"[^\s+]+")
SIGNATURE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
PRIVATE = "PRIVATE+KEY"


class NoteError(ValueError):
    """This is no signed note, no key, or not signed by the key asked for; the message says what is wrong."""


@dataclass(frozen=True)
class PublicKey:
    """Who signs, and what proves it."""

    name: str
    raw: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:4]

    @property
    def line(self) -> str:
        """As it is published: ``name+hex+base64``."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"


@dataclass(frozen=True)
class PrivateKey:
    """What signs. ``seed`` are the 32 bytes of an Ed25519 private key."""

    name: str
    seed: bytes

    @property
    def public(self) -> PublicKey:
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return PublicKey(self.name, raw)

    @property
    def line(self) -> str:
        """As it is kept in a file: ``PRIVATE+KEY+name+hex+base64``."""
        return f"{PRIVATE}+{self.name}+{self.public.id.hex()}+{base64.b64encode(ED25519 + self.seed).decode()}"

    def signature(self, text: str) -> str:
        """The line to stand under a text."""
        signed = Ed25519PrivateKey.from_private_bytes(self.seed).sign(text.encode())
        return f"— {self.name} {base64.b64encode(self.public.id + signed).decode()}\n"


@dataclass(frozen=True)
class Note:
    """A text and the signatures under it, as (name, key id, signature)."""

    text: str
    signatures: tuple[tuple[str, bytes, bytes], ...]


def new_key(name: str) -> PrivateKey:
    """A fresh key. The name, an address without a scheme such as ``example.org/record``, is part of it."""
    if not NAME.fullmatch(name):
        raise NoteError("The name of a key has no spaces and no “+”.")
    return PrivateKey(name, Ed25519PrivateKey.generate().private_bytes_raw())


def _key_parts(name: str, key_id: str, encoded: str) -> tuple[str, bytes, bytes]:
    try:
        raw, known = base64.b64decode(encoded, validate=True), bytes.fromhex(key_id)
    except (binascii.Error, ValueError) as error:
        raise NoteError("This is no key: its base64 or its id cannot be read.") from error
    if raw[:1] != ED25519 or len(raw) != 33 or not NAME.fullmatch(name):
        raise NoteError("This is no Ed25519 key of a signed note.")
    return name, raw[1:], known


def read_public_key(line: str) -> PublicKey:
    """A public line. Raises :class:`NoteError` for anything else."""
    parts = line.strip().split("+", 2)
    if len(parts) != 3:
        raise NoteError("A public key is written name+id+base64.")
    name, raw, known = _key_parts(*parts)
    key = PublicKey(name, raw)
    if key.id != known:
        raise NoteError("The id of this public key is not that of its bytes: it was not copied whole.")
    return key


def read_private_key(line: str) -> PrivateKey:
    """What a key's file says. Raises :class:`NoteError` for anything else; the message never quotes it."""
    parts = line.strip().removeprefix(f"{PRIVATE}+").split("+", 2)
    if len(parts) != 3 or not line.startswith(PRIVATE):
        raise NoteError(f"A private key is written {PRIVATE}+name+id+base64.")
    name, seed, known = _key_parts(*parts)
    key = PrivateKey(name, seed)
    if key.public.id != known:
        raise NoteError("The id of this private key is not that of its bytes: it was not copied whole.")
    return key


def sign(text: str, *keys: PrivateKey) -> str:
    """A signed note of a text that ends with a line feed."""
    if not text.endswith("\n"):
        raise NoteError("The text of a note ends with a line feed.")
    return text + "\n" + "".join(key.signature(text) for key in keys)


def read(note: str) -> Note:
    """The parts of a note. Raises :class:`NoteError` if it was cut or is no note."""
    text, separator, below = note.rpartition("\n\n")
    if not separator or not below:
        raise NoteError("This is no signed note, or it was cut: no signature stands under its text.")
    if not below.endswith("\n"):
        raise NoteError("This note was cut: its last line has no end.")
    return Note(text + "\n", tuple(_signature(line) for line in below[:-1].split("\n")))


def _signature(line: str) -> tuple[str, bytes, bytes]:
    found = SIGNATURE.fullmatch(line)
    try:
        raw = base64.b64decode(found[2], validate=True) if found else b""
    except binascii.Error:
        raw = b""
    if found is None or len(raw) != 68:
        raise NoteError("This note was cut or changed: a line under its text is no signature.")
    return found[1], raw[:4], raw[4:]


def signers(note: Note, keys: Iterable[PublicKey]) -> list[PublicKey]:
    """Which of these keys signed. Raises :class:`NoteError` if one is named but its signature does not hold."""
    known = {(key.name, key.id): key for key in keys}
    found = []
    for name, key_id, signature in note.signatures:
        key = known.get((name, key_id))
        if key is None:
            continue  # somebody else's signature says nothing to us
        try:
            Ed25519PublicKey.from_public_bytes(key.raw).verify(signature, note.text.encode())
        except InvalidSignature as error:
            raise NoteError(f"The signature of {name} does not hold: the text or the signature was changed.") from error
        found.append(key)
    return found
