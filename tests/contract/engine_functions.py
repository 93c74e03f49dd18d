"""Functions that workers import by name; each does one thing to the process it runs in."""

import ctypes
import os
import signal
import time

STATE: list[str] = []
HELD: list[bytearray] = []


def double(number: int) -> int:
    return 2 * number


def length(text: str) -> int:
    return len(text)


def say_state(word: str) -> str:
    return f"{STATE[0]} {word}"


def set_state(word: str) -> None:
    STATE[:] = [word]


def fail_to_start() -> None:
    msg = "no packs today"
    raise ValueError(msg)


def sleep_a_little(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def keep_memory(count: int) -> int:
    HELD.append(bytearray(count))
    return count


def misbehave(how: str) -> str | int | object:
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "stopped":
        os.kill(os.getpid(), signal.SIGSTOP)
    elif how == "crash":
        ctypes.string_at(0)
    elif how == "leave":
        os._exit(3)
    elif how == "exit":
        raise SystemExit(4)
    elif how == "loop":
        while True:
            pass
    elif how == "memory":
        return len(bytearray(1 << 31))
    elif how == "raise":
        msg = "the page is odd"
        raise ValueError(msg)
    elif how == "recurse":
        return misbehave(how)
    elif how == "unpicklable":
        return lambda: how
    elif how == "large":
        return "x" * (8 << 20)
    return how
