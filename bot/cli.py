"""The command `kankei`. Everything beyond this file is imported where it is needed: a question should not wait."""

from __future__ import annotations

import os
import sqlite3
import sys
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NoReturn, TextIO

from bot.errors import BotError
from knowledge.errors import KankeiError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from bot.answers.model import Dialogue, Reply
    from bot.harness.screen import Screen
    from knowledge.store import Store
    from knowledge.verify import Verification

_UNSOUND, _ERROR, _INTERRUPTED = 1, 2, 130
_USUAL_COLUMNS = 80


def main() -> int:
    """Run the command that was typed, and give its exit code."""
    typed = sys.argv[1:]
    code = run_command(typed)
    if typed[:1] == ["ask"]:
        _leave(code)
    return code


def run_command(typed: Sequence[str]) -> int:
    """Run the command that the arguments name, and give its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    try:
        code = _run_plain_question(typed) if _is_plain_question(typed) else _run_any(typed)
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


def _is_plain_question(typed: Sequence[str]) -> bool:
    """Whether it is `ask QUESTION` or `ask --json QUESTION`, of which the parser needs as long as the answer does."""
    options = [word for word in typed[1:] if word.startswith("-")]
    return typed[:1] == ["ask"] and len(typed) > 1 + len(options) and options in ([], ["--json"])


def _run_plain_question(typed: Sequence[str]) -> int:
    import gc

    gc.disable()  # the one question is answered before there is anything to collect
    words = [word for word in typed[1:] if word != "--json"]
    return _answer(words, as_json="--json" in typed)


def _run_any(typed: Sequence[str]) -> int:
    from bot.arguments import read_arguments

    arguments = read_arguments(typed)
    return _COMMANDS[arguments.command](arguments)


def _leave(code: int) -> NoReturn:
    """End without what Python does at the end: it takes everything apart again, for a tenth of a question's time."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _chat(arguments: Namespace) -> int:
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


def _ask(arguments: Namespace) -> int:
    today, as_of = arguments.today, arguments.as_of
    if arguments.question:
        return _answer(arguments.question, arguments.json, arguments.knowledge, today=today, as_of=as_of)
    store = _open_knowledge(arguments.knowledge)
    return _ask_lines(partial(_reply, store, today or date.today(), as_of=as_of))


def _answer(
    words: Sequence[str],
    as_json: bool,
    knowledge: Path | None = None,
    *,
    today: date | None = None,
    as_of: date | None = None,
) -> int:
    """Answer one question."""
    question = _as_typed(" ".join(words))
    reply = _reply(_open_knowledge(knowledge), today or date.today(), question, None, as_of=as_of)
    if as_json:
        from bot.render.json import render_record

        _write_record(render_record(question, reply), sys.stdout)
    else:
        from bot.render.terminal import render_terminal

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


def _check(arguments: Namespace) -> int:
    from bot.checking import check_message
    from bot.render.checked import render_checked_text

    text = _as_typed(" ".join(arguments.text))
    if not text:
        text = sys.stdin.buffer.read().decode("utf-8", "replace")
    store = _open_knowledge(arguments.knowledge)
    print(render_checked_text(check_message(text, store=store, today=arguments.today or date.today())))
    return 0


def _build(arguments: Namespace) -> int:
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


def _extract(arguments: Namespace) -> int:
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


def _draft(arguments: Namespace) -> int:
    from bot.curation import run_draft

    return run_draft(arguments.article, arguments.pack)


def _review(arguments: Namespace) -> int:
    from bot.curation import run_review

    if not sys.stdin.isatty():
        _speak_utf8(sys.stdin)
    return run_review(arguments.pack, arguments.articles)


def _add(arguments: Namespace) -> int:
    from bot.adding import add_article
    from bot.config import load_config

    added = add_article(arguments.article, arguments.articles, load_config(arguments.config, os.environ))
    print(added)
    return 0


def _verify(arguments: Namespace) -> int:
    from knowledge.verify import render_verification

    sound = True
    for folder, found in _verifications(_packs(arguments.pack), arguments.articles):
        print(f"{folder.name}\n\n{render_verification(found)}")
        sound = sound and found.ok
    return 0 if sound else _UNSOUND


def _eval(arguments: Namespace) -> int:
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


def _examples(arguments: Namespace) -> int:
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


def _run(arguments: Namespace) -> int:
    from bot.config import load_config
    from bot.run import run_bot

    return run_bot(load_config(arguments.config, os.environ))


def _doctor(arguments: Namespace) -> int:
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

    return read_screen(os.environ, columns=_columns(), is_terminal=sys.stdout.isatty(), platform=sys.platform)


def _columns() -> int:
    """As `shutil.get_terminal_size` finds it, which would load all the ways of packing files."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL_COLUMNS
    except (OSError, ValueError):
        return _USUAL_COLUMNS


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


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "chat": _chat,
    "ask": _ask,
    "check": _check,
    "build": _build,
    "extract": _extract,
    "draft": _draft,
    "review": _review,
    "add": _add,
    "verify": _verify,
    "eval": _eval,
    "examples": _examples,
    "run": _run,
    "doctor": _doctor,
}
