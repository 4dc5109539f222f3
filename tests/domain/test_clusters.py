"""Clusters: notes that belong together in one room."""

from __future__ import annotations

from tests.domain.cast import Hall, Person, refused


def test_anybody_in_the_room_begins_renames_and_dissolves_a_cluster(hall: Hall, anna: Person, bo: Person):
    cluster = anna.makes("cluster.add", title="  Nätverk\n som  finns ")

    assert hall.session.channels["room-1"].clusters[cluster].title == "Nätverk som finns"
    assert bo.does("cluster.rename", cluster=cluster, title="Stöd") == ["cluster.renamed"]
    assert bo.does("cluster.rename", cluster=cluster, title="Stöd") == []
    assert anna.does("cluster.remove", cluster=cluster) == ["cluster.removed"]
    assert hall.session.channels["room-1"].clusters == {}


def test_the_notes_of_a_dissolved_cluster_stay_outside_any(hall: Hall, anna: Person, bo: Person):
    cluster, kept = anna.makes("cluster.add", title="Löst"), anna.makes("cluster.add", title="Kvar")
    inside, removed, other = anna.writes("Ett"), anna.writes("Två"), bo.writes("Tre")
    for note, into in ((inside, cluster), (removed, cluster), (other, kept)):
        anna.does("note.move", note=note, cluster=into)
    anna.does("note.remove", note=removed)

    bo.does("cluster.remove", cluster=cluster)
    anna.does("note.restore", note=removed)

    assert [hall.note(note).cluster for note in (inside, removed, other)] == [None, None, kept]


def test_a_cluster_comes_to_stand_where_it_is_wanted(hall: Hall, anna: Person):
    one, two = anna.makes("cluster.add", title="Ett"), anna.makes("cluster.add", title="Två")
    between = anna.makes("cluster.add", title="Mellan", after=one)
    first = anna.makes("cluster.add", title="Först", after=None)

    assert list(hall.session.channels["room-1"].clusters) == [first, one, between, two]
    with refused("not_found"):
        anna.does("cluster.add", title="Efter det som inte finns", after="inget")


def test_others_leave_the_clusters_alone(anna: Person, disa: Person, screen: Person):
    cluster = anna.makes("cluster.add", title="Vårt")

    for outsider in (disa, screen):
        for type, data in (
            ("cluster.add", {"title": "Mitt"}),
            ("cluster.rename", {"cluster": cluster, "title": "Mitt"}),
            ("cluster.remove", {"cluster": cluster}),
        ):
            with refused("forbidden"):
                outsider.does(type, "room-1", **data)


def test_a_cluster_that_is_gone_is_neither_renamed_nor_dissolved(anna: Person, disa: Person):
    elsewhere = disa.makes("cluster.add", title="Annat rum")

    for cluster in ("inget", elsewhere):
        with refused("not_found", "cluster"):
            anna.does("cluster.rename", cluster=cluster, title="Nytt")
        with refused("not_found", "cluster"):
            anna.does("cluster.remove", cluster=cluster)


def test_a_title_is_a_line_of_at_most_three_hundred_characters(anna: Person):
    anna.makes("cluster.add", title="t" * 300)
    with refused("too_large", "title"):
        anna.does("cluster.add", title="t" * 301)
    for empty in ("", " \n "):
        with refused("invalid", "title"):
            anna.does("cluster.add", title=empty)


def test_clusters_stand_still_when_the_meeting_has_closed(anna: Person, facilitator: Person):
    cluster = anna.makes("cluster.add", title="Vårt")
    facilitator.does("session.close")

    for type, data in (
        ("cluster.add", {"title": "Nytt"}),
        ("cluster.rename", {"cluster": cluster, "title": "Nytt"}),
        ("cluster.remove", {"cluster": cluster}),
    ):
        with refused("closed"):
            anna.does(type, **data)
