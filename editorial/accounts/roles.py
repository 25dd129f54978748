"""What accounts may do on their own, apart from any board membership. Pure questions about a user."""


def is_editor(user) -> bool:
    """May write: sees the desk, opens and submits articles that they own or collaborate on."""
    return bool(user and user.is_authenticated and user.is_active and user.is_editor)


def is_administrator(user) -> bool:
    """May set up people, board, audiences and policies. Gives no right to sign or approve."""
    return bool(user and user.is_authenticated and user.is_active and user.is_staff)
