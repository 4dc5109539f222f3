"""The report of a measurement, in Markdown; ratios are Samtal to the relay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bench.load import Percentiles
from bench.measuring import STEADY_RATE, Joined, Maximum, Measured, Steady

Row = Sequence[str]


def line(each: Measured | Joined) -> str:
    """Say in one line what has just been measured."""
    fanout = _three(each.steady.run.fanout)
    if isinstance(each, Joined):
        return f"{each.server}: {each.clients} at once in {each.seconds:.2f} s, fan-out {fanout} ms"
    rooms = f"{each.clients} in rooms of {each.room_size}"
    return f"{each.server}: {rooms}: {_rate(each.maximum)} notes/s, fan-out {fanout} ms"


def markdown(facts: Mapping[str, str], measured: Sequence[Measured], joined: Sequence[Joined]) -> str:
    """Give the whole report."""
    parts = ["\n".join(f"- {name}: {value}" for name, value in facts.items())]
    parts.append(summary(measured, joined))
    halls = list(zip(measured[::2], measured[1::2], strict=True))
    parts.append("Highest rate with p99 fan-out under 250 ms and nothing lost, in notes a second:")
    head: Row = ("sockets", "rooms of", "Samtal (stores)", "relay (stores nothing)", "ratio")
    parts.append(_table(head, [_maximum_row(ours, bare) for ours, bare in halls]))
    parts.append(f"At {STEADY_RATE} notes a second (milliseconds are p50 / p95 / p99):")
    head = ("sockets", "rooms of", "server", "answer ms", "fan-out ms", "cores", "kB a connection", "delivered")
    parts.append(_table(head, [_steady_row(each) for each in measured]))
    if joined:
        parts.append("Everybody joining at once, each with a snapshot of 100 notes, then as above:")
        head = ("sockets", "server", "seconds", "answer ms", "fan-out ms", "cores", "kB a connection", "delivered")
        parts.append(_table(head, [_joined_row(each) for each in joined]))
        parts.append(_ratios(*joined))
    return "\n\n".join(parts) + "\n"


def summary(measured: Sequence[Measured], joined: Sequence[Joined]) -> str:
    """Give the figures that the goals are about, in one small table."""
    rows: list[Row] = []
    for ours, bare in zip(measured[::2], measured[1::2], strict=True):
        name = f"notes/s, {ours.clients:,} sockets in rooms of {ours.room_size:,}"
        ratio = _maximum_row(ours, bare)[-1]
        rows.append((name, _rate(ours.maximum), _rate(bare.maximum), ratio))
    if joined:
        hall, relay = joined
        at = f"{hall.clients:,} sockets, {STEADY_RATE} notes/s"
        rows += [
            _compared(f"fan-out p50, {at}", hall.steady.run.fanout.p50, relay.steady.run.fanout.p50, "ms"),
            _compared(f"fan-out p99, {at}", hall.steady.run.fanout.p99, relay.steady.run.fanout.p99, "ms"),
            _compared(f"answer p99, {at}", hall.steady.run.ack.p99, relay.steady.run.ack.p99, "ms"),
            _compared(f"{hall.clients:,} joining at once, 100 notes each", hall.seconds, relay.seconds, "s"),
            _compared("memory a connection", hall.steady.kilobytes, relay.steady.kilobytes, "kB"),
        ]
    return _table(("quantity", "Samtal (stores)", "relay (stores nothing)", "ratio"), rows)


def _compared(name: str, ours: float | None, bare: float | None, unit: str) -> Row:
    digits = {"ms": 1, "s": 2}.get(unit, 0)
    given = ["–" if each is None else f"{each:.{digits}f} {unit}" for each in (ours, bare)]
    return name, *given, _ratio(ours, bare)


def _maximum_row(ours: Measured, bare: Measured) -> Row:
    ratio = "–"
    if ours.maximum and bare.maximum and bare.maximum.rate:
        ratio = f"{ours.maximum.rate / bare.maximum.rate:.2f}"
    return str(ours.clients), str(ours.room_size), _rate(ours.maximum), _rate(bare.maximum), ratio


def _steady_row(each: Measured) -> Row:
    return str(each.clients), str(each.room_size), each.server, *_steady(each.steady)


def _joined_row(each: Joined) -> Row:
    return str(each.clients), each.server, f"{each.seconds:.2f}", *_steady(each.steady)


def _steady(steady: Steady) -> Row:
    run = steady.run
    delivered = f"{run.delivered} of {run.expected}"
    return _three(run.ack), _three(run.fanout), f"{steady.cpu:.2f}", f"{steady.kilobytes:.0f}", delivered


def _ratios(ours: Joined, bare: Joined) -> str:
    ratios = {
        "joining": _ratio(ours.seconds, bare.seconds),
        "fan-out p50": _ratio(ours.steady.run.fanout.p50, bare.steady.run.fanout.p50),
        "answer p99": _ratio(ours.steady.run.ack.p99, bare.steady.run.ack.p99),
        "processor": _ratio(ours.steady.cpu, bare.steady.cpu),
        "memory": _ratio(ours.steady.kilobytes, bare.steady.kilobytes),
    }
    return "Samtal to relay: " + ", ".join(f"{name} {value}" for name, value in ratios.items())


def _ratio(ours: float | None, bare: float | None) -> str:
    return f"{ours / bare:.2f}" if ours and bare else "–"


def _rate(maximum: Maximum | None) -> str:
    if maximum is None:
        return "–"
    return f"{'≥ ' if maximum.lower_bound else ''}{maximum.rate:,.0f}"


def _three(times: Percentiles) -> str:
    return " / ".join("–" if each is None else f"{each:.1f}" for each in (times.p50, times.p95, times.p99))


def _table(head: Row, rows: Sequence[Row]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
