"""What can be wrong with a recording."""


class Damaged(Exception):
    """It is not as its format wants it, or ends too early."""


class Silent(Exception):
    """There is no sound in it."""


class Film(Exception):
    """It holds pictures that move, or more than one recording."""


class OtherSound(Exception):
    """It is packed in a way that not every browser plays; the text says which."""
