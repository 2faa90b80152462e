"""From the bytes of a file to its text, and in which encoding they were."""

from __future__ import annotations

import codecs
import re

from knowledge.errors import ArticleError

MAX_BYTES = 2_000_000
"""A long report with its page is some 300 kB; above this it is a dump or a book."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image or a sound"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,80}?encoding=["']([\w.-]+)""", re.I
)
_LABELS = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252",
    "us-ascii": "cp1252", "ascii": "cp1252", "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
# Ordinary letters of each script: a wrong decoding yields rare ideographs, half-width kana and private characters.
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u4e00-\u9fff]")
_ODD = re.compile("[\uff61-\uff9f\ue000-\uf8ff\u0080-\u009f\ufffd]|[\u3400-\u4dbf]")
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这個个们中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着下自之年过過发發后後作里用道行所然家种"
    "种事成方多经經么去法学學如都同现現当當没動动面起看定天分还還进進好小部其些主样理心她本前开開但因只从從想实實日月京東东外交部長长首相政府新聞"
    "闻社会議议関关係系両両韓韩米露氏者述氏表明強强調调平和安全保障省庁党選戦争"
)
_EAST_ASIAN = ("cp932", "euc_jp", "gb18030", "big5hkscs", "cp949")


def decode_bytes(data: bytes, name: str) -> tuple[str, str]:
    """Give the text and the name of its encoding; line ends stay as they are.

    Raises:
        ArticleError: empty, too big, or no text at all.
    """
    _refuse_what_is_no_text(data, name)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _decoded(data, encoding)
            if text is not None:
                return _accepted(text, name), encoding
    wide = _wide_encoding(data)
    if wide:
        text = _decoded(data, wide)
        if text is not None:
            return _accepted(text, name), wide
    if b"\x00" in data:
        raise ArticleError(f"{name}: holds zero bytes, so it is no text; save the article as plain text or HTML")
    text = _decoded(data, "utf-8")
    if text is not None:
        return _accepted(text, name), "utf-8"
    declared = _declared_encoding(data)
    if declared:
        text = _decoded(data, declared)
        if text is not None:
            return _accepted(text, name), declared
    text, encoding = _guessed(data)
    return _accepted(text, name), encoding


def _refuse_what_is_no_text(data: bytes, name: str) -> None:
    if not data.strip():
        raise ArticleError(f"{name}: is empty; save the article's text into it")
    if len(data) > MAX_BYTES:
        raise ArticleError(
            f"{name}: has {len(data):,} bytes, more than {MAX_BYTES:,}; give one article a file, without pictures"
        )
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ArticleError(f"{name}: is {what}, not text; save the article as plain text, HTML or Markdown")


def _accepted(text: str, name: str) -> str:
    controls = sum(text.count(chr(code)) for code in (*range(9), *range(14, 27), *range(28, 32)))
    if controls > len(text) // 100:
        raise ArticleError(
            f"{name}: is no text ({controls} control characters); save the article as plain text or HTML"
        )
    if not text.strip():
        raise ArticleError(f"{name}: is empty; save the article's text into it")
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    sample = data[:2000]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared_encoding(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if found is None:
        return None
    label = (found.group(1) or found.group(2)).decode("ascii", "replace").lower()
    label = _LABELS.get(label, label)
    try:
        encoding = codecs.lookup(label).name
    except LookupError:
        return None
    return None if encoding.startswith("utf") else encoding


def _guessed(data: bytes) -> tuple[str, str]:
    """The East Asian encoding whose text looks most like writing, or Windows-1252."""
    best, best_score, best_encoding = "", 0.0, ""
    for encoding in _EAST_ASIAN:
        text = _decoded(data, encoding)
        if text is not None and (score := _likeness(text)) > best_score:
            best, best_score, best_encoding = text, score, encoding
    if best_score > 0.35:
        return best, best_encoding
    text = _decoded(data, "cp1252")
    if text is not None:
        return text, "cp1252"
    almost = data.decode("utf-8", "replace")
    if almost.count("\ufffd") <= len(almost) // 200:  # a page cut in the middle of a character
        return almost, "utf-8"
    return data.decode("latin-1"), "latin-1"


def _likeness(text: str) -> float:
    """Share of the characters beyond ASCII that are common in East Asian writing, odd ones counted against it."""
    beyond = sum(char > "\x7f" for char in text)
    if not beyond:
        return 0.0
    common = sum(char in _COMMON_HAN for char in text)
    kana, hangul, han = len(_KANA.findall(text)), len(_HANGUL.findall(text)), len(_HAN.findall(text))
    odd = len(_ODD.findall(text))
    marks = sum(text.count(mark) for mark in "、。，「」“”（）：？")
    return (2 * kana + 2 * hangul + han * 0.3 + 2 * common + 2 * marks - 6 * odd) / (2 * beyond)
