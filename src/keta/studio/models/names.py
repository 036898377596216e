"""What users may call their fields and objects in programs and addresses."""

import re

from django.utils.translation import gettext_lazy as _

NAME = re.compile(r"^[a-z][a-z0-9_]{0,59}$")
NAME_RULE = _("Use small letters, digits and underscores, beginning with a letter, such as machine_type.")
