"""What the machine is, how busy it is, and what a process of it has used, from /proc."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


def facts(node: str) -> dict[str, str]:
    """Give what a figure depends on, in words."""
    node_version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    packages = ("eventlet", "python-socketio", "python-engineio", "SQLAlchemy", "orjson")
    return {
        "cores": f"{os.cpu_count()}, shared by server and load",
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Node": node_version.lstrip("v"),
        "packages": ", ".join(f"{name} {version(name)}" for name in packages),
        "load before": f"{os.getloadavg()[0]:.2f}",
    }


def cpu_seconds(pid: int) -> float:
    """Give the processor time that a process has used, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


def memory_bytes(pid: int) -> int:
    """Give the memory that a process has resident, in bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES


def used_by(work: Callable[..., object], *arguments: object) -> tuple[float, int]:
    """Do some work, and give the processor seconds and the most resident bytes of this process until then."""
    work(*arguments)
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return time.process_time(), int(line.split()[1]) * 1024
    raise LookupError("the system does not tell")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
