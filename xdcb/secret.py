"""Makes a secret once and keeps it in a file that only the owner can read."""

import os

from django.core.management.utils import get_random_secret_key


def kept_secret(path):
    """Return the secret kept at `path` (a pathlib.Path); make it, readable by the owner alone, where there is none.

    Two processes that start together agree: the file is made whole under another name and then linked,
    and the one that comes second reads what the first has made.
    """
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key(), encoding="ascii")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
