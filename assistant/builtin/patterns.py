"""`re` for the many patterns of the grammar: each is compiled once, where the library itself keeps only a few hundred."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from re import DOTALL, IGNORECASE, VERBOSE, Match, Pattern, escape
from typing import Any

__all__ = [
    "DOTALL", "IGNORECASE", "VERBOSE", "Match", "Pattern", "compile", "escape", "findall", "finditer", "fullmatch", "match",
    "search", "split", "sub",
]  # fmt: skip

Replacement = str | Callable[[Match[str]], str]


@cache
def compile(pattern: str | Pattern[str], flags: int = 0) -> Pattern[str]:
    """The compiled pattern, the same object every time."""
    return re.compile(pattern, flags)


def search(pattern: str | Pattern[str], string: str, flags: int = 0) -> Match[str] | None:
    """As `re.search`."""
    return compile(pattern, flags).search(string)


def match(pattern: str | Pattern[str], string: str, flags: int = 0) -> Match[str] | None:
    """As `re.match`."""
    return compile(pattern, flags).match(string)


def fullmatch(pattern: str | Pattern[str], string: str, flags: int = 0) -> Match[str] | None:
    """As `re.fullmatch`."""
    return compile(pattern, flags).fullmatch(string)


def sub(pattern: str | Pattern[str], repl: Replacement, string: str, count: int = 0, flags: int = 0) -> str:
    """As `re.sub`."""
    return compile(pattern, flags).sub(repl, string, count)


def split(pattern: str | Pattern[str], string: str, maxsplit: int = 0, flags: int = 0) -> list[str]:
    """As `re.split`."""
    return compile(pattern, flags).split(string, maxsplit)


def findall(pattern: str | Pattern[str], string: str, flags: int = 0) -> list[Any]:
    """As `re.findall`."""
    return compile(pattern, flags).findall(string)


def finditer(pattern: str | Pattern[str], string: str, flags: int = 0) -> Iterator[Match[str]]:
    """As `re.finditer`."""
    return compile(pattern, flags).finditer(string)
