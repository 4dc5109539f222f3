"""The skeleton that every format of the example meeting must have: headings and labels, in order."""

from __future__ import annotations

LABEL_BEFORE = ("label", "Förslag som samtalet tog sin utgångspunkt i:")
LABEL_AFTER = ("label", "Dokumentation från samtalen:")
REFLECTIONS = ("label", "Reflektioner och lärdomar:")

OUTLINE = [
    ("title", "Dokumentation från samverkansträff 3 – Könsbundna studie- och yrkesval"),
    ("heading 1", "Inledningen av dagen"),
    ("heading 2", "Generaldirektören, Jämställdhetsmyndigheten"),
    ("heading 2", "Statssekreteraren, Regeringskansliet"),
    ("heading 1", "Föredrag: Regionala och lokala perspektiv"),
    ("heading 2", "Länsstyrelsen i Norrbottens län: Tjugoen strategier, en överblick"),
    ("heading 2", "Skellefteå kommun: Kan omställningen bli jämställd?"),
    REFLECTIONS,
    ("heading 2", "Länsstyrelsen Skåne: Arbetsvillkor i siffror"),
    REFLECTIONS,
    ("heading 1", "Workshop: Vidareutveckling av samverkansförslag"),
    ("heading 1", "Dokumentation från workshop"),
    ("heading 2", "Återkommande mönster och teman för alla grupper"),
    ("heading 2", "Förslag 1. Utveckla befintliga nätverk"),
    LABEL_BEFORE,
    LABEL_AFTER,
    (
        "heading 2",
        "Förslag 2. Samverkansnod för lärosäten och länsstyrelsen som regional samverkansplattform",
    ),
    LABEL_BEFORE,
    LABEL_AFTER,
    ("heading 2", "Förslag 3. Nationellt centrum för välfärdsforskning och praktisk kunskap"),
    LABEL_BEFORE,
    LABEL_AFTER,
    ("heading 2", "Förslag 4. Nationella startenkäter"),
    LABEL_BEFORE,
    LABEL_AFTER,
    ("heading 2", "Förslag 5. Utbildningar för välfärdsyrken"),
    LABEL_BEFORE,
    LABEL_AFTER,
]
