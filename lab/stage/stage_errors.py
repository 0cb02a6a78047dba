"""Trouble of the stage, with the code that lab/model/errors.ts knows."""

import os


class StageError(Exception):
    """Trouble of the stage: a code of lab/model/errors.ts, a message, and what to do now."""

    def __init__(self, code, message, hint=None):
        super().__init__(message)
        self.code = code
        self.hint = hint

    def describe(self):
        """Return it as the protocol sends it."""
        return {"code": self.code, "message": str(self), "hint": self.hint}


def get_patience():
    """How many times longer all may take on this box than on others (lab/stage/limits.ts)."""
    return float(os.environ.get("LAB_PATIENCE") or 1)
