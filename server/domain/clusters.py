"""Rules for clusters: notes that belong together in one room."""

from __future__ import annotations

from server.domain.actor import Actor
from server.domain.errors import N_, NotFound, require
from server.domain.events import Event
from server.domain.permission import may_write
from server.domain.plain_text import MAX_TITLE_CHARACTERS, checked_line
from server.domain.room import Cluster, Room
from server.domain.session import Session
from server.domain.wish import ClusterAdd, ClusterRef, ClusterRename, Occasion


def add(session: Session, room: Room, by: Actor, wish: ClusterAdd, occasion: Occasion) -> list[Event]:
    """Begin a cluster, after another; last where `after` is not given, first where it is null."""
    may_write(session, room, by)
    cluster = Cluster(occasion.id, checked_line(wish.title, limit=MAX_TITLE_CHARACTERS, field="title"))
    if not wish.gave("after"):
        return [Event(room.id, "cluster.added", cluster.as_data())]
    known = wish.after is None or wish.after in room.clusters
    require(known, NotFound(N_("Temat finns inte längre."), field="after"))
    return [Event(room.id, "cluster.added", cluster.as_data() | {"after": wish.after})]


def rename(session: Session, room: Room, by: Actor, wish: ClusterRename, occasion: Occasion) -> list[Event]:
    """Give a cluster another title."""
    may_write(session, room, by)
    cluster = _cluster(room, wish.cluster)
    title = checked_line(wish.title, limit=MAX_TITLE_CHARACTERS, field="title")
    if title == cluster.title:
        return []
    return [Event(room.id, "cluster.renamed", Cluster(cluster.id, title).as_data())]


def remove(session: Session, room: Room, by: Actor, wish: ClusterRef, occasion: Occasion) -> list[Event]:
    """Dissolve a cluster; its notes stay, outside any cluster."""
    may_write(session, room, by)
    return [Event(room.id, "cluster.removed", {"id": _cluster(room, wish.cluster).id})]


def _cluster(room: Room, cluster_id: str) -> Cluster:
    cluster = room.clusters.get(cluster_id)
    if cluster is None:
        raise NotFound(N_("Temat finns inte längre."), field="cluster")
    return cluster
