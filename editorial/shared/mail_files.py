"""Mail as files, for an installation without a mail server: nobody else on the machine reads them."""

import os
from typing import Any

from django.core.mail.backends.filebased import EmailBackend

FOLDER, FILE = 0o700, 0o600


class PrivateFiles(EmailBackend):
    """Django's, but the folder and what is in it are their owner's alone, also where they were others' before."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        os.chmod(self.file_path, FOLDER)

    def open(self) -> bool:
        if self.stream is not None:
            return False
        handle = os.open(self._get_filename(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, FILE)
        self.stream = os.fdopen(handle, "ab")
        return True
