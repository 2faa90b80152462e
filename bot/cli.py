"""The command `kankei`. Everything beyond the arguments is imported where it is needed: a question should not wait."""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.errors import BotError
from knowledge.errors import KankeiError

if TYPE_CHECKING:
    from bot.answers.model import Dialogue, Reply
    from bot.harness.screen import Screen
    from knowledge.store import Store
    from knowledge.verify import Verification

_UNSOUND, _ERROR, _INTERRUPTED = 1, 2, 130

_ASK_HELP = """\
Answer a question, or, without one, every line of standard input.

Each line of standard input is a question as plain text or a JSON object:

  {"question": "Who said that?", "conversation": "a", "after": ["What did Wang Yi say?"]}

"conversation" (optional) ties questions together, so that later ones may lean on earlier ones; a question without it
stands alone. "after" (optional) lists questions to ask first in the same conversation.

For each line one JSON object is written at once, in order, with the keys question, status, intent, answer, confidence
(0 to 100), citations, language, choices and suggestions. No line is missed: one that cannot be read or answered gets
the status "error" and an answer that says why. Only completely empty lines are skipped.

Not knowing the answer is no failure: the exit code is 0 all the same.
"""
_CHECK_HELP = """\
Find the claims of a text, such as a message of a chat, and say of each whether the articles support it, contradict it,
hold it in other words only, or say nothing of it, each with the fact and its citation. Without a text, standard input
is read as one. Questions, greetings, opinions, links and quoted lines are no claims; at most five claims are checked,
fewer where sentences are long.
"""
_BUILD_HELP = """\
Build a knowledge base and put it at --output, replacing what is there only when all went well.

From packs (folders of reviewed YAML): --pack, which may be repeated; the shipped one where neither --pack nor
--articles is given. From a folder of articles: --articles. What a program finds in them is unreviewed, and replies say
so. Every file ending in .txt, .md, .html or .htm is an article, its id the name without the ending; one that a pack
has reviewed is checked against the pack instead, as `kankei verify` does it, and nothing is built if it does not match.

An article that cannot be read is told and left out; the exit code is then 1. What was found is kept beside the output,
as FILE.extracted, so that the next run reads only what has changed; that file may be deleted.
"""
_EXTRACT_HELP = """\
Read articles (plain text as scraped, HTML, Markdown) and tell what is found in them: headline, publisher, author, day
of publication, quotes with their speakers, dates, events, facts. With --json, one JSON object an article and a line,
every span counted in the text whose hash it gives; HTML needs `pip install 'kankei[ingest]'`.

A file that cannot be read, or is no article, is told on standard error; the others go on, and the exit code is 1.
"""
_DRAFT_HELP = """\
Find facts and quotes in an article and write them into a pack, each marked `reviewed: false`: a new pack where the
folder holds none, else beside what is there, of which not a line changes. An article is other people's: put each fact
into your own words before you publish the pack. `kankei review` goes through them.
"""
_REVIEW_HELP = """\
Go through a pack's drafted facts and quotes one by one: each with its sentence in context. Keys: a accept, e edit,
r reject, s put off, u undo, q stop, ? help. Every answer is written into the pack at once, so stopping loses nothing
and the next run goes on there. Without a terminal, answers are read line by line.
"""
_ADD_HELP = """\
Put an article into a folder of articles, for `kankei build --articles`: a file, or the address of a page. It is read
first, and what cannot be read is refused. Fetching is off unless the configuration has `fetch: {enabled: true}`; it
asks the site's robots.txt, goes to public addresses only, follows few redirects and takes little time and space.
"""
_VERIFY_HELP = """\
Check every fact, quote and sentence of packs against the articles' own texts, word for word: DIR/<article id>.txt, or
one file DIR/<article id>.* of another kind. What people have reviewed and what a program found are counted apart.
The exit code is 1 when anything does not match.
"""
_EVAL_HELP = """\
Ask the questions of a YAML file and compare the answers with what is expected. The file is a list of items:

  - id: summit-place                # required, and so is the question
    question: Where did they meet?
    after: ["Did they meet?"]       # earlier questions of the same conversation
    kind: place                     # figures are given for each kind and each noise
    noise: none
    answerable: true                # false: the right reply is not to answer
    must: [[San Francisco], [November, "2023"]]   # the answer holds one text of each group
    must_not: [Peru]
    cite_any: [kamikawa]            # one of these articles must be cited (words of its id)
    cite_only: [kamikawa]           # and no other
    accept_decline: false           # true: not to answer is right as well
    accept_if: []                   # groups like those of must: with them an answer to what cannot be answered is right
    evidence: anything              # for people, as is note; not read

Letter case, punctuation and the style of quotation marks do not count. Questions of the kinds meta and smalltalk may
be answered under any status and without a citation.
"""
_EXAMPLES_HELP = """\
Ask the questions of a YAML file (in the form of `kankei eval`) and print them with their replies as a Markdown table.
With --write, the parts of FILE between <!-- examples --> and <!-- /examples -->, and between <!-- conversation --> and
<!-- /conversation -->, are replaced. The README is kept true this way.
"""
_RUN_HELP = """\
Run the bot on Discord until it is stopped. The token comes from the environment variable KANKEI_TOKEN (or
DISCORD_TOKEN) or from the token_file of the configuration; config.example.yaml lists all settings.
"""
_DOCTOR_HELP = """\
Look at everything that Kankei needs: Python, libraries, configuration, token (never shown), knowledge base.
The exit code is 1 when `kankei run` could not work.
"""


def main() -> int:
    """Run the command that the arguments name, and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    arguments = _parser().parse_args()
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        code = run(arguments)
        sys.stdout.flush()
        return code
    except KankeiError as problem:
        print(f"kankei: {problem}", file=sys.stderr)
        return _ERROR
    except sqlite3.Error as problem:
        print(f"kankei: the knowledge base cannot be used ({problem}); build it again", file=sys.stderr)
        return _ERROR
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read along has left; Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _UNSOUND


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kankei",
        description="Answers questions about the relations between states from news articles, and shows its evidence.",
        epilog="`kankei COMMAND --help` says more about each command.",
    )
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, run: Callable[[argparse.Namespace], int], short: str, long: str) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name, help=short, description=long, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        command.set_defaults(run=run)
        return command

    chat = add("chat", _chat, "talk with it here", "Talk with Kankei in the terminal. /help says what can be asked.")
    ask = add("ask", _ask, "answer a question, or questions from standard input", _ASK_HELP)
    check = add("check", _check, "check the claims of a text against the articles", _CHECK_HELP)
    build = add("build", _build, "build a knowledge base from packs or articles", _BUILD_HELP)
    extract = add("extract", _extract, "find facts and quotes in articles", _EXTRACT_HELP)
    draft = add("draft", _draft, "draft an article into a pack, for review", _DRAFT_HELP)
    review = add("review", _review, "go through a pack's drafted facts and quotes", _REVIEW_HELP)
    adding = add("add", _add, "put an article into a folder of articles", _ADD_HELP)
    verify = add("verify", _verify, "check packs against the articles' texts", _VERIFY_HELP)
    evaluate = add("eval", _eval, "measure the answers to questions with known answers", _EVAL_HELP)
    examples = add("examples", _examples, "print questions and replies for the README", _EXAMPLES_HELP)
    run = add("run", _run, "run the bot on Discord", _RUN_HELP)
    doctor = add("doctor", _doctor, "look whether everything is there", _DOCTOR_HELP)

    draft.add_argument("article", type=Path, metavar="ARTICLE", help="the article's file")
    draft.add_argument("--pack", type=Path, metavar="DIR", required=True, help="the pack; made if there is none")
    review.add_argument("pack", type=Path, metavar="DIR", help="the pack")
    review.add_argument("--articles", type=Path, metavar="DIR", required=True, help="folder of the articles' texts")
    adding.add_argument("article", metavar="ARTICLE", help="a file, or an address that begins with http")
    adding.add_argument("--articles", type=Path, metavar="DIR", required=True, help="the folder; made if there is none")
    extract.add_argument("files", nargs="+", type=Path, metavar="FILE", help="the articles")
    extract.add_argument("--json", action="store_true", help="write one JSON object an article")
    build.add_argument("--jobs", type=_count, metavar="N", default=1, help="work in so many processes (default: 1)")
    ask.add_argument("question", nargs="*", metavar="QUESTION", help="the question; without it, standard input is read")
    ask.add_argument("--json", action="store_true", help="write the answer as one JSON object (standard input: always)")
    check.add_argument("text", nargs="*", metavar="TEXT", help="the text; without it, standard input is read")
    evaluate.add_argument("questions", type=Path, metavar="QUESTIONS.yaml", help="the questions")
    evaluate.add_argument("--output", type=Path, metavar="FILE", help="also write a JSON object for each question here")
    examples.add_argument(
        "--questions", type=Path, metavar="FILE", default=Path("tests", "examples.yaml"),
        help="the questions (default: tests/examples.yaml)",
    )  # fmt: skip
    examples.add_argument("--write", type=Path, metavar="FILE", help="write into this document instead of printing")
    for command in (chat, ask, check, evaluate, examples):
        command.add_argument(
            "--knowledge",
            type=Path,
            metavar="FILE",
            help="a knowledge base of `kankei build` (default: the shipped one)",
        )
        command.add_argument(
            "--today",
            type=_day,
            metavar="DATE",
            help=f"answer as of this day, YYYY-MM-DD (default: {'a fixed one' if command is examples else 'today'})",
        )
    for command in (chat, ask):
        command.add_argument(
            "--as-of",
            type=_day,
            metavar="DATE",
            help="answer only from what articles had reported by this day (default: from all)",
        )
    for command in (build, verify):
        command.add_argument(
            "--pack",
            type=Path,
            action="append",
            metavar="DIR",
            help="a pack; may be repeated (default: the shipped one)",
        )
    build.add_argument("--articles", type=Path, metavar="DIR", help="folder of articles to find facts in")
    verify.add_argument("--articles", type=Path, metavar="DIR", required=True, help="folder of the articles' texts")
    build.add_argument("--output", type=Path, metavar="FILE", required=True, help="the knowledge base to make")
    for command in (run, doctor, adding):
        command.add_argument("--config", type=Path, metavar="FILE", help="the configuration (default: $KANKEI_CONFIG)")
    return parser


def _chat(arguments: argparse.Namespace) -> int:
    from bot.harness.console import Console, converse, prompted_lines

    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    try:
        store = _open_knowledge(arguments.knowledge)
        console = Console(store, today=lambda: arguments.today or date.today(), screen=_screen, as_of=arguments.as_of)
        if not interactive:
            _speak_utf8(sys.stdin)
            converse(console, sys.stdin, partial(print, flush=True))
            return 0
        print(f"{console.banner()}\n")
        converse(console, prompted_lines(console, _history()), _show)
    except KeyboardInterrupt:
        print()
    if interactive:
        print("Goodbye.")
    return 0


def _ask(arguments: argparse.Namespace) -> int:
    from bot.render.json import render_record
    from bot.render.terminal import render_terminal

    today = arguments.today or date.today()
    answer = partial(_reply, _open_knowledge(arguments.knowledge), today, as_of=arguments.as_of)
    if not arguments.question:
        return _ask_lines(answer)
    question = _as_typed(" ".join(arguments.question))
    reply = answer(question, None)
    if arguments.json:
        _write_record(render_record(question, reply), sys.stdout)
    else:
        screen = _screen()
        print(render_terminal(reply, width=screen.width, colour=screen.colour, links=screen.links))
    return 0


def _ask_lines(answer: Callable[[str, Dialogue | None], Reply]) -> int:
    from bot.harness.batch import answer_lines

    if sys.stdin.isatty():
        print("One question a line; Ctrl-D ends. (`kankei chat` is made for people.)", file=sys.stderr)
    for record in answer_lines(sys.stdin.buffer, answer):
        _write_record(record, sys.stdout)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from bot.checking import check_message
    from bot.render.checked import render_checked_text

    text = _as_typed(" ".join(arguments.text))
    if not text:
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    store = _open_knowledge(arguments.knowledge)
    print(render_checked_text(check_message(text, store=store, today=arguments.today or date.today())))
    return 0


def _build(arguments: argparse.Namespace) -> int:
    from bot.building import build
    from knowledge.store import open_store

    if arguments.articles is not None and not arguments.articles.is_dir():
        raise BotError(f"{arguments.articles}: there is no such folder; name the one that holds the articles")
    from_articles_alone = arguments.articles is not None and not arguments.pack
    packs = () if from_articles_alone else _packs(arguments.pack)
    try:
        sound = build(
            packs=packs, articles=arguments.articles, output=arguments.output, jobs=arguments.jobs, say=_complain
        )
    except OSError as problem:
        raise BotError(f"{arguments.output}: cannot be written ({problem.strerror}); name another file") from problem
    if sound is None:
        return _UNSOUND
    store = open_store(arguments.output)
    articles = "1 article" if store.article_count == 1 else f"{store.article_count:,} articles"
    print(f"{arguments.output}: {articles}, {store.fact_count:,} facts")
    store.close()
    return 0 if sound else _UNSOUND


def _complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _extract(arguments: argparse.Namespace) -> int:
    from bot.extracts import extract_file, render_extraction
    from knowledge.errors import ArticleError

    code = 0
    for number, file in enumerate(arguments.files):
        try:
            record = extract_file(file)
        except ArticleError as problem:
            _complain(f"kankei: {problem}")
            code = _UNSOUND
            continue
        if arguments.json:
            _write_record(record, sys.stdout)
        else:
            print(("\n" if number else "") + render_extraction(record))
    return code


def _draft(arguments: argparse.Namespace) -> int:
    from bot.curation import run_draft

    return run_draft(arguments.article, arguments.pack)


def _review(arguments: argparse.Namespace) -> int:
    from bot.curation import run_review

    if not sys.stdin.isatty():
        _speak_utf8(sys.stdin)
    return run_review(arguments.pack, arguments.articles)


def _add(arguments: argparse.Namespace) -> int:
    from bot.adding import add_article
    from bot.config import load_config

    added = add_article(arguments.article, arguments.articles, load_config(arguments.config, os.environ))
    print(added)
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    from knowledge.verify import render_verification

    sound = True
    for folder, found in _verifications(_packs(arguments.pack), arguments.articles):
        print(f"{folder.name}\n\n{render_verification(found)}")
        sound = sound and found.ok
    return 0 if sound else _UNSOUND


def _eval(arguments: argparse.Namespace) -> int:
    from bot.harness.evaluate import evaluate, render_report, render_scored
    from bot.questions import load_questions

    cases = load_questions(arguments.questions)
    answer = partial(_reply, _open_knowledge(arguments.knowledge), arguments.today or date.today())
    results = tuple(evaluate(cases, answer))
    if arguments.output is not None:
        try:
            with arguments.output.open("w", encoding="utf-8", errors="replace", newline="\n") as output:
                for result in results:
                    _write_record(render_scored(result), output)
        except OSError as problem:
            raise BotError(
                f"{arguments.output}: cannot be written ({problem.strerror}); name another file"
            ) from problem
    print(render_report(results))
    return 0


def _examples(arguments: argparse.Namespace) -> int:
    from bot.harness.examples import AS_OF, render_examples, replace_parts
    from bot.questions import load_questions

    answer = partial(_reply, _open_knowledge(arguments.knowledge), arguments.today or AS_OF)
    parts = render_examples(load_questions(arguments.questions), answer)
    if arguments.write is None:
        print(*parts.values(), sep="\n\n")
        return 0
    try:
        before = arguments.write.read_text(encoding="utf-8")
        arguments.write.write_text(replace_parts(before, parts), encoding="utf-8", newline="\n")
    except OSError as problem:
        raise BotError(f"{arguments.write}: cannot be read or written ({problem.strerror})") from problem
    return 0


def _run(arguments: argparse.Namespace) -> int:
    from bot.config import load_config
    from bot.run import run_bot

    return run_bot(load_config(arguments.config, os.environ))


def _doctor(arguments: argparse.Namespace) -> int:
    from bot.doctor import can_run, examine, render_findings

    findings = examine(arguments.config, os.environ)
    print(render_findings(findings))
    return 0 if can_run(findings) else _UNSOUND


def _open_knowledge(path: Path | None) -> Store:
    from knowledge.store import open_store

    if path is None:
        from bot.shipped import shipped_knowledge

        path = shipped_knowledge(os.environ)
    return open_store(path)


def _reply(store: Store, today: date, question: str, dialogue: Dialogue | None, *, as_of: date | None = None) -> Reply:
    from bot.respond import respond

    return respond(question, store=store, today=today, dialogue=dialogue, as_of=as_of)


def _packs(named: Iterable[Path] | None) -> tuple[Path, ...]:
    from bot.shipped import SHIPPED_PACK

    packs = tuple(named or (SHIPPED_PACK,))
    for folder in packs:
        if not folder.is_dir():
            raise BotError(f"{folder}: there is no such folder; name one that holds a pack.yaml")
    return packs


def _verifications(packs: tuple[Path, ...], articles: Path) -> Iterator[tuple[Path, Verification]]:
    from knowledge.packs import load_pack
    from knowledge.verify import verify_pack

    if not articles.is_dir():
        raise BotError(f"{articles}: there is no such folder; name the one that holds the articles' texts")
    for folder in packs:
        yield folder, verify_pack(load_pack(folder), articles)


def _screen() -> Screen:
    from bot.harness.screen import read_screen

    columns = shutil.get_terminal_size().columns
    return read_screen(os.environ, columns=columns, is_terminal=sys.stdout.isatty(), platform=sys.platform)


def _history() -> Path | None:
    """The file of what was typed before, for this user's eyes only; None where there is no place for it."""
    from bot.folders import is_writable, state_folder

    folder = state_folder(os.environ, sys.platform)
    if folder is None or not is_writable(folder):
        return None
    try:
        (folder / "history").touch(mode=0o600)
    except OSError:
        return None
    return folder / "history"


def _show(text: str) -> None:
    print(f"\n{text}", flush=True)


def _write_record(record: dict[str, object], stream: TextIO) -> None:
    import json

    print(json.dumps(record, ensure_ascii=False), file=stream, flush=True)


def _speak_utf8(stream: TextIO) -> None:
    """UTF-8 whatever the locale says; what cannot be written becomes a question mark."""
    import io

    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")


def _as_typed(text: str) -> str:
    """An argument as UTF-8, also where the locale (LANG=C) made Python read its bytes as something else."""
    return (
        os.fsencode(text).decode("utf-8", "replace") if any("\udc80" <= letter <= "\udcff" for letter in text) else text
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number of jobs; write 1 or more')
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a day; write it as YYYY-MM-DD') from None


class _ShowVersion(argparse.Action):
    """Looks the version up only when it is asked for: a question should not wait for it."""

    def __call__(self, parser: argparse.ArgumentParser, *details: object) -> None:
        """Print it and end."""
        print(f"kankei {_version()}")
        parser.exit()


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("kankei")
    except metadata.PackageNotFoundError:
        return "(not installed)"
