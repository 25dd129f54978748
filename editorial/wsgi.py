"""What gunicorn serves: `gunicorn editorial.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "editorial.settings")
application = get_wsgi_application()

from django.db.backends.signals import connection_created  # noqa: E402 - the apps must be loaded first

from editorial.read_ahead import read_ahead  # noqa: E402
from editorial.shared.patience import be_patient_for_people  # noqa: E402

read_ahead()
connection_created.connect(be_patient_for_people)  # people wait for these processes
