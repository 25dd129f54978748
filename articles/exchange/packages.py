"""What every reader of zipped files has to expect."""

import zipfile
import zlib

# What Python raises for a package that was cut off, spoilt, locked, or packed in a way that it does not know.
BROKEN_PACKAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
)
