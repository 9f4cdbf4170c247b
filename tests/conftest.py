"""Settings that every test shares."""

import os

from hypothesis import settings

# The same examples in every run: a failure on a build server must be repeatable at a desk.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
# For hunting at leisure: HYPOTHESIS_PROFILE=explore .venv/bin/python -m pytest ...
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
