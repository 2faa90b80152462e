"""Refusals: the answers with which Discord turns a request down."""

from __future__ import annotations

from tests.fakecord.world import JSON


class ApiError(Exception):
    """A request that Discord refuses.

    A refusal is a violation of the rules only where it says so: an expired token is the time's fault, not the bot's.
    """

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        extra: JSON | None = None,
        *,
        violations: tuple[str, ...] = (),
    ) -> None:
        """Refuse with an HTTP status and one of Discord's codes."""
        super().__init__(message)
        self.status = status
        self.code = code
        self.violations = violations
        self.body: JSON = {"message": message, "code": code, **(extra or {})}


def invalid_form(problems: tuple[str, ...]) -> ApiError:
    """The refusal of a body that breaks the rules."""
    errors = {"_errors": [{"code": "BASE_TYPE_BAD", "message": problem} for problem in problems]}
    return ApiError(400, 50035, "Invalid Form Body", {"errors": errors}, violations=problems)


def unknown(what: str, code: int) -> ApiError:
    """The refusal of a request about something that is not there."""
    return ApiError(404, code, f"Unknown {what}")
