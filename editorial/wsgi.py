"""What gunicorn serves: `gunicorn editorial.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
application = get_wsgi_application()

from django.urls import reverse  # noqa: E402 - the apps must be loaded first

from references.formatting import format_reference  # noqa: E402

# What is read once in a process is read now, so that nobody's first request waits for it: all addresses with the pages
# behind them, and the citation style.
reverse("desk:home")
format_reference({"type": "book", "title": "Read"})
