"""Signed notes are those that other programs write and read; whatever was cut or changed is named."""

import pytest

from editorial.record.notes import NoteError, new_key, read, read_private_key, read_public_key, sign, signers

# The example in the documentation of Go's golang.org/x/mod/sumdb/note.
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = (
    f"{TEXT}\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_example_of_another_program_is_written_and_read():
    assert sign(TEXT, read_private_key(PRIVATE)) == SIGNED
    assert read_private_key(PRIVATE).public.line == PUBLIC
    assert [key.name for key in signers(read(SIGNED), [read_public_key(PUBLIC)])] == ["PeterNeumann"]


def test_a_key_is_read_as_it_was_written():
    key = new_key("example.org/record")

    assert read_private_key(key.line) == key
    assert read_public_key(key.public.line) == key.public


@pytest.mark.parametrize("place", range(len(SIGNED)))
def test_no_part_of_a_note_is_taken(place):
    """Cut at any place it is no note, or not signed."""
    with pytest.raises(NoteError):
        signers(read(SIGNED[:place]), [read_public_key(PUBLIC)])


@pytest.mark.parametrize(
    ("old", "new"), [("cryptography", "Cryptography"), ("x08go/ZJ", "x08go/ZK"), ("\n\n", "\n \n\n")]
)
def test_a_changed_note_is_named(old, new):
    with pytest.raises(NoteError):
        signers(read(SIGNED.replace(old, new)), [read_public_key(PUBLIC)])


def test_a_signature_of_somebody_else_says_nothing():
    other = new_key("example.org/record")

    assert signers(read(SIGNED), [other.public]) == []
    assert signers(read(sign(TEXT, read_private_key(PRIVATE), other)), [other.public]) == [other.public]


@pytest.mark.parametrize(
    "line", ["", "x", "a+b", PUBLIC[:-4], PUBLIC.replace("c74f", "c74e"), PUBLIC.replace("+AR", "+BR")]
)
def test_what_is_no_public_key_is_named(line):
    with pytest.raises(NoteError):
        read_public_key(line)


def test_what_is_no_private_key_is_named_and_never_quoted():
    for line in ("", PUBLIC, PRIVATE[:-4], PRIVATE.replace("c74f", "c74e")):
        with pytest.raises(NoteError) as refused:
            read_private_key(line)
        assert "AYEKF" not in str(refused.value)
