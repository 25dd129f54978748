"""Who most tests of reviewing begin with. A test file may have its own instead."""

import pytest

from editorial.accounts.models import User
from reviews.models import Board
from tests.builders import make_board, make_editor


@pytest.fixture
def board(db) -> Board:
    """The default board; its policy asks for two signatures."""
    return make_board()


@pytest.fixture
def editor(db) -> User:
    return make_editor()
