"""What people prefer for themselves, on every server."""

from __future__ import annotations

from bot.state.file import StateFile


class People:
    """Preferences by person."""

    def __init__(self, file: StateFile) -> None:
        """Read from and write to an open state file."""
        self._file = file

    def wants_private(self, person_id: int) -> bool:
        """Whether a person wants to be answered where nobody else sees it."""
        row = self._file.row("SELECT private FROM person WHERE person = ?", person_id)
        return row is not None and bool(row["private"])

    def all_private(self) -> frozenset[int]:
        """Everybody who wants that: few, as only those who said something are in the file."""
        return frozenset(row["person"] for row in self._file.rows("SELECT person FROM person WHERE private"))

    def set_private(self, person_id: int, private: bool) -> None:
        """Note what a person wants; from now on, no text of a question is kept of who wants to be private."""
        with self._file.writing() as connection:
            connection.execute(
                "INSERT INTO person (person, private) VALUES (?, ?)"
                " ON CONFLICT (person) DO UPDATE SET private = excluded.private",
                (person_id, private),
            )
