"""The arguments of the command `kankei`, with its help."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

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


def read_arguments(typed: Sequence[str]) -> argparse.Namespace:
    """What was typed behind `kankei`, as values; `command` is the name of the command. Complaints end the program."""
    return make_parser().parse_args(typed)


def make_parser() -> argparse.ArgumentParser:
    """The commands with their options, each with its help."""
    parser = argparse.ArgumentParser(
        prog="kankei",
        description="Answers questions about the relations between states from news articles, and shows its evidence.",
        epilog="`kankei COMMAND --help` says more about each command.",
    )
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def add(name: str, short: str, long: str) -> argparse.ArgumentParser:
        command = commands.add_parser(
            name, help=short, description=long, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        command.set_defaults(command=name)
        return command

    chat = add("chat", "talk with it here", "Talk with Kankei in the terminal. /help says what can be asked.")
    ask = add("ask", "answer a question, or questions from standard input", _ASK_HELP)
    check = add("check", "check the claims of a text against the articles", _CHECK_HELP)
    build = add("build", "build a knowledge base from packs or articles", _BUILD_HELP)
    extract = add("extract", "find facts and quotes in articles", _EXTRACT_HELP)
    draft = add("draft", "draft an article into a pack, for review", _DRAFT_HELP)
    review = add("review", "go through a pack's drafted facts and quotes", _REVIEW_HELP)
    adding = add("add", "put an article into a folder of articles", _ADD_HELP)
    verify = add("verify", "check packs against the articles' texts", _VERIFY_HELP)
    evaluate = add("eval", "measure the answers to questions with known answers", _EVAL_HELP)
    examples = add("examples", "print questions and replies for the README", _EXAMPLES_HELP)
    run = add("run", "run the bot on Discord", _RUN_HELP)
    doctor = add("doctor", "look whether everything is there", _DOCTOR_HELP)

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
