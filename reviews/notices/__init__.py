"""Who is told of what, and when: notices and mails as they are read. Written by :mod:`reviews.actions.notices`."""
