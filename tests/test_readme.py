"""The READMEs against the program: every intent, command, option, setting, exit code and module, and all examples."""

from __future__ import annotations

import argparse
import re
import tomllib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import yaml

from bot.answers.model import Dialogue, Reply
from bot.arguments import make_parser
from bot.errors import BotError
from bot.harness.evaluate import evaluate
from bot.harness.examples import AS_OF, render_examples, replace_parts
from bot.questions import load_questions
from bot.render.json import render_failure, render_record
from bot.respond import respond
from bot.run import ExitCode
from bot.shipped import RESOURCES
from knowledge.store import Store
from tests.bot.test_intents import Expected, as_parameter

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = ROOT / "tests" / "examples.yaml"
INTENTS = tuple(yaml.safe_load((RESOURCES / "intents.yaml").read_text(encoding="utf-8"))["intents"])


def _rows(first: str) -> list[list[str]]:
    """The cells of the README's table whose first heading this is."""
    table = README.split(f"\n| {first} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table]


def _commands() -> dict[str, argparse.ArgumentParser]:
    actions = make_parser()._actions
    (commands,) = (action for action in actions if isinstance(action, argparse._SubParsersAction))
    return dict(commands.choices)


def _options(command: argparse.ArgumentParser) -> set[str]:
    return {
        " ".join(filter(None, (action.option_strings[-1], action.metavar if isinstance(action.metavar, str) else None)))
        for action in command._actions
        if action.option_strings and "--help" not in action.option_strings
    }


def _settings(data: dict[str, object], prefix: str = "") -> Iterator[str]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _settings(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}"


def test_each_intent_has_its_line() -> None:
    assert [row[0].strip("`") for row in _rows("Intent")] == list(INTENTS)


@pytest.mark.parametrize(
    "case",
    [
        as_parameter(Expected(file=row[0].strip("`"), utterance=row[2], intent=row[0].strip("`")))
        for row in _rows("Intent")
    ],
)
def test_the_example_of_an_intent_has_that_intent(case: Expected, store: Store) -> None:
    assert respond(case.utterance, store=store, today=AS_OF).intent == case.intent


def test_each_command_has_its_line_with_its_options_and_its_help() -> None:
    commands = _commands()
    rows = {row[0].strip("`").split()[1]: row for row in _rows("Command")}
    assert list(rows) == list(commands)
    for name, command in commands.items():
        assert set(re.findall(r"`([^`]+)`", rows[name][2])) == _options(command), name
    helps = {action.dest: action.help for action in _subcommand_helps()}
    assert {name: row[1] for name, row in rows.items()} == helps | {
        "ask": "answer a question, or each line of standard input"
    }


def _subcommand_helps() -> list[argparse.Action]:
    (commands,) = (action for action in make_parser()._actions if isinstance(action, argparse._SubParsersAction))
    return list(commands._choices_actions)


def test_each_key_of_a_record_has_its_line() -> None:
    reply = Reply(status="small_talk", intent="greet", language="en", lead="Hello.")
    rows = [row[0].strip("`") for row in _rows("Key")]
    assert rows == list(render_record("hi", reply)) == list(render_failure("hi", "no"))


def test_each_setting_has_its_line() -> None:
    example = yaml.safe_load((ROOT / "config.example.yaml").read_text(encoding="utf-8"))
    assert [row[0].strip("`") for row in _rows("Setting")] == list(_settings(example))


def test_each_exit_code_of_the_bot_has_its_line() -> None:
    assert [int(row[0]) for row in _rows("Code")] == list(ExitCode)


def test_each_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[>=<]", each)[0] for each in project["dependencies"]}
    assert {row[0] for row in _rows("Library")} == declared


def test_each_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("package", ["bot", "knowledge"])
def test_the_module_map_names_each_module_and_no_other(package: str) -> None:
    readme = (ROOT / package / "README.md").read_text(encoding="utf-8")
    block = readme.split(f"```\n{package}/\n", 1)[1].split("```", 1)[0]
    folder, named = "", set()
    for line in block.splitlines():
        name = line.split()[0]
        folder = name if name.endswith("/") else folder if line.startswith("    ") else ""
        named.add(name if name.endswith("/") else folder + name)
    paths = (ROOT / package).rglob("*.py")
    modules = {path.relative_to(ROOT / package).as_posix() for path in paths if path.name != "__init__.py"}
    assert {name for name in named if name.endswith(".py")} == modules


def _ask(store: Store, question: str, dialogue: Dialogue | None) -> Reply:
    return respond(question, store=store, today=AS_OF, dialogue=dialogue)


def test_the_examples_and_the_conversation_are_what_the_program_says(store: Store) -> None:
    parts = render_examples(load_questions(EXAMPLES), partial(_ask, store))
    assert parts.keys() == {"examples", "conversation"}
    assert parts["examples"].count("\n") == 21, "twenty questions"
    assert replace_parts(README, parts) == README, "out of date; run: kankei examples --write README.md"


def test_the_examples_are_answered_rightly(store: Store) -> None:
    known = yaml.safe_load((ROOT / "tests" / "known_failures.yaml").read_text(encoding="utf-8"))["examples"]
    results = evaluate(load_questions(EXAMPLES), partial(_ask, store))
    failed = {result.case.id: result.complaints for result in results if not result.passed}
    assert failed.keys() == {entry["id"] for entry in known}, failed


def test_a_document_without_the_comments_is_not_written() -> None:
    with pytest.raises(BotError, match="<!-- examples -->"):
        replace_parts("# Nothing here", {"examples": "table"})
