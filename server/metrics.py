"""Figures for whoever runs Samtal, in Prometheus' form at /metrics. No names, no texts."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """One process's figures."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._commands = Counter("samtal_commands", "Commands that were made durable", registry=self.registry)
        self._commit = Histogram(
            "samtal_commit_seconds",
            "How long a transaction took",
            buckets=(0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5),
            registry=self.registry,
        )
        self._connections = Gauge("samtal_connections", "Sockets that are connected", registry=self.registry)

    def observe_commit(self, commands: int, seconds: float) -> None:
        self._commands.inc(commands)
        self._commit.observe(seconds)

    def watch_connections(self, count: Callable[[], int]) -> None:
        self._connections.set_function(count)

    def page(self) -> bytes:
        """Give the figures as the metrics page shows them."""
        return generate_latest(self.registry)
