"""What ghosts say in a rehearsal: made-up sentences, each with its kind of note and the cluster it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that a ghost may write."""

    kind: str
    cluster: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What is said about one sort of proposal, known by words in its title; and how the group sums it up."""

    marks: tuple[str, ...]
    lines: tuple[Line, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Words:
    """A language's sentences."""

    names: tuple[str, ...]
    topics: tuple[Topic, ...]
    general: tuple[Line, ...]
    talk: tuple[Line, ...]
    replies: tuple[str, ...]
    general_summary: str
    _clusters: Mapping[str, str | None] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_clusters", {line.text: line.cluster for line in self.every_line()})

    def every_line(self) -> list[Line]:
        return [*(line for topic in self.topics for line in topic.lines), *self.general, *self.talk]

    def about(self, title: str) -> tuple[Line, ...]:
        """Give what is said about a proposal with this title only."""
        topic = self._topic(title)
        return topic.lines if topic else ()

    def summary(self, title: str) -> str:
        topic = self._topic(title)
        return topic.summary if topic else self.general_summary

    def cluster_of(self, text: str) -> str | None:
        """Give the title of the cluster that a ghost's sentence belongs to; None for anybody else's."""
        return self._clusters.get(text)

    def _topic(self, title: str) -> Topic | None:
        small = title.casefold()
        return next((topic for topic in self.topics if any(mark in small for mark in topic.marks)), None)


def words_for(language: str) -> Words:
    return SWEDISH if language == "sv" else ENGLISH


def _lines(text: str) -> tuple[Line, ...]:
    """Read lines of `kind | cluster | sentence`."""
    rows = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
    return tuple(Line(kind, cluster or None, sentence) for kind, cluster, sentence in rows)


_NAMES = """
Alva Amir Anneli Arvid Astrid Aylin Birgitta Bosse Cecilia Dalia Daniel Ebba Elin Elias Emil Erik Fatima Filip Frida
Gunnar Gunilla Hanna Hassan Helena Henrik Ida Ingrid Isak Jakob Jenny Johan Jonna Karin Kerstin Klara Lars Leila Lena
Linnea Lovisa Magnus Maja Malin Marcus Maria Mikael Mohamed Moa Nils Nora Olof Pernilla Petra Rasmus Sara Sofia Stina
Sven Tove Yasmin
"""

_NETWORKS = Topic(
    ("nätverk",),
    _lines("""
insight  | Ansvar och uppdrag   | Nätverken finns redan, men ingen har i uppdrag att driva just den här frågan i dem.
need     | Gemensam bild        | Vi behöver en gemensam bild av problemet innan vi väljer nätverk.
question | Gemensam bild        | Är det lönerna, rekryteringen eller arbetsmiljön som vi menar när vi säger välfärden?
idea     | Ta in frågan         | Be om en stående punkt i MSV KLL, så att frågan kommer upp vid varje möte.
obstacle | Resurser             | De som sitter i flera nätverk hinner inte med ett uppdrag till.
can      | Ta in frågan         | Vi sitter i ett av nätverken och kan lyfta frågan redan i november.
idea     | Ansvar och uppdrag   | Ett gemensamt regeringsuppdrag skulle göra det lättare att prioritera.
insight  | Ta in frågan         | Beredskapsfrågan öppnar dörrar: utan personal i vården finns ingen beredskap.
need     | Resurser             | Någon måste ha arbetstid för att hålla ihop tråden mellan mötena.
idea     | Gemensam bild        | Börja med en karta över nätverken: vilka finns, vem deltar och vad bestämmer de?
obstacle | Ansvar och uppdrag   | Nätverken rapporterar uppåt var för sig, så ingen ser helheten.
question | Ta in frågan         | Vilka saknas i nätverken i dag? Kommunerna nämns ofta men deltar sällan.
can      | Gemensam bild        | Vi kan ta fram siffror på avhopp och vakanser för hela landet.
insight  | Gemensam bild        | Samma resultat redovisas på fem ställen, med fem olika ord för samma sak.
idea     | Resurser             | Låt två nätverk hålla ett gemensamt möte om året i stället för att starta ett tredje.
need     | Ansvar och uppdrag   | Vi behöver veta vem som äger frågan när ett nätverk har lämnat sitt förslag.
obstacle | Ta in frågan         | Dagordningarna sätts ett år i förväg och är redan fulla.
can      | Resurser             | Vårt kansli kan ta anteckningar och följa upp det som bestäms.
"""),
    "Gruppen ser ett större värde i att använda de nätverk som redan finns än i att starta nya. För att det ska bli "
    "verkstad krävs en gemensam bild av problemet och att någon har ansvaret för att frågan tas upp.",
)

_NODE = Topic(
    ("nod", "plattform"),
    _lines("""
insight  | Delat ansvar         | En nod utan delat ansvar blir en brevlåda som alla skickar till och ingen tömmer.
need     | Resurser             | Länsstyrelsen behöver medel för att samla parterna, inte bara en inbjudan.
can      | Statistik och stöd   | Vi kan ta fram antagningsstatistik per län och utbildningsområde.
idea     | Statistik och stöd   | Samla goda exempel på ett ställe, med ett namn att ringa.
obstacle | Delat ansvar         | Lärosätena har olika upptagningsområden, och de följer inte länsgränserna.
question | Uppdrag              | Ska noden ge stöd eller ställa krav? Det behöver sägas i uppdraget.
need     | Uppdrag              | Tydliga uppdrag i regleringsbreven, annars blir det en fråga om vem som har lust.
insight  | Resurser             | Vi räknar på vad det kostar att göra något, sällan på vad det kostar att låta bli.
idea     | Delat ansvar         | Börja i två län, ett i norr och ett i söder, och utvärdera efter ett år.
can      | Delat ansvar         | Vi har redan en regional kompetensplattform som noden kan kopplas till.
obstacle | Resurser             | Projektpengar tar slut just när samarbetet har börjat fungera.
need     | Statistik och stöd   | Vägledare behöver underlag som går att använda i ett samtal, inte en rapport till.
question | Delat ansvar         | Hur får vi med arbetsgivarna utan att de får ännu ett råd att sitta i?
idea     | Uppdrag              | Använd handlingsutrymmet som finns i stället för att vänta på ett uppdrag.
insight  | Statistik och stöd   | Kunskapen finns, men den är skriven för oss och inte för dem som ska använda den.
can      | Uppdrag              | Vi kan skriva in samverkan med länsstyrelsen i vår verksamhetsplan för nästa år.
need     | Delat ansvar         | Civilsamhället behöver vara med från början, inte som remissinstans.
obstacle | Uppdrag              | Frågan har låg status hos oss: den som arbetar med den arbetar ensam.
"""),
    "Gruppen förordar ett delat ansvar, där noden ger praktiskt stöd i form av statistik, analys och exempel. "
    "Länsstyrelsen kan samla parterna regionalt om uppdraget är tydligt och resurserna följer med.",
)

_CENTRE = Topic(
    ("centrum", "forskning"),
    _lines("""
insight  | Från forskning till praktik | Forskningen finns, men den är spridd på många ämnen och svår att hitta.
need     | Från forskning till praktik | Resultaten behöver nå första linjens chefer i en form som de hinner läsa.
idea     | Samla det som finns         | Börja med en inventering av centrumbildningar i stället för att bygga en ny.
question | Uppdrag och finansiering    | Vem ska finansiera ett centrum på tio års sikt?
can      | Samla det som finns         | Vi kan ställa vår kunskapsöversikt om arbetsvillkor till förfogande.
obstacle | Uppdrag och finansiering    | Utlysningarna premierar enskilda projekt och inte samordning.
idea     | Från forskning till praktik | Låt forskare och yrkesverksamma formulera frågorna tillsammans.
insight  | Från forskning till praktik | Praktisk kunskap är också kunskap, men den räknas sällan som belägg.
need     | Samla det som finns         | En gemensam ingång, så att en kommun vet vart den ska vända sig.
can      | Från forskning till praktik | Våra handläggare kan ta emot forskare som vill följa arbetet på plats.
obstacle | Samla det som finns         | Lärosäten konkurrerar om samma medel och delar därför inte gärna med sig.
question | Samla det som finns         | Ska centrumet ligga på en plats eller vara ett nätverk med en samordnare?
idea     | Uppdrag och finansiering    | Be om att flera myndigheter får ett vidgat uppdrag samtidigt.
need     | Uppdrag och finansiering    | Långa avtal, annars hinner ingen bygga upp något innan det ska avslutas.
insight  | Uppdrag och finansiering    | Expertmyndigheterna gör redan analyser som forskarna inte känner till.
can      | Uppdrag och finansiering    | Vi kan stå värd för ett första möte mellan lärosäten och myndigheter.
idea     | Samla det som finns         | Ge ut en kort årsbok om välfärdens villkor som alla bidrar till.
question | Från forskning till praktik | Hur vet vi att ny kunskap faktiskt har ändrat något i verksamheten?
"""),
    "Gruppen vill samla krafterna snarare än att starta något helt nytt: först en inventering av det som finns, sedan "
    "ett uppdrag som knyter ihop forskare, expertmyndigheter och dem som arbetar i verksamheterna.",
)

_SURVEYS = Topic(
    ("enkät",),
    _lines("""
need     | Pröva först           | Utvärdera försöket innan enkäten görs nationell.
insight  | Vad svaren kan ge     | Studenterna väljer av andra skäl än de som vi skriver om i kampanjerna.
question | Frågor och jämförelse | Går svaren att jämföra mellan lärosäten om frågorna får ändras?
idea     | Frågor och jämförelse | Ha tio gemensamma frågor och låt varje lärosäte lägga till fem egna.
can      | Vad svaren kan ge     | Vi kan använda svaren i utbildningen av studie- och yrkesvägledare.
obstacle | Pröva först           | Nya studenter får redan många enkäter, och svarsfrekvensen sjunker.
need     | Frågor och jämförelse | Samma definitioner överallt, annars går svaren inte att lägga ihop.
insight  | Vad svaren kan ge     | Svaren kan rätta till felaktiga bilder av yrkena som vi själva sprider.
idea     | Pröva först           | Lägg enkäten i introduktionsveckan, så att den görs på plats.
question | Ansvar och dataskydd  | Vem äger uppgifterna, och hur länge får de sparas?
can      | Ansvar och dataskydd  | Vi har en juridisk bedömning från en liknande enkät som ni kan få.
obstacle | Ansvar och dataskydd  | Kön och härkomst i samma enkät kräver en genomtänkt rättslig grund.
idea     | Vad svaren kan ge     | Fråga också dem som hoppar av: deras svar säger mest om villkoren.
need     | Ansvar och dataskydd  | En myndighet behöver hålla ihop enkäten och publicera resultaten varje år.
insight  | Pröva först           | Sju utbildningar är få, men de räcker för att se om frågorna fungerar.
can      | Pröva först           | Vi kan vara med i nästa omgång med två av våra program.
question | Vad svaren kan ge     | Hur når resultaten grundskolan, där valet i praktiken görs?
idea     | Ansvar och dataskydd  | Publicera svaren som öppna data utan uppgifter om enskilda.
"""),
    "Gruppen vill att försöket utvärderas innan enkäten byggs ut. Därefter behövs gemensamma kärnfrågor, en tydlig "
    "huvudman och ett sätt att föra svaren vidare till skola och vägledning.",
)

_PROGRAMMES = Topic(
    ("utbildning",),
    _lines("""
insight  | Verksamhetsförlagd del | Praktiken avgör om studenterna stannar, och där vet vi minst.
need     | Verksamhetsförlagd del | Handledare behöver tid i schemat, inte bara ett intyg.
idea     | Flexibla vägar         | Läs på halvfart med ort och tid som passar den som redan arbetar.
question | Mål och innehåll       | Vad i examensmålen hindrar oss, och vad tror vi bara hindrar oss?
can      | Mål och innehåll       | Vi skriver om våra utbildningsplaner i vår och kan ta med det här.
obstacle | Verksamhetsförlagd del | Det saknas platser, och de som finns ligger långt från studieorten.
idea     | Mål och innehåll       | Låt lärarstudenter öva på att förklara sitt ämnes värde för samhället.
insight  | Flexibla vägar         | Den som byter yrke mitt i livet behöver veta vad som kan tillgodoräknas.
need     | Flexibla vägar         | Ett studiestöd som håller för den som har barn och lån.
can      | Verksamhetsförlagd del | Vi kan erbjuda platser i tre kommuner som i dag inte tar emot studenter.
obstacle | Mål och innehåll       | Varje ny fråga ska in i utbildningen, men inget tas någonsin bort.
question | Verksamhetsförlagd del | Hur får både studenten och arbetsplatsen ut något av perioden?
idea     | Verksamhetsförlagd del | Förena anställningar mellan högskola och verksamhet.
need     | Mål och innehåll       | Jämställdhet behöver finnas i kurserna och inte bara i dokumenten.
insight  | Mål och innehåll       | Kvalitetsgranskningarna har fått oss att ta frågan på allvar.
can      | Flexibla vägar         | Vi kan öppna våra fristående kurser för yrkesverksamma redan till hösten.
obstacle | Flexibla vägar         | Distansutbildning räknas som billig men kräver mer av lärarna.
question | Flexibla vägar         | Når vi män med flexibla vägar, eller bara samma grupp som förut?
"""),
    "Gruppen lyfter att utbildningarna behöver en starkare koppling till arbetslivet. Den verksamhetsförlagda delen är "
    "nyckeln, liksom flexibla vägar för den som redan arbetar och en översyn av vad examensmålen kräver.",
)

SWEDISH = Words(
    names=tuple(_NAMES.split()),
    topics=(_NETWORKS, _NODE, _CENTRE, _SURVEYS, _PROGRAMMES),
    general=_lines("""
need     | Nästa steg            | Vi behöver bestämma vem som gör vad innan vi går hem.
insight  | Villkor före vilja    | Det är villkoren som styr valen, mer än attityderna.
question | Nästa steg            | Vad är det minsta vi kan börja med före nyår?
can      | Nästa steg            | Vi kan kalla till ett uppföljande möte om sex veckor.
obstacle | Villkor före vilja    | Besluten fattas i budgeten, och där sitter ingen av oss.
idea     | Nästa steg            | Skriv en sida tillsammans som alla kan ta med sig till sin ledning.
insight  | Samverkan i vardagen  | Samverkan som bygger på personer faller när någon byter jobb.
need     | Samverkan i vardagen  | En kontaktväg som finns kvar mellan träffarna.
question | Villkor före vilja    | Vilka mål krockar när vi försöker göra båda sakerna samtidigt?
can      | Samverkan i vardagen  | Vi delar gärna vår mall för gemensamma uppdrag.
obstacle | Samverkan i vardagen  | Sekretess används ibland som skäl, utan att någon har prövat saken.
idea     | Samverkan i vardagen  | Låt handläggare byta plats i två veckor.
insight  | Nästa steg            | Små steg som syns ger mer kraft än en stor plan.
need     | Villkor före vilja    | Mätetal som visar villkor: deltid, sjukfrånvaro, medarbetare per chef.
question | Samverkan i vardagen  | Hur får vi med dem som inte är här i dag?
can      | Villkor före vilja    | Vi kan lägga in frågan i vår nästa medarbetarundersökning.
obstacle | Nästa steg            | Alla väntar på att någon annan ska få uppdraget.
idea     | Villkor före vilja    | Räkna ut vad personalomsättningen kostar och visa det för dem som bestämmer.
insight  | Villkor före vilja    | Där arbetet är väl organiserat är skillnaderna mellan könen mindre.
need     | Nästa steg            | En gemensam tidplan som tar hänsyn till regleringsbreven.
"""),
    talk=_lines("""
said       |  | De 21 länsstrategierna har mer gemensamt än man tror.
said       |  | Kvinnodominerade yrken behöver bättre villkor, inte fler kampanjer.
said       |  | Omställningen går fort, men bostäderna hinner inte med.
said       |  | Varje chef har dubbelt så många medarbetare i omsorgen som i tekniska förvaltningar.
said       |  | Deltid är norm i vissa yrken, och det märks i pensionen.
said       |  | Politisk vilja behöver räcka över flera mandatperioder.
said       |  | Rekrytering ensam löser inget om folk slutar efter två år.
said       |  | Regeringen vill se förslag som går att genomföra.
said       |  | Industrins löner drar personal från vård och skola.
said       |  | Mönstren följer villkoren och inte könet, när man jämför lika arbetsplatser.
said       |  | Trakasserier hänger samman med hur arbetet är organiserat.
said       |  | Pendling och skift gör att båda föräldrarna sällan kan arbeta heltid.
reflection |  | Jag tar med mig att antalet medarbetare per chef går att påverka i år.
reflection |  | Vi mäter sådant som är lätt att mäta. Sjukfrånvaron säger mer än trivseln.
reflection |  | Det här borde våra politiker höra, inte bara vi.
reflection |  | Jämförelsen mellan kommuner är stark, eftersom den visar att det går.
reflection |  | Vem frågar dem som valde bort yrket?
reflection |  | Hos oss är det tvärtom: bostäder finns men inga utbildningar.
reflection |  | Kompetensförsörjning och jämställdhet är samma fråga, men vi har två handläggare.
reflection |  | Begreppet status behöver brytas ned: lön, inflytande, arbetstid.
reflection |  | Inledningen gav mig bättre argument än jag hade när jag kom.
reflection |  | Vi borde läsa varandras länsstrategier innan vi skriver nästa.
reflection |  | Exemplet från kommunen går att pröva även i en liten ort.
reflection |  | Ett mål till hjälper inte om två andra mål drar åt andra hållet.
"""),
    replies=(
        "Ja, och det gäller även hos oss.",
        "Kan du säga mer om hur det skulle gå till?",
        "Vi har prövat något liknande. Det föll på att ingen hade tid.",
        "Det hänger ihop med frågan om vem som har uppdraget.",
        "Håller med, men börja hellre i liten skala.",
        "Här skulle en konkret siffra hjälpa.",
        "Bra. Vem tar första kontakten?",
        "Det förutsätter att kommunerna är med från början.",
        "Det låter som något för nästa träff.",
        "Hos oss är läget ett annat, men behovet är detsamma.",
        "Går det att göra utan nya pengar?",
        "Det finns en rapport om detta som jag kan leta fram.",
        "Jag tror att vi menar samma sak med olika ord.",
        "Vad händer om vi inte gör det?",
        "Det här vill jag att vi tar med i gruppens text.",
        "Då behöver även facken vara med.",
    ),
    general_summary="Gruppen samlade sig kring att förslaget går att börja med i liten skala. Det som behövs är ett "
    "tydligt uppdrag, någon som håller ihop arbetet och ett sätt att följa upp det.",
)

ENGLISH = Words(
    names=tuple(_NAMES.split()),
    topics=(),
    general=_lines("""
need     | Who does what        | We need to agree who does what before we leave the room.
insight  | What people need     | People ask for opening hours, but what they miss is somebody who has time.
idea     | Start small          | Try it in one place for three months and count what happens.
question | What people need     | Have we asked those who never come?
obstacle | Money and staff      | The rota is full as it is, and evenings are the hardest to fill.
can      | Start small          | We can lend a room and a member of staff on Tuesdays.
insight  | Who does what        | Everybody is for it, which is why nobody has taken it on.
need     | Money and staff      | One person with paid hours for keeping it together.
idea     | Who does what        | Write half a page together about who answers for what.
question | Money and staff      | What would we stop doing to make room for this?
obstacle | Who does what        | Two departments own the building, and neither owns the door.
can      | What people need     | We can put three questions into our survey this spring.
insight  | Start small          | A small thing that works is easier to pay for than a plan.
need     | What people need     | Signs and letters that can be understood without asking.
idea     | What people need     | Let regular visitors show newcomers round.
question | Who does what        | Who is called at nine in the evening when something breaks?
obstacle | What people need     | The forms are in official language, and help with them takes an hour.
can      | Who does what        | Our team can answer the telephone until six.
insight  | Money and staff      | The cost is mostly in supervision, not in heating.
need     | Start small          | A date for looking at the results, fixed from the beginning.
idea     | Money and staff      | Share one member of staff between two offices.
question | Start small          | What is the least we could do before the summer?
obstacle | Start small          | Pilots end when the money ends, and people notice.
can      | Money and staff      | We can apply for the grant together with the schools.
insight  | What people need     | Parents come when children want to, so begin with the children.
need     | Who does what        | A written agreement that survives a change of managers.
idea     | Start small          | Open one hour earlier on Saturdays and see who comes.
question | What people need     | Does this help those who work shifts?
obstacle | Money and staff      | Training takes a week that nobody has.
can      | Start small          | We can try this with two classes after the break.
insight  | Who does what        | What worked last time was that one person knew everyone by name.
need     | Money and staff      | Next year's budget is decided in May, so we need figures by April.
idea     | Who does what        | Meet for half an hour every second week, with the same agenda.
question | Money and staff      | Is this cheaper than what we do today, or just different?
obstacle | Who does what        | Personal data may not be shared between the two offices.
can      | What people need     | Volunteers from our association can welcome people at the door.
insight  | Start small          | People forgive a rough start if they are told it is a trial.
need     | What people need     | Quiet places as well as lively ones.
idea     | What people need     | Ask everyone who leaves one question: did you get what you came for?
question | Who does what        | Who tells people about it, and where?
obstacle | What people need     | The bus stops running before the evening begins.
can      | Who does what        | I can bring this to our board in two weeks.
"""),
    talk=_lines("""
said       |  | Half of the visitors come to ask about something else than books.
said       |  | The busiest hour is the one before closing.
said       |  | Most of the time goes to things that are in nobody's job description.
said       |  | The same questions come back every week.
said       |  | Those who need help most ask for it least.
said       |  | What is measured is loans, and loans are falling.
reflection |  | We count visits and not whether they helped.
reflection |  | I had not thought of the caretaker as part of the service.
reflection |  | Our own desk has the same pattern, only on other days.
reflection |  | The example of the regulars would work in our place too.
reflection |  | Somebody should tell this to those who set the opening hours.
reflection |  | I would like to hear the same day from a visitor.
"""),
    replies=(
        "Yes, that is true of us too.",
        "Could you say more about how that would work?",
        "We tried something like it. It fell because nobody had the time.",
        "Agreed, but begin with a small version.",
        "A figure would help here.",
        "Good. Who makes the first call?",
        "That should go into our text.",
        "Can it be done without new money?",
        "I think we mean the same thing in different words.",
        "What happens if we do not do it?",
    ),
    general_summary="The group agreed that the proposal can begin on a small scale. It takes one person who keeps it "
    "together, a written agreement about who does what, and a date for looking at the results.",
)
