"""The command as people and programs use it: exit codes, records, folders, help."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from bot.answers.model import Dialogue, Reply
from bot.doctor import DEPENDENCIES
from bot.folders import cache_folder, state_folder
from bot.harness.batch import answer_lines
from bot.shipped import SHIPPED_PACK, shipped_knowledge

ROOT = Path(__file__).parents[2]
KEYS = {
    "question", "status", "intent", "answer", "confidence", "citations", "language", "choices", "suggestions",
}  # fmt: skip
CITATION_KEYS = {"article", "publisher", "title", "date", "url", "excerpt", "paragraph", "number"}
COMMANDS = ("chat", "ask", "build", "verify", "eval", "examples", "run", "doctor")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    shipped_knowledge({"XDG_CACHE_HOME": str(folder)})
    return folder


def kankei(cache: Path, *arguments: str, given: bytes = b"", **environ: str) -> subprocess.CompletedProcess[bytes]:
    kept = {name: value for name, value in os.environ.items() if not re.search("KANKEI|DISCORD", name)}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments], input=given, capture_output=True, check=False, cwd=ROOT,
        env={**kept, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT), **environ}, timeout=60,
    )  # fmt: skip


def records(ended: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(line) for line in ended.stdout.decode("utf-8").splitlines()]


# ask


def test_a_question_is_answered_with_its_evidence(cache: Path) -> None:
    ended = kankei(cache, "ask", "who is Wang Yi?")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert b"[1]" in ended.stdout
    assert b"\x1b" not in ended.stdout


def test_not_knowing_is_no_failure(cache: Path) -> None:
    ended = kankei(cache, "ask", "--json", "who", "rules", "Mars?")
    (record,) = records(ended)
    assert ended.returncode == 0
    assert record["question"] == "who rules Mars?"
    assert record["status"] == "not_found"


def test_a_record_has_all_its_keys(cache: Path) -> None:
    (record,) = records(kankei(cache, "ask", "--json", "--today", "2025-01-01", "who is Wang Yi?"))
    assert record.keys() == KEYS
    assert record["status"] == "answered"
    assert isinstance(record["confidence"], int)
    citations = record["citations"]
    assert isinstance(citations, list)
    assert citations
    assert all(citation.keys() == CITATION_KEYS for citation in citations)


def test_each_line_has_its_record_in_order_whatever_it_holds(cache: Path) -> None:
    lines = [
        b'{"question": "who is Wang Yi?", "conversation": "a"}', b"", b"who is Yoko Kamikawa?\r", b"{broken", b"[1, 2]",
        b"null", b'{"question": 3}', 
        b'{"question": "x", "conversation": []}', b'{"question": "x", "after": "y"}', b"{}",
        b"\xff\xfe\x00", b'{"question": "\\ud800"}', b"   ", b"[" * 100_000, b'{"a":' * 100_000, b"why " * 50_000,
        '{"question": "王毅说了什么？"}'.encode(), b'"who is Wang Yi?"', b"last line without an end",
    ]  # fmt: skip
    ended = kankei(cache, "ask", given=b"\n".join(lines), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    found = records(ended)
    assert ended.returncode == 0
    assert len(found) == len(lines) - 1
    assert all(record.keys() == KEYS and record["answer"] for record in found)
    errors = [index for index, record in enumerate(found) if record["status"] == "error"]
    assert errors[:7] == [2, 3, 4, 5, 6, 7, 8]
    assert found[15]["question"] == "王毅说了什么？"
    assert found[-1]["question"] == "last line without an end"


def test_each_record_is_written_before_the_next_line_comes(cache: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)},
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        for question in (b"hello\n", b"who is Wang Yi?\n"):
            process.stdin.write(question)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question.decode().strip()
        process.stdin.close()
        assert process.wait(10) == 0


class Recorder:
    """Answers anything, and keeps in which turn of its conversation it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def __call__(self, question: str, dialogue: Dialogue | None) -> Reply:
        if question == "fault":
            raise RuntimeError("boom")
        turns = dialogue.turns if dialogue else 0
        self.asked.append((question, turns))
        return Reply(status="small_talk", intent="greet", language="en", lead="Hm.", dialogue=Dialogue(turns=turns + 1))


def test_a_conversation_goes_on_and_a_plain_line_stands_alone() -> None:
    ask = Recorder()
    lines = [
        b'{"question": "a1", "conversation": "a"}', b"plain", b'{"question": "b1", "conversation": "b"}',
        b'{"question": "a2", "conversation": "a"}', b'{"question": "c3", "after": ["c1", "c2"]}', b"plain",
    ]  # fmt: skip
    list(answer_lines(lines, ask))
    assert ask.asked == [
        ("a1", 0), ("plain", 0), ("b1", 0), ("a2", 1), ("c1", 0), ("c2", 1), ("c3", 2), ("plain", 0),
    ]  # fmt: skip


def test_a_fault_is_a_record_and_the_conversation_survives(caplog: pytest.LogCaptureFixture) -> None:
    ask = Recorder()
    lines = [b'{"question": "%s", "conversation": 1}' % question for question in (b"one", b"fault", b"two")]
    found = list(answer_lines(lines, ask))
    assert [record["status"] for record in found] == ["small_talk", "error", "small_talk"]
    assert "RuntimeError" in str(found[1]["answer"])
    assert ask.asked[-1] == ("two", 1)
    assert "utterance=" in caplog.text


def test_a_reader_who_leaves_causes_no_complaint(cache: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        cwd=ROOT, env={**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stdin is not None
        process.stdin.write(b"hello\n" * 3)
        process.stdin.close()
        assert process.stderr.read() == b""


def test_asking_loads_nothing_that_is_not_needed(cache: Path) -> None:
    needless = (
        "yaml sqlite_utils discord asyncio prompt_toolkit rapidfuzz argparse dataclasses inspect tempfile shutil random"
        " calendar hashlib logging bot.arguments bot.answers.handlers.timeline bot.answers.handlers.compare"
        " bot.answers.handlers.relations bot.answers.handlers.claims bot.answers.deciding.unreviewed_chance"
        " bot.answers.checking.standing bot.render.json"
    )
    code = (
        "import sys; from bot.cli import run_command; code = run_command(['ask', 'who is Wang Yi?']);"
        f"found = set({needless!r}.split()) & set(sys.modules); sys.exit(str(found) if found else code)"
    )
    environ = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, cwd=ROOT, env=environ)
    assert (ended.returncode, ended.stderr) == (0, b"")


# Errors and help


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "--knowledge", "nowhere.sqlite", "hi"),
        ("ask", "--knowledge", "pyproject.toml", "hi"),
        ("eval", "nowhere.yaml"),
        ("verify", "--articles", "nowhere"),
        ("build", "--pack", "nowhere", "--output", "nowhere.sqlite"),
        ("run", "--config", "nowhere.yaml"),
    ],
)
def test_what_cannot_be_used_is_named_in_plain_words(cache: Path, arguments: tuple[str, ...]) -> None:
    ended = kankei(cache, *arguments)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"nowhere" in ended.stderr or b"pyproject.toml" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_an_unknown_command_is_answered_with_the_known_ones(cache: Path) -> None:
    ended = kankei(cache, "aks")
    assert ended.returncode == 2
    assert all(command.encode() in ended.stderr for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(cache: Path, command: str) -> None:
    ended = kankei(cache, command, "--help")
    assert ended.returncode == 0
    assert f"usage: kankei {command}".encode() in ended.stdout


def test_version(cache: Path) -> None:
    assert kankei(cache, "--version").stdout.startswith(b"kankei ")


# build, verify, eval, doctor


def test_a_built_knowledge_base_answers(cache: Path, tmp_path: Path) -> None:
    output = tmp_path / "knowledge.sqlite"
    assert kankei(cache, "build", "--output", str(output)).returncode == 0
    (record,) = records(kankei(cache, "ask", "--json", "--knowledge", str(output), "who is Wang Yi?"))
    assert record["status"] == "answered"


def test_packs_that_do_not_match_the_articles_are_not_built(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "scmp-2023-11-26-busan.txt").write_text("Something else.\n", encoding="utf-8")
    out = tmp_path / "k.sqlite"
    ended = kankei(
        cache, "build", "--pack", str(SHIPPED_PACK), "--articles", str(tmp_path / "articles"), "--output", str(out)
    )
    assert ended.returncode == 1
    assert b"nothing was built" in ended.stderr
    assert not out.exists()


def test_verify_shows_a_table_and_fails_where_texts_are_missing(cache: Path, tmp_path: Path) -> None:
    ended = kankei(cache, "verify", "--articles", str(tmp_path))
    assert ended.returncode == 1
    assert b"facts verified" in ended.stdout


def test_eval_prints_figures_and_writes_records(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(
        "- {id: wang, question: 'Who is Wang Yi?', kind: identity, must: [[China, Chinese]]}\n"
        "- {id: mars, question: 'Who rules Mars?', kind: absent, answerable: false}\n",
        encoding="utf-8",
    )
    ended = kankei(cache, "eval", str(tmp_path / "q.yaml"), "--output", str(tmp_path / "out.jsonl"))
    assert ended.returncode == 0
    assert ended.stdout.split()[:5] == [b"accuracy", b"100.0%", b"2", b"of", b"2"]
    written = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(record["id"], record["passed"]) for record in written] == [("wang", True), ("mars", True)]


def test_the_doctor_says_what_is_missing_and_keeps_the_token(cache: Path) -> None:
    without = kankei(cache, "doctor")
    assert without.returncode == 1
    assert b"KANKEI_TOKEN" in without.stdout
    with_token = kankei(cache, "doctor", KANKEI_TOKEN="very-secret")
    assert with_token.returncode == 0, with_token.stdout
    assert b"very-secret" not in with_token.stdout + with_token.stderr


def test_the_doctor_reports_a_broken_configuration_and_goes_on(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("languge: en\n", encoding="utf-8")
    ended = kankei(cache, "doctor", "--config", str(tmp_path / "config.yaml"), KANKEI_TOKEN="x")
    assert ended.returncode == 1
    assert b"languge" in ended.stdout
    assert b"knowledge base" in ended.stdout


def test_the_doctor_knows_the_dependencies_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[>=<]", each)[0]: re.findall(r">=(\d+)\.(\d+)", each)[0] for each in project["dependencies"]}
    assert {name: tuple(map(str, least)) for name, least in DEPENDENCIES} == declared


# The shipped knowledge base


def test_it_is_built_once(tmp_path: Path) -> None:
    environ = {"XDG_CACHE_HOME": str(tmp_path)}
    path = shipped_knowledge(environ)
    inode = path.stat().st_ino
    assert shipped_knowledge(environ) == path
    assert path.stat().st_ino == inode
    assert path.parent == tmp_path / "kankei"


def test_older_ones_are_removed_unless_just_used(tmp_path: Path) -> None:
    folder = tmp_path / "kankei"
    folder.mkdir()
    for name in ("knowledge-old.sqlite", "knowledge-used.sqlite", "history"):
        (folder / name).touch()
    long_ago = time.time() - 100_000
    os.utime(folder / "knowledge-old.sqlite", (long_ago, long_ago))
    path = shipped_knowledge({"XDG_CACHE_HOME": str(tmp_path)})
    names = {each.name for each in folder.iterdir() if not each.name.startswith("inputs-")}
    assert names == {path.name, "knowledge-used.sqlite", "history"}


def test_it_is_found_by_the_looks_of_its_inputs_and_again_where_those_are_lost(tmp_path: Path) -> None:
    environ = {"XDG_CACHE_HOME": str(tmp_path)}
    path = shipped_knowledge(environ)
    (looks,) = path.parent.glob("inputs-*.txt")
    assert looks.read_text(encoding="utf-8").startswith(f"{path.name}\n")
    for broken in (b"", b"\xff\xfe", b"knowledge-gone.sqlite\nno file", f"{path.name}\nother files".encode()):
        looks.write_bytes(broken)
        assert shipped_knowledge(environ) == path
    path.unlink()
    assert shipped_knowledge(environ) == path
    assert path.is_file()


def test_two_processes_at_once_both_answer(tmp_path: Path) -> None:
    environ = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "bot", "ask", "--json", "hello"], stdout=subprocess.PIPE, cwd=ROOT, env=environ
        )
        for _ in range(3)
    ]
    for process in started:
        with process:
            out, _ = process.communicate(timeout=60)
            assert process.returncode == 0
            assert json.loads(out)["answer"]
    assert len(list((tmp_path / "kankei").glob("knowledge-*"))) == 1


def test_where_the_cache_cannot_be_written_a_temporary_folder_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    path = shipped_knowledge({"XDG_CACHE_HOME": str(tmp_path / "file")})
    assert path.is_relative_to(tmp_path / "temporary")
    assert path == shipped_knowledge({"XDG_CACHE_HOME": str(tmp_path / "file")})


@pytest.mark.skipif(sys.platform == "win32", reason="paths of other systems are not absolute there")
def test_folders_are_the_usual_ones_of_each_system() -> None:
    home = {"HOME": "/home/a"}
    assert cache_folder(home, "linux") == Path("/home/a/.cache/kankei")
    assert cache_folder({**home, "XDG_CACHE_HOME": "/c"}, "linux") == Path("/c/kankei")
    assert cache_folder({**home, "XDG_CACHE_HOME": "relative"}, "linux") == Path("/home/a/.cache/kankei")
    assert cache_folder(home, "darwin") == Path("/home/a/Library/Caches/kankei")
    assert cache_folder({"LOCALAPPDATA": "/l"}, "win32") == Path("/l/kankei/Cache")
    assert state_folder(home, "linux") == Path("/home/a/.local/state/kankei")
    assert cache_folder({}, "linux") is None
