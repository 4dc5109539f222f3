"""The API's description, in OpenAPI 3.1. Tests hold it against the routes that there are and their real answers.

What happens live, over Socket.IO, is not HTTP and stands in docs/protocol.md; so do the snapshots' fields in full.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from server.export import FORMATS
from server.web import faults

Schema = dict[str, Any]

CODES = list(faults.STATUSES)
STATUSES = ["prepared", "open", "closed"]
ROLES = ["participant", "note-taker", "facilitator", "projector"]

SAYS = {
    400: "Wrong or missing fields (`invalid`).",
    401: "No key, or none that is valid (`unauthorised`).",
    403: "A key for something else (`forbidden`).",
    404: "No such session, code or link (`not_found`).",
    409: "Not as things stand (`conflict`).",
    410: "The session is closed (`closed`).",
    413: "More than is accepted (`too_large`).",
    423: "The room is locked, or the paper confirmed (`locked`).",
    429: "Too many wrong codes or comments (`rate_limited`); `retry_after` says how many seconds to wait.",
    503: "Cannot be done just now (`unavailable`).",
}


def description() -> Schema:
    """Give the description as it is served at /api/v1/openapi.json."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Samtal",
            "version": version("samtal"),
            "summary": "Joining a meeting, reading it, and taking its paper home.",
            "description": "Writing happens live, over Socket.IO: see docs/protocol.md in the source. `message` in an "
            "error is in the language that `Accept-Language` or `?lang=` asks for (`sv`, `en`).",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": _paths(),
        "components": {"schemas": SCHEMAS, "securitySchemes": SECURITY},
    }


def _text(*, null: bool = False, **more: Any) -> Schema:
    return {"type": ["string", "null"] if null else "string", **more}


def _whole(*, null: bool = False, **more: Any) -> Schema:
    return {"type": ["integer", "null"] if null else "integer", **more}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _object(*optional: str, **properties: Schema) -> Schema:
    """Describe an object that has just these properties; all of them but the optional ones, always."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


STYLED = {"type": ["array", "null"], "description": "The text in its styles; null: it has none."}
TIME = _text(format="date-time", description="ISO 8601 in UTC, with milliseconds")
DATE = _text(format="date")
STYLES: Schema = {"type": "object", "additionalProperties": _text(null=True)}
LINKS = _object(facilitator=_text(), projector=_text(), join=_text())

SCHEMAS: Schema = {
    "Error": _object(
        error=_object(
            "field",
            "retry_after",
            "problems",
            code=_text(enum=CODES),
            message=_text(description="A sentence for people, in their language."),
            field=_text(description="The part of the request that is wrong."),
            retry_after=_whole(description="Seconds."),
            problems=_list(_object(line=_whole(), column=_whole(), message=_text())),
        )
    ),
    "JoinRequest": {
        **_object(
            "code",
            "key",
            "organisation",
            "room",
            "as_new",
            code=_text(null=True, description="Six characters; case, spaces and hyphens do not matter."),
            key=_text(null=True, description="What the joining link carries, instead of a code."),
            name=_text(maxLength=120),
            organisation=_text(null=True, maxLength=120),
            room=_text(null=True, description="A room's id, or `auto` for the one that most needs people."),
            as_new={"type": "boolean", "description": "Somebody else, on a device that has joined before."},
        ),
    },
    "Joined": _object(
        token=_text(description="The participant's key from now on."),
        participant=_ref("You"),
        session=_object(id=_text(), title=_text()),
        rooms=_list(_ref("Room")),
    ),
    "JoinPage": _object(
        session=_object(
            id=_text(),
            title=_text(),
            series=_text(null=True),
            date=DATE,
            organiser=_text(null=True),
            retention_days=_whole(),
            status=_text(enum=STATUSES),
            language=_text(enum=["sv", "en"]),
        ),
        organisations=_list(_ref("Organisation")),
        rooms=_list(
            _object(
                id=_text(),
                name=_text(),
                title=_text(null=True),
                number=_whole(null=True),
                capacity=_whole(null=True),
                members=_whole(),
                full={"type": "boolean"},
            )
        ),
        self_select_room={"type": "boolean"},
        you=_or_null(_ref("You")),
    ),
    "You": _object(
        id=_text(), role=_text(enum=ROLES), room=_text(null=True), name=_text(null=True), organisation=_text(null=True)
    ),
    "Organisation": _object(name=_text(), short=_text(null=True)),
    "Room": _object(
        id=_text(),
        name=_text(),
        capacity=_whole(null=True),
        proposal=_or_null(_ref("Proposal")),
        locked={"type": "boolean"},
        called_at=_text(null=True, description="When the room called the facilitator; null once answered."),
    ),
    "Proposal": _object(
        number=_whole(), title=_text(), text=_text(), question=_text(null=True), **{"from": _list(_text())}
    ),
    "ListedSession": _object(
        id=_text(),
        code=_text(pattern="^[2-9A-Z]{6}$"),
        title=_text(),
        date=DATE,
        created_at=TIME,
        status=_text(enum=STATUSES),
        links=LINKS,
    ),
    "CreatedSession": _object(
        id=_text(),
        code=_text(pattern="^[2-9A-Z]{6}$"),
        links=LINKS,
        tokens=_object(facilitator=_text(), projector=_text()),
        rooms=_list(_object(id=_text(), name=_text(), proposal=_or_null(_ref("Proposal")))),
    ),
    "SessionState": _object(
        session=_ref("SessionSnapshot"),
        channels={"type": "object", "additionalProperties": _ref("RoomSnapshot")},
    ),
    "SessionSnapshot": _object(
        session={
            "type": "object",
            "required": ["id", "code", "title", "date", "language", "status", "settings"],
            "properties": {"id": _text(), "code": _text(), "title": _text(), "status": _text(enum=STATUSES)},
        },
        organisations=_list(_ref("Organisation")),
        categories=_list(_object(title=_text(), examples=_list(_text()))),
        note_kinds=_list(_object(id=_text(), label=_text())),
        programme=_list({"type": "object"}),
        steps=_list({"type": "object"}),
        step=_or_null({"type": "object", "required": ["id", "status", "started_at", "ends_at", "remaining"]}),
        rooms=_list(_ref("Room")),
        participants=_list(_ref("Participant")),
        themes=_list(_object(id=_text(), text=_text(), runs=STYLED, sources=_list(_text()))),
        spotlight=_or_null({"type": "object"}),
        spotlight_queue=_list(_object(note=_text(null=True), theme=_text(null=True), channel=_text(null=True))),
        screen=_object(
            scene=_text(),
            theme=_text(enum=["auto", "light", "dark"]),
            language=_text(enum=["auto", "sv", "en"], description="`auto`: the session's."),
        ),
        hall=_or_null(_object(ssid=_text(), password=_text(null=True))),
        reports=_list(_object(id=_text(), note=_text(), channel=_text(), reason=_text(null=True), at=TIME)),
        undoable=_whole(description="How many starts of steps can be taken back."),
        messages=_list(_object(id=_text(), text=_text(), rooms=_or_null(_list(_text())), at=TIME)),
    ),
    "Participant": _object(
        "name",
        id=_text(),
        name=_text(null=True, description="Not for the projector; null once the names have been erased."),
        organisation=_text(null=True),
        role=_text(enum=ROLES),
        room=_text(null=True),
        joined_at=TIME,
    ),
    "RoomSnapshot": _object(
        room=_object(id=_text(), kind=_text(enum=["room", "item"]), name=_text()),
        notes=_list(_ref("Note")),
        clusters=_list(_object(id=_text(), title=_text())),
        blocks=_list(
            _object(
                id=_text(),
                kind=_text(enum=["paragraph", "bullet", "numbered", "heading"]),
                level=_whole(),
                text=_text(),
                runs=STYLED,
                sources=_list(_text()),
                version=_whole(),
            )
        ),
        confirmation=_or_null(_object(at=TIME, reservation=_text(null=True))),
    ),
    "Note": _object(
        id=_text(),
        number=_whole(),
        text=_text(),
        kind=_text(),
        author=_text(null=True),
        at=TIME,
        reply_to=_text(null=True),
        cluster=_text(null=True),
        supporters=_list(_text()),
        edited_at=_text(null=True),
        removed={"type": "boolean"},
        veiled={"type": "boolean"},
        hidden={"type": "boolean"},
        request=_text(null=True, description="The change that the facilitator asks for."),
    ),
    "Receipt": _object(ok={"const": True}, channel=_text(), seq=_whole()),
    "Erased": _object(
        erased={"type": "object", "description": "Rows erased, by table.", "additionalProperties": _whole()}
    ),
    "Draft": _object(
        html=_text(description="The paper as markup, escaped by the server."),
        pieces=_list(_ref("Piece")),
        outline=_list(_object(level=_whole(), title=_text(), anchor=_text())),
        warnings=_list(
            {"type": "object", "required": ["kind", "message"], "properties": {"kind": _text(), "message": _text()}}
        ),
        unused=_list(_text(description="A note's id.")),
        omitted=_list(_text(description="A note's id.")),
        leaks=_list(_ref("Leak")),
        status=_text(enum=STATUSES),
        state=_text(enum=["working", "draft", "confirmed", "sent"]),
        files={"type": "object", "description": "Each format's file name.", "additionalProperties": _text()},
    ),
    "Layout": _object(
        pages=_whole(description="How many pages the PDF has."),
        starts={
            "type": "object",
            "description": "On which page, from 1, stands what has this name: a heading's anchor, a part; and of "
            "blocks and notes, those that come first on a page.",
            "additionalProperties": _whole(),
        },
    ),
    "Leak": _object(
        kind=_text(enum=["organisation", "person", "anonymous"]),
        anchor=_text(description="The section's."),
        text=_text(description="The stretch around what was found."),
        words=_list(_text(description="As they stand in the text.")),
        notes=_list(_text(description="The anonymous notes behind the text.")),
        part=_text(null=True),
        block=_text(null=True),
        channel=_text(null=True),
        theme=_text(null=True),
    ),
    "Piece": _object(
        id=_text(description="Stays the same when the text changes."),
        anchor=_or_null(_text()),
        html=_text(description="Escaped by the server; empty where the piece has no text."),
        origin=_text(),
        sources=_list(_text(description="A note's id.")),
        edit=_or_null({"anyOf": [_ref("PartEdit"), _ref("SectionEdit")]}),
        edits=_list(_ref("PartEdit")),
        theme=_or_null(_text()),
    ),
    "PartEdit": _object(
        part=_text(),
        lines=_list(
            _object(
                kind=_text(enum=["paragraph", "bullet", "numbered", "heading"]),
                level=_whole(),
                runs=_list({"type": "object", "required": ["text"]}),
            )
        ),
        own={"type": "boolean", "description": "Whether an editor wrote it."},
        single={"type": "boolean", "description": "Whether it is one plain line."},
    ),
    "SectionEdit": _object(
        channel=_text(),
        begun={"type": "boolean", "description": "Whether there are blocks; otherwise the notes stand there."},
        notes={"type": "boolean", "description": "Whether there are notes to begin with."},
    ),
    "Looks": _object(
        template=_or_null(_ref("Template")), logo=_or_null(_object(mime=_text(), size=_whole(), uploaded_at=TIME))
    ),
    "Template": _object(
        file_name=_text(),
        size=_whole(description="Bytes."),
        uploaded_at=TIME,
        styles=_list(_object(name=_text(), label=_text(), kind=_text(enum=["paragraph", "table"]))),
        found={**STYLES, "description": "Our styles → the template's that were found by name."},
        mapping={**STYLES, "description": "Our styles → those that are used; null: ours is added."},
        missing=_list(_text()),
        problems=_list(_text(description="Something to look at, in the reader's language.")),
        blanks=_list(_text(description="What is filled in: title, date, date_code, organiser, status, word.")),
        place={"type": "boolean", "description": "Whether {{dokumentation}} says where the paper goes."},
    ),
    "History": _object(
        before=_whole(null=True, description="Asks for what is older; null: there is nothing older."),
        versions=_list(
            _object(
                "kind",
                "level",
                "runs",
                "sources",
                "after",
                "lines",
                seq=_whole(description="The number of its first event in its channel."),
                burst=_whole(description="The `seq` of the first of those that one hand made with short pauses."),
                at=TIME,
                by=_text(null=True, description="The role that the writer had then; null where it is not known."),
                name=_text(null=True, description="What a participant is called, until the names are erased."),
                type=_text(
                    enum=[
                        "block.added",
                        "block.edited",
                        "block.removed",
                        "text.edited",
                        "theme.added",
                        "theme.edited",
                        "theme.removed",
                    ]
                ),
                block=_text(null=True),
                text=_text(),
                kind=_text(),
                level=_whole(),
                runs={"type": ["array", "null"]},
                sources=_list(_text()),
                after=_text(null=True, description="The block before it."),
                lines={"type": ["array", "null"], "description": "Null: back to what is composed."},
            )
        ),
    ),
    "Editions": _object(
        editions=_list(
            _object(
                edition=_whole(description="Its number, for its page and its files."),
                state=_text(enum=["confirmed", "sent"]),
                at=TIME,
                opened_at=_text(null=True, description="When the paper was made a draft again."),
                new_look={"type": "boolean", "description": "The session's Word template or logo is a later one."},
            )
        )
    ),
    "Readings": _object(
        readings=_list(_object(id=_text(), link=_text(), expires_at=TIME, withdrawn_at=_text(null=True)))
    ),
    "ReaderComment": _object(
        "part",
        "channel",
        "block",
        "theme",
        "organisation",
        "id",
        text=_text(description="At most 2,000 characters."),
        part=_text(null=True, description="A part of the paper; or else a channel, or a theme."),
        channel=_text(null=True),
        block=_text(null=True, description="A block of the channel."),
        theme=_text(null=True, description="A pattern."),
        organisation=_text(null=True, maxLength=120),
        id=_text(null=True, maxLength=64, description="The sender's own: what is sent again is kept once."),
    ),
    "SentComment": _object(id=_text(), at=TIME),
    "Section": _object(html=_text(description="The room's part of the paper as markup, escaped by the server.")),
    "Seating": _object(moves=_list(_object(participant=_text(), room=_text()))),
    "OwnText": _object("sv", "en", sv=_text(null=True), en=_text(null=True)),
    "Health": _object(status={"const": "ok"}),
}

BEARER = "An `Authorization: Bearer` key"
SECURITY: Schema = {
    "participant": {
        "type": "http",
        "scheme": "bearer",
        "description": f"{BEARER}: the token that joining gave. Web pages have it in the cookie samtal_participant_ID.",
    },
    "facilitator": {
        "type": "http",
        "scheme": "bearer",
        "description": f"{BEARER}: the session's facilitator token. Web pages: the cookie samtal_facilitator_ID.",
    },
    "projector": {
        "type": "http",
        "scheme": "bearer",
        "description": f"{BEARER}: the session's projector token. Web pages: the cookie samtal_projector_ID.",
    },
    "organiser": {
        "type": "http",
        "scheme": "bearer",
        "description": f"{BEARER}: the installation's organiser key (`samtal key`).",
    },
    "organiserCookie": {"type": "apiKey", "in": "cookie", "name": "samtal_organiser"},
}
ORGANISER = ("organiser", "organiserCookie")

SESSION_ID: Schema = {"name": "session_id", "in": "path", "required": True, "schema": _text()}
CHANNEL: Schema = {"name": "channel", "in": "path", "required": True, "schema": _text()}


def _paths() -> Schema:
    return {
        "/api/v1/join": {
            "get": _call(
                "What somebody who is about to join needs to know.",
                {200: _json("JoinPage")},
                refusals=(404, 429),
                parameters=[_query("code", "The join code."), _query("key", "The joining link's key, instead.")],
            ),
            "post": _call(
                "Join a session.",
                {201: _json("Joined"), 200: _json("Joined", "This device had joined already: the same participant.")},
                refusals=(400, 403, 404, 409, 410, 413, 429, 503),
                body={"application/json": {"schema": _ref("JoinRequest")}},
            ),
        },
        "/api/v1/sessions": {
            "get": _call(
                "List all sessions, the newest first.",
                {200: _of(_object(sessions=_list(_ref("ListedSession"))))},
                ORGANISER,
                refusals=(401,),
            ),
            "post": _call(
                "Create a session from a session file (docs/session-file.md), at most 2 MiB; or go on with one "
                "that was exported as JSON, at most 64 MiB.",
                {201: _json("CreatedSession")},
                ORGANISER,
                refusals=(400, 401, 409, 413, 503),
                body={
                    "application/yaml": {"schema": _text()},
                    "application/json": {"schema": {"type": "object", "description": "See docs/paper.md."}},
                },
            ),
        },
        "/api/v1/sessions/{session_id}": {
            "parameters": [SESSION_ID],
            "get": _call(
                "Every channel that this reader may see.",
                {200: _json("SessionState")},
                ("participant", "facilitator", "projector"),
                refusals=(401, 403),
            ),
            "delete": _call(
                "Erase a session, or only the names in it.",
                {200: _json("Erased")},
                ORGANISER,
                refusals=(400, 401, 404),
                parameters=[_switch("personal_data_only", "`1`: erase the names, keep what was written.")],
            ),
        },
        "/api/v1/sessions/{session_id}/close": {
            "parameters": [SESSION_ID],
            "post": _call(
                "Close the session and compose its draft; again changes nothing.",
                {200: _json("Receipt")},
                ("facilitator",),
                refusals=(401, 403, 503),
            ),
        },
        "/api/v1/sessions/{session_id}/draft": {
            "parameters": [SESSION_ID],
            "get": _call(
                "The draft as its page shows it; a preview until the session is closed.",
                {200: _json("Draft"), 304: {"description": "As it was when the ETag in `If-None-Match` was given."}},
                ("facilitator",),
                refusals=(401, 403, 413, 503),
            ),
        },
        "/api/v1/sessions/{session_id}/draft/pages": {
            "parameters": [SESSION_ID],
            "get": _call(
                "On which page of the PDF what stands, as the draft is now; it waits until no file is being written.",
                {200: _json("Layout")},
                ("facilitator",),
                refusals=(401, 403, 413, 503),
            ),
        },
        "/api/v1/sessions/{session_id}/history": {
            "parameters": [SESSION_ID],
            "get": _call(
                "The newest versions of blocks of a channel, of a part of the paper or of a pattern; newest last.",
                {200: _json("History")},
                ("facilitator",),
                refusals=(400, 401, 403, 404),
                parameters=[
                    _query("channel", "A room or item, of which to tell the blocks."),
                    _query("block", "Only this block of the channel."),
                    _query("part", "A part of the paper, instead of a channel."),
                    _query("theme", "A pattern, instead of a channel; also one that has been removed."),
                    _number("before", "Only what is older than the version with this `seq`."),
                    _number("limit", "How many, about; 100 where it is not said.", minimum=1, maximum=500),
                ],
            ),
        },
        "/api/v1/sessions/{session_id}/editions": {
            "parameters": [SESSION_ID],
            "get": _call(
                "The times that the paper was confirmed or sent out, the oldest first.",
                {200: _json("Editions")},
                ("facilitator",),
                refusals=(401, 403),
            ),
        },
        "/api/v1/sessions/{session_id}/readings": {
            "parameters": [SESSION_ID],
            "get": _call(
                "The links by which people without an account read the draft, open or not.",
                {200: _json("Readings")},
                ("facilitator",),
                refusals=(401, 403),
            ),
        },
        "/api/v1/reading/{key}/comments": {
            "parameters": [{"name": "key", "in": "path", "required": True, "schema": _text()}],
            "post": _call(
                "Comment the draft as somebody who reads it by a link; the link's key is all that it takes.",
                {201: _json("SentComment")},
                refusals=(400, 404, 413, 423, 429, 503),
                body={"application/json": {"schema": _ref("ReaderComment")}},
            ),
        },
        "/api/v1/sessions/{session_id}/session-file": {
            "parameters": [SESSION_ID],
            "get": _call(
                "The session's plan as a session file (docs/session-file.md).",
                {200: _file("application/yaml")},
                ("facilitator",),
                refusals=(401, 403, 404),
            ),
        },
        "/api/v1/sessions/{session_id}/sections/{channel}": {
            "parameters": [SESSION_ID, CHANNEL],
            "get": _call(
                "A room's own part of the paper, as it stands now, for those who may read the room.",
                {200: _json("Section")},
                ("participant", "facilitator", "projector"),
                refusals=(401, 403, 404),
            ),
        },
        "/api/v1/sessions/{session_id}/export": {
            "parameters": [SESSION_ID],
            "get": _call(
                "The paper as a file. JSON, which is everything, can be had before the session is closed.",
                {200: _file(*(format.mime.partition(";")[0] for format in FORMATS.values()))},
                ("facilitator",),
                refusals=(400, 401, 403, 404, 409, 503),
                parameters=[
                    _query("format", "The file's format.", required=True, enum=list(FORMATS)),
                    _switch("template", "`0`: Word in our own look, though the session has a template."),
                    _switch("traces", "`1`: the notes behind each block as comments in Word."),
                    _switch("confirmations", "`0`: without what groups confirmed and when."),
                    _number("edition", "An earlier edition of the paper, by its number; not as JSON."),
                ],
            ),
        },
        "/api/v1/sessions/{session_id}/join-qr.svg": {
            "parameters": [SESSION_ID],
            "get": _call(
                "The QR code of the joining link.",
                {200: _file("image/svg+xml")},
                ("facilitator", "projector"),
                refusals=(401, 403),
            ),
        },
        "/api/v1/sessions/{session_id}/wifi-qr.svg": {
            "parameters": [SESSION_ID],
            "get": _call(
                "The QR code that puts a phone on the hall's Wi-Fi.",
                {200: _file("image/svg+xml")},
                ("facilitator", "projector"),
                refusals=(401, 403, 404),
            ),
        },
        "/api/v1/sessions/{session_id}/seating": {
            "parameters": [SESSION_ID],
            "get": _call(
                "A proposal of who sits where; nothing is moved.",
                {200: _json("Seating")},
                ("facilitator",),
                refusals=(400, 401, 403),
                parameters=[_switch("everybody", "`1`: not only those without a room.")],
            ),
        },
        "/api/v1/sessions/{session_id}/template": {
            "parameters": [SESSION_ID],
            "get": _call(
                "The agency's Word template and the logo: what was found in it, what is missing.",
                {200: _json("Looks")},
                ("facilitator",),
                refusals=(401, 403),
            ),
            "put": _call(
                "Keep a Word template (.docx, .dotx; at most 10 MB) that the session's Word files are written in.",
                {200: _json("Looks")},
                ("facilitator",),
                refusals=(400, 401, 403, 404, 413, 503),
                parameters=[_query("name", "What the file is called.")],
                body={"application/octet-stream": {}},
            ),
            "delete": _call("Remove it.", {200: _json("Looks")}, ("facilitator",), refusals=(401, 403)),
        },
        "/api/v1/sessions/{session_id}/template/trial": {
            "parameters": [SESSION_ID],
            "get": _call(
                "The paper as it stands, in the template, before the session is closed too.",
                {200: _file("application/vnd.openxmlformats-officedocument.wordprocessingml.document")},
                ("facilitator",),
                refusals=(401, 403, 409, 503),
            ),
        },
        "/api/v1/sessions/{session_id}/template/mapping": {
            "parameters": [SESSION_ID],
            "put": _call(
                "Choose which of the template's styles stand for ours; what is left out is found by name.",
                {200: _json("Looks")},
                ("facilitator",),
                refusals=(400, 401, 403, 409, 413),
                body={"application/json": {"schema": STYLES}},
            ),
        },
        "/api/v1/sessions/{session_id}/logo": {
            "parameters": [SESSION_ID],
            "get": _call(
                "The organiser's logo, as it is printed.",
                {200: _file("image/svg+xml", "image/png", "image/jpeg")},
                ("facilitator",),
                refusals=(401, 403, 404),
            ),
            "put": _call(
                "Keep the organiser's logo (SVG, PNG or JPEG; at most 1 MB).",
                {200: _json("Looks")},
                ("facilitator",),
                refusals=(400, 401, 403, 404, 413, 503),
                body={type: {} for type in ("image/svg+xml", "image/png", "image/jpeg")},
            ),
            "delete": _call("Remove it.", {200: _json("Looks")}, ("facilitator",), refusals=(401, 403)),
        },
        "/api/v1/session-file": {
            "post": _call(
                "Write a session file from its keys as JSON.",
                {200: _file("application/yaml")},
                ORGANISER,
                refusals=(400, 401, 413, 503),
                body={"application/json": {"schema": {"type": "object"}}},
            ),
        },
        "/api/v1/texts/{name}": {
            "parameters": [
                {"name": "name", "in": "path", "required": True, "schema": _text(enum=["accessibility", "privacy"])}
            ],
            "get": _call("The organiser's own words for a page.", {200: _json("OwnText")}, refusals=(404,)),
            "put": _call(
                "Keep the organiser's own words for a page; a language that is left out stays as it is.",
                {200: _json("OwnText")},
                ORGANISER,
                refusals=(400, 401, 404, 413),
                body={"application/json": {"schema": _ref("OwnText")}},
            ),
        },
        "/api/v1/openapi.json": {"get": _call("This description.", {200: _of({"type": "object"})})},
        "/healthz": {"get": _call("The process is alive.", {200: _json("Health")})},
        "/readyz": {"get": _call("The database answers.", {200: _json("Health")}, refusals=(503,))},
        "/metrics": {"get": _call("Figures in Prometheus' form.", {200: _file("text/plain")})},
    }


def _call(
    summary: str,
    answers: dict[int, Schema],
    who: tuple[str, ...] = (),
    *,
    refusals: tuple[int, ...] = (),
    parameters: list[Schema] | None = None,
    body: Schema | None = None,
) -> Schema:
    responses = {str(status): answer for status, answer in answers.items()}
    responses |= {str(status): _json("Error", SAYS[status]) for status in refusals}
    call: Schema = {"summary": summary, "security": [{scheme: []} for scheme in who], "responses": responses}
    if parameters:
        call["parameters"] = parameters
    if body:
        call["requestBody"] = {"required": True, "content": body}
    return call


def _query(name: str, description: str, *, required: bool = False, **schema: Any) -> Schema:
    return {"name": name, "in": "query", "required": required, "description": description, "schema": _text(**schema)}


def _number(name: str, description: str, **schema: Any) -> Schema:
    return _query(name, description) | {"schema": _whole(**schema)}


def _switch(name: str, description: str) -> Schema:
    """A query that says yes or no; anything else is refused."""
    return _query(name, description, enum=["0", "1"])


def _json(name: str, description: str = "Done.") -> Schema:
    return _of(_ref(name), description)


def _of(schema: Schema, description: str = "Done.") -> Schema:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _file(*types: str) -> Schema:
    return {"description": "The file.", "content": {type: {} for type in types}}
