"""The meeting that the paper's tests are about: one of each kind of room, told by its events."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from typing import Any

from server.domain.events import DRAFT_CHANNEL, SESSION_CHANNEL
from server.domain.plan import Plan
from server.domain.rich_text import Line, Run
from server.domain.session import Session

TODAY = dt.date(2025, 10, 28)

PEOPLE = {"p-anna": "Anna Ångström", "p-bo": "Bo Örnsköld", "p-cilla": "Cilla Zetterqvist"}

PROPOSALS: list[dict[str, Any]] = [
    {
        "number": 1,
        "title": "Utveckla befintliga nätverk",
        "text": (
            "Flera organisationer lyfter fram nätverk som redan finns. Dit hör *MSV KLL*, myndigheternas "
            "samverkan om "
            "kompetensförsörjning och livslångt lärande som Myndigheten för yrkeshögskolan håller ihop, och "
            "**Nationella vårdkompetensrådet**.\n\nNätverken når många, men villkoren i välfärdens yrken "
            "står sällan "
            "på dagordningen."
        ),
        "question": "Hur kan nätverken användas strategiskt för bättre villkor i välfärden?",
    },
    {
        "number": 2,
        "title": "Samverkansnod för lärosäten och länsstyrelsen som regional samverkansplattform",
        "text": (
            "Universitets- och högskolerådet kan vara en nod mot lärosätena och bidra med "
            "antagningsstatistik per "
            "område.\n\nLänsstyrelserna kan hålla ihop regionala plattformar där kommuner, regioner, "
            "fackliga "
            "organisationer, arbetsgivare, forskare och civilsamhälle möts."
        ),
        "from": ["Universitets- och högskolerådet", "Länsstyrelserna"],
    },
    {
        "number": 3,
        "title": "Nationellt centrum för välfärdsforskning och praktisk kunskap",
        "text": (
            "**Högskolan i Borås** föreslår ett nationellt centrum som ska\n\n"
            "- samla den forskning om välfärdens arbete som i dag är spridd\n"
            "- sprida kunskap till dem som styr och dem som utför\n"
            "- samordna lärosäten, myndigheter och arbetsgivare.\n\n"
            "**Södertörns högskola** vill bidra med ett kritiskt perspektiv där teori möter praktik. "
            "Högskolans "
            "centrum för praktisk kunskap kan ge både fristående kurser och uppdragsutbildning."
        ),
        "from": ["Högskolan i Borås", "Södertörns högskola"],
    },
    {
        "number": 4,
        "title": "Nationella startenkäter",
        "text": (
            "Malmö universitet prövar under hösten 2025 en enkät till nya studenter på sju utbildningar. "
            "Den frågar "
            "vad som avgjorde deras val."
        ),
        "from": ["Malmö universitet"],
        "question": "Hur kan enkäten växa till hela landet?",
    },
    {
        "number": 5,
        "title": "Utbildningar för välfärdsyrken",
        "text": (
            "- Lärarstudenter som kan förklara vad deras ämne är värt för samhället (*Malmö universitet*).\n"
            "- Yrkesutbildningar som går att läsa i olika takt och på olika orter (*Södertörns högskola*)."
        ),
        "from": ["Malmö universitet", "Södertörns högskola"],
        "question": "Behöver utbildningarna utvecklas, och vad kan samverkan bidra med?",
    },
]

PLAN: dict[str, Any] = {
    "samtal": 1,
    "language": "sv",
    "organiser": {"name": "Jämställdhetsmyndigheten", "logo": "logotyp.svg"},
    "series": "Könsbundna studie- och yrkesval",
    "number": 3,
    "title": "Samverkansträff 3",
    "theme": "Målkonflikter i välfärden ur lokalt och regionalt perspektiv",
    "date": "2025-09-30",
    "place": "Göteborg",
    "published": "2025-10-28",
    "organisations": [{"name": "Hemliga organisationen", "short": "HO"}, {"name": "Malmö universitet"}],
    "categories": [
        {
            "title": "Regelarbete och tillsyn",
            "examples": [
                "Föreskrifter om arbetsmiljö",
                "Inspektioner mot hot och hat",
                "Kvalitetsgranskning",
            ],
        },
        {
            "title": "Stöd",
            "examples": [
                "Stödmaterial till chefer",
                "Regionala utvecklingsprojekt",
                "Information till utvalda grupper",
            ],
        },
        {
            "title": "Forskning",
            "examples": ["Forskningsanalyser", "Välfärdsforskning under ett och samma paraply"],
        },
        {
            "title": "Utbildning",
            "examples": ["Kurser för yrkesverksamma", "Flexibla utbildningar", "En nod för könsbundna val"],
        },
        {
            "title": "Samverkan",
            "examples": [
                "Bryggor vid övergångar mellan skola och arbetsliv",
                "Vårdkompetensråd",
                "Vägledning när utländsk utbildning bedöms",
                "Myndigheternas samverkan om kompetensförsörjning",
            ],
        },
        {
            "title": "Normbrytande val",
            "examples": ["Science center", "Nätverk för män i vården", "Studie- och yrkesvägledning"],
        },
    ],
    "programme": [
        {
            "opening": {
                "title": "Inledningen av dagen",
                "speakers": [
                    {"name": "Generaldirektören", "role": "Jämställdhetsmyndigheten"},
                    {"name": "Statssekreteraren", "role": "Regeringskansliet"},
                ],
                "time": "09.30",
            }
        },
        {
            "talks": {
                "title": "Regionala och lokala perspektiv",
                "talks": [
                    {
                        "speaker": "Länsstyrelsen i Norrbottens län",
                        "title": "Tjugoen strategier, en överblick",
                    },
                    {"speaker": "Skellefteå kommun", "title": "Kan omställningen bli jämställd?"},
                    {"speaker": "Länsstyrelsen Skåne", "title": "Arbetsvillkor i siffror"},
                ],
                "time": "10.30",
            }
        },
        {"break": {"title": "Lunch", "minutes": 60, "time": "12.00"}},
        {
            "workshop": {
                "title": "Vidareutveckling av samverkansförslag",
                "steps": [{"title": "Skriv tyst", "minutes": 10, "silent": True, "time": "13.00"}],
            }
        },
    ],
    "rooms": [
        {"name": f"Grupp {proposal['number']}", "capacity": 12, "proposal": proposal}
        for proposal in [PROPOSALS[1], PROPOSALS[0], *PROPOSALS[2:]]
    ],
}


class Meeting:
    """A meeting whose events a test tells one by one."""

    def __init__(self, **changes: Any) -> None:
        plan = Plan.model_validate_json(json.dumps(PLAN | changes))
        self.session = Session.created(
            {
                "id": "s-1",
                "plan": plan.model_dump_json(by_alias=True),
                "code": "ABC234",
                "created_at": "2025-09-01T08:00:00.000Z",
            }
        )
        self._ids = itertools.count(1)

    def joins(self, participant: str, organisation: str, room: str | None = None) -> None:
        data = {"id": participant, "organisation": organisation, "role": "participant", "room": room}
        self.session.apply(SESSION_CHANNEL, "participant.joined", data | {"joined_at": "2025-09-30T07:00:00.000Z"})

    def note(self, room: str, text: str, *, supporters: tuple[str, ...] = (), **fields: Any) -> str:
        note_id = f"n-{next(self._ids)}"
        data = {
            "id": note_id,
            "number": len(self.session.channels[room].notes) + 1,
            "text": text,
            "kind": "insight",
            "author": "p-anna",
            "at": "2025-09-30T11:45:00.000Z",
            "supporters": list(supporters),
        }
        self.session.apply(room, "note.added", data | fields)
        return note_id

    def cluster(self, room: str, title: str) -> str:
        cluster = f"c-{next(self._ids)}"
        self.session.apply(room, "cluster.added", {"id": cluster, "title": title})
        return cluster

    def block(self, room: str, text: str, *sources: str, kind: str = "paragraph", **more: Any) -> str:
        block = f"b-{next(self._ids)}"
        blocks = self.session.channels[room].blocks
        data = {"id": block, "kind": kind, "text": text, "sources": list(sources), "version": 1} | more
        self.session.apply(room, "block.added", data | {"after": blocks[-1].id if blocks else None})
        return block

    def writes_part(self, part: str, *lines: Line | str) -> None:
        written = [Line((Run(line),)) if isinstance(line, str) else line for line in lines]
        data = {"part": part, "lines": [line.as_data() for line in written], "version": 1}
        self.session.apply(DRAFT_CHANNEL, "text.edited", data | {"at": "2025-10-01T08:00:00.000Z"})

    def theme(self, text: str, *sources: str, **more: Any) -> str:
        theme = f"t-{next(self._ids)}"
        self.session.apply(SESSION_CHANNEL, "theme.added", {"id": theme, "text": text, "sources": list(sources)} | more)
        return theme

    def confirm(self, room: str, at: str, reservation: str | None = None) -> None:
        self.session.apply(room, "section.confirmed", {"at": at, "reservation": reservation})

    def room_with(self, proposal: int) -> str:
        """Give the id of the room that has this proposal."""
        return next(r.id for r in self.session.rooms if r.proposal and r.proposal["number"] == proposal)


def samverkanstraff() -> Meeting:
    """The whole meeting: prose in group 1 (confirmed) and 4, bullets in 2, only notes in 3, nothing in 5."""
    meeting = Meeting()
    for participant in PEOPLE:
        meeting.joins(participant, "Hemliga organisationen")
    _morning(meeting)
    _groups(meeting)
    return meeting


def _morning(meeting: Meeting) -> None:
    first = meeting.note("item-1-1", "Det som ser ut som fria val börjar ofta i hur arbetet styrs", kind="said")
    meeting.block(
        "item-1-1",
        "Könsuppdelningen hänger ihop med hur välfärdens arbete styrs och organiseras, och med avhopp och "
        "trakasserier. "
        "Villkoren betyder mer än att övertala enskilda att bryta normer.",
        first,
    )
    meeting.block(
        "item-1-2",
        "Regeringskansliet beskrev en politisk vilja som håller över tid och som delas av flera "
        "departement. Ekonomisk "
        "jämställdhet är ett mål för pågående program. Samverkan och dess förslag togs emot med glädje.",
    )
    meeting.block(
        "item-2-1",
        "Alla 21 län har tagit fram en strategi. Länsstyrelsen gav en överblick över vad de har gemensamt: "
        "villkor och "
        "status i kvinnodominerade yrken återkommer nästan överallt.",
    )
    meeting.block(
        "item-2-2",
        "Kommunen växer snabbt när industrin ställer om. Bostäder, pendling, rekrytering och bilden av "
        "kommunen avgör "
        "vem som flyttar dit och vem som stannar.",
    )
    meeting.block("item-2-2", "Omställningen blir jämställd först när välfärden växer i samma takt.", kind="bullet")
    meeting.block("item-2-2", "Bilden av orten formas av dem som redan bor där.", kind="bullet")
    meeting.block("item-2-2", "Rekrytering handlar lika mycket om partnerns möjligheter.", kind="bullet")
    meeting.note("item-2-3", "En studie av 224 kommuner och 16 regioner jämför deltid och sjukfrånvaro.", kind="said")
    meeting.note("item-2-3", "Mönstren följer villkoren snarare än könet.", kind="said")
    meeting.note("item-2-3", "Antal medarbetare per chef är ett mått som alla kan följa.", kind="reflection")


def _groups(meeting: Meeting) -> None:
    one, two, three, four = (meeting.room_with(number) for number in (1, 2, 3, 4))
    picture = meeting.note(one, "Vi har ingen gemensam bild av problemet", supporters=("p-bo", "p-cilla"))
    agenda = meeting.note(one, "Dagordningen är redan full", kind="obstacle")
    meeting.note(one, "Beredskap är ett ord som öppnar dörrar", kind="idea")
    gone = meeting.note(one, "Det här tog jag bort")
    removed = meeting.session.channels[one].notes[gone].as_data() | {"removed": True}
    meeting.session.apply(one, "note.removed", removed)
    meeting.block(
        one,
        "Gruppen började i problembilden. Handlar det om ekonomisk ojämställdhet, om rekrytering eller om "
        "arbetsmiljö? "
        "Utan en gemensam bild blir det svårt att få plats i nätverk som redan har en full dagordning.",
        picture,
        agenda,
    )
    meeting.block(
        one,
        "Frågan bör tas in i MSV KLL. Ett regeringsuppdrag skulle ge den tyngd. Ett sätt att vidga "
        "intresset är att tala "
        "om välfärden som en fråga om beredskap.",
    )
    meeting.confirm(one, "2025-09-30T13:42:00.000Z", "Formuleringen om beredskap ska stämmas av med MCF.")
    bullets = [
        "Ansvaret behöver delas, och det ska framgå vem som gör vad.",
        "Det krävs resurser, även för dem som deltar vid sidan av sitt ordinarie uppdrag.",
        "Kunskap som redan finns behöver synliggöras.",
        "Stödet ska vara praktiskt: statistik, analys, exempel och vägledning.",
        "Uppdragen behöver vara tydliga.",
        "Styrningen räknar kostnaden för att göra något. Det kostar också att låta bli.",
        "Be om uppdrag, använd det handlingsutrymme som redan finns och höj frågans status.",
    ]
    for text in bullets:
        meeting.block(two, text, meeting.note(two, f"Grund till: {text}"), kind="bullet")
    meeting.confirm(two, "2025-09-30T13:47:30.000Z")
    research = meeting.cluster(three, "Från forskning till praktik")
    stock = meeting.cluster(three, "Inventera det som finns")
    question = meeting.note(three, "Vilka centrum finns redan?", cluster=stock, kind="question")
    meeting.note(three, "Minst fyra, på olika lärosäten.", reply_to=question)
    meeting.note(three, "Praktiker läser inte artiklar. De frågar en kollega.", cluster=research, supporters=("p-bo",))
    meeting.note(
        three,
        "Forskare och expertmyndigheter behöver mötas oftare.",
        cluster=research,
        supporters=("p-bo", "p-anna"),
    )
    meeting.note(three, "Be om vidgade uppdrag.")
    meeting.block(
        four,
        "Försöket bör utvärderas innan enkäten sprids. Sedan kan kommuner, Skolverket och andra använda "
        "svaren, som också "
        "ger en rättvisare bild av yrkena.",
        meeting.note(four, "Utvärdera först"),
    )
    meeting.theme("Kunskapen finns. Det som saknas är stöd för att använda den nära verksamheten.", picture)
    meeting.theme("Ett tydligt uppdrag håller frågan kvar när annat tränger på.", agenda)
    meeting.theme("Det kostar att låta bli, men den kostnaden syns inte i budgeten.")
