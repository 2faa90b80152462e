"""A review at the keyboard: what is shown, what each key does, and a real terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.curation import run_draft, run_review
from bot.errors import BotError
from bot.harness.review import LineKeyboard, review
from bot.harness.review_page import render_item
from bot.harness.screen import Screen
from bot.render.wrapping import measure
from knowledge.errors import ArticleError, DraftError
from knowledge.packs import load_pack
from knowledge.review.reviewing import Review

ROOT = Path(__file__).parents[2]
SCREEN = Screen(width=80, colour=False, links=False)
NAME = "salt-pact.txt"
TEXT = """\
Salt pact nears its end

By Odile Varga
The Lantern Gazette, 14 May 2031

LIMA (Lantern Gazette) -- Peru and Chile agreed on Monday to end their pact on salt, which they had signed in 2019.

“Salt is not a weapon,” Peruvian Trade Minister Inés Quispe told reporters in Lima.
She said the two states would meet again.

Chile’s embassy did not comment on the matter.
"""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / NAME).write_text(TEXT, encoding="utf-8")
    return tmp_path / "articles"


@pytest.fixture
def pack(tmp_path: Path, articles: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    run_draft(articles / NAME, tmp_path / "pack")
    capsys.readouterr()
    return tmp_path / "pack"


def run(pack: Path, articles: Path, *lines: str, screen: Screen = SCREEN) -> list[str]:
    """What a review shows for lines of input."""
    shown: list[str] = []
    review(Review(pack, articles), LineKeyboard(lines), shown.append, lambda: screen)
    return shown


def count(pack: Path) -> int:
    """How many items wait."""
    loaded = load_pack(pack)
    return sum(not item.reviewed for item in (*loaded.facts, *loaded.quotes))


def file(pack: Path) -> Path:
    return pack / "articles" / "salt-pact.yaml"


def test_a_draft_says_what_it_wrote_and_what_comes_next(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_draft(articles / NAME, tmp_path / "pack") == 0
    said = capsys.readouterr().out
    assert re.search(r"salt-pact\.yaml: \d+ facts and 1 quotes, none of them reviewed\n", said)
    assert f"next: kankei review {tmp_path / 'pack'} --articles {articles}\n" in said


def test_a_file_without_an_article_is_an_error_and_makes_no_pack(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("Home\nWorld\n", encoding="utf-8")
    with pytest.raises(ArticleError):
        run_draft(tmp_path / "list.txt", tmp_path / "pack")
    assert not (tmp_path / "pack").exists()


def test_drafting_a_reviewed_article_again_is_refused(articles: Path, pack: Path) -> None:
    run(pack, articles, "a")
    with pytest.raises(DraftError, match="people have reviewed"):
        run_draft(articles / NAME, pack)


def test_an_item_is_shown_in_its_context_with_marks_and_keys(pack: Path, articles: Path) -> None:
    shown = run(pack, articles, "q")[0]
    assert shown.startswith(f"1 of {count(pack)} · fact salt-pact-1")
    assert "The Lantern Gazette, 14 May 2031, paragraph" in shown
    assert "\n  > " in shown
    assert "a accept · e edit · r reject · s put off · u undo · q stop · ? help" in shown
    assert "\x1b" not in shown
    assert max(measure(line) for line in shown.splitlines()) <= 80


def test_the_words_of_a_quote_are_marked_without_colour(pack: Path, articles: Path) -> None:
    shown = "\n".join(run(pack, articles, *"ssssssssssssss"))
    assert "“[[Salt is not a weapon,]]” Peruvian" in " ".join(shown.replace("\n  > ", " ").split())


def test_colour_only_repeats_what_marks_say(pack: Path, articles: Path) -> None:
    desk = Review(pack, articles)
    assert desk.current is not None
    plain = render_item(desk.current, desk.progress, SCREEN)
    coloured = render_item(desk.current, desk.progress, Screen(width=80, colour=True, links=True))
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain


def test_what_steers_a_terminal_is_not_shown(tmp_path: Path, articles: Path) -> None:
    (articles / NAME).write_text(TEXT.replace("did not", "did\x1b[31m not\u202e"), encoding="utf-8")
    run_draft(articles / NAME, tmp_path / "pack")
    shown = "\n".join(run(tmp_path / "pack", articles, *"ssssssssssssss"))
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_decisions_are_said_and_summed_up(pack: Path, articles: Path) -> None:
    total = count(pack)
    shown = run(pack, articles, "a", "r", "s", "q")
    assert next(line for line in shown if line.startswith("salt-pact")).endswith("accepted")
    assert shown[-2:] == [
        "Stopped; what you decided is in the files.",
        f"1 accepted, 1 rejected; {total - 2} left, 1 of them put off.",
    ]
    assert count(pack) == total - 2


@pytest.mark.parametrize("lines", [("a", "q"), ("a",), ("a", "e"), ("a", "e", "sentence"), ("a", "e", "1", "New.")])
def test_a_review_may_stop_anywhere_and_the_next_one_goes_on(
    pack: Path, articles: Path, lines: tuple[str, ...]
) -> None:
    total = count(pack)
    run(pack, articles, *lines)
    assert count(pack) == total - 1
    assert run(pack, articles, "q")[0].startswith(f"1 of {total - 1} · ")


def test_the_last_item_ends_the_review(pack: Path, articles: Path) -> None:
    total = count(pack)
    shown = run(pack, articles, *"a" * total, "a")
    assert shown[-2:] == ["That was the last one.", f"{total} accepted, 0 rejected; 0 left."]
    assert run(pack, articles, "a") == ["Everything is reviewed."]


def test_an_unknown_key_names_the_known_ones_and_help_explains_them(pack: Path, articles: Path) -> None:
    shown = run(pack, articles, "x", "", "?", "q")
    assert shown[1] == "The keys are a, e, r, s, u, q, ?; ? explains them."
    assert "take back the last decision" in shown[2]


def test_undo_gives_the_item_back(pack: Path, articles: Path) -> None:
    before = file(pack).read_bytes()
    shown = run(pack, articles, "u", "a", "u", "q")
    assert "! nothing to undo in this session" in shown
    assert any(line.startswith("undone: salt-pact-1") for line in shown)
    assert file(pack).read_bytes() == before


def test_an_edit_is_written_and_then_accepted(pack: Path, articles: Path) -> None:
    run(pack, articles, "e", "sentence", "On 12 May 2031 the salt pact came to its end.", "when", "2031-05-12", "", "a")
    first = load_pack(pack).facts[0]
    assert first.sentence == "On 12 May 2031 the salt pact came to its end."
    assert first.reviewed
    assert first.when is not None
    assert first.when.start.isoformat() == "2031-05-12"


def test_a_hyphen_empties_a_field_and_an_empty_line_leaves_it(pack: Path, articles: Path) -> None:
    run(pack, articles, "e", "agents", "-", "when", "", "")
    first = load_pack(pack).facts[0]
    assert first.agents == ()
    assert first.when is not None


def test_an_edit_that_does_not_hold_is_told_and_opened_again_with_what_was_typed(pack: Path, articles: Path) -> None:
    first_try = ("e", "when", "whenever", "sentence", "Peru and Chile will end their pact.", "")
    shown = run(pack, articles, *first_try, "when", "2031-05", "", "q")
    assert any(line.startswith("! when: “whenever” is no date") for line in shown)
    complained = next(number for number, line in enumerate(shown) if line.startswith("!"))
    assert "whenever" in shown[complained + 1]
    assert "Peru and Chile will end their pact." in shown[complained + 1]
    first = load_pack(pack).facts[0]
    assert first.sentence == "Peru and Chile will end their pact."
    assert first.when is not None
    assert first.when.precision == "month"


def test_an_edit_can_be_left(pack: Path, articles: Path) -> None:
    before = file(pack).read_bytes()
    shown = run(pack, articles, "e", "99", "sentence", "Other.", "q", "q")
    assert "Left as it was." in shown
    assert file(pack).read_bytes() == before


def test_a_file_that_somebody_else_changes_is_shown_anew(pack: Path, articles: Path) -> None:
    desk = Review(pack, articles)
    text = file(pack).read_text(encoding="utf-8")
    other = text.replace("    modality:", "    # theirs\n    modality:", 1) + "# theirs\n"

    class Meddling(LineKeyboard):
        def key(self) -> str:
            found = super().key()
            if found == "r":
                file(pack).write_text(other, encoding="utf-8")
                return "a"
            return found

    shown: list[str] = []
    review(desk, Meddling(["r", "a", "q"]), shown.append, lambda: SCREEN)
    assert any("somebody else has changed the file meanwhile; nothing was written" in line for line in shown)
    assert "salt-pact-1 accepted" in " ".join(shown) or any(line.endswith("accepted") for line in shown)
    assert file(pack).read_text(encoding="utf-8").endswith("# theirs\n")


def test_a_folder_that_is_not_there_is_an_error(pack: Path, tmp_path: Path) -> None:
    with pytest.raises(BotError, match="no such folder"):
        run_review(pack, tmp_path / "nowhere")


def test_a_script_can_review_over_standard_input(pack: Path, articles: Path) -> None:
    total = count(pack)
    ended = start(pack, articles, b"a\nr\nq\n")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert count(pack) == total - 2
    assert f"{total - 2} left" in ended.stdout.decode()


def start(pack: Path, articles: Path, typed: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", _COMMAND, str(pack), str(articles)], input=typed, capture_output=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


_COMMAND = (
    "import sys; from pathlib import Path; from bot.curation import run_review; "
    "sys.exit(run_review(*map(Path, sys.argv[1:])))"
)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("leave", [b"\x03", b"\x04", b"q"])
def test_a_review_at_a_terminal_takes_single_keys(pack: Path, articles: Path, leave: bytes) -> None:
    import pty

    total = count(pack)
    terminal, inner = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "NO_COLOR": "1", "PROMPT_TOOLKIT_NO_CPR": "1"}
    with subprocess.Popen(
        [sys.executable, "-c", _COMMAND, str(pack), str(articles)], stdin=inner, stdout=inner, stderr=inner,
        env=environ, start_new_session=True,
    ) as process:  # fmt: skip
        os.close(inner)
        try:
            read_until(terminal, rb"1 of .*" + _READY)
            os.write(terminal, b"a")
            read_until(terminal, rb"accepted.*2 of .*" + _READY)
            os.write(terminal, b"e")
            read_until(terminal, _READY + rb".*Field ")
            os.write(terminal, b"1\r")
            read_until(terminal, _READY + rb".*(?:sentence|speaker): ")
            os.write(terminal, b"\x03")
            read_until(terminal, rb"Left as it was\..*" + _READY)
            os.write(terminal, leave)
            read_until(terminal, rb"Stopped; .*1 accepted, 0 rejected")
            assert process.wait(10) == 0
        finally:
            process.kill()
            os.close(terminal)
    assert count(pack) == total - 1


_READY = rb"\x1b\[\?2004h"
"""What the prompt sends once it takes input."""


def read_until(terminal: int, wanted: bytes, seconds: float = 20.0) -> bytes:
    import select

    seen, end = b"", time.monotonic() + seconds
    while not re.search(wanted, seen, re.DOTALL):
        assert time.monotonic() < end, seen
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:  # Linux says so when the other end is closed
                assert re.search(wanted, seen, re.DOTALL), seen
                break
    return seen
