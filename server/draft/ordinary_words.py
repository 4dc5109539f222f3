"""Words that are names too: alone they say nothing of who joined, so only the whole name is looked for.

Swedish and English: the commonest small words, which are names elsewhere ("Han", "Min"); names that are words ("Björn",
"Sanna", "Berg", "Hope"); and what people write where their name was asked for ("Grupp 2", "Dokumentatör").
"""

from __future__ import annotations

_SMALL_WORDS = """
about all alla allt also and andra any are att av bara been behöver being bli blir bra but bör can could de del dem
den denna deras dess det detta did dig din dina dit does done du då där efter egen ej eller en enda er era ett fick
finns fler flera for fram from från få får för före ge ger get gick gjort got gå gång går gör göra ha had hade har has
have hej hela helt henne hennes her him his hit hon honom hos how hur här i icke idag in inga innan inte into its ja
jag ju just kan kom kommer kring kunde kunna lika like lite lägga längre made make man many med mellan mer mera mest
mig mina mitt more most mot much must mycket må mål mår måste ned nej new ni nog not now ny nya någon något några när
och också off om one only oss other our out over own per på redan rätt sagt said same samma se sedan see sen ser she
should sida sig sin sina sitt själv ska skall ske skulle so som some stor stora stå ställe such så säga säger ta tack
tala tar than that the their them then there these they this those tid till tog too tro två two under until upp use ut
utan vad var vara varit varje vars vart vem very vid vidare vilja vilka visa vore våra vårt väl was way were what when
where which while who why with would yes yet you your å åt än ändå är även öka över
"""

_NAMES = """
adel alm angel april art ask asp august autumn bagge baker banks barber bay beck bell berg berry bill bird bishop
björk björn black blad blank blick blom blue bo bob bod bond bonde booth borg brand bred bridges bro broms brook
brooks bror brown brun bruse brygga bush butler båt bäck bär carol carpenter case chance charity chase church clay
cliff coal cook cooper cross dag dal dale damm dan dansk dawn day dean destiny dick dolk don draka duva dyr däck earl
edel ek eld eng eve fager faith falk fast fern field fields finne fisher fisk fiske fjord fjäll flink flod flora
forest fors foster fox frank french fri frid frisk frost fru frykt fura fält gard gardener gast gates gay gene glad
glans glas glass glen gold golden good grace granat grant gray green gren grey grip grund gräs grön gul guld gull gun
guy gyllen gård gäst hall hammar hammare hamn han hans harmony hav hazel heather hed herr hill hjort hjälm hjärta
holly holm honor hood hope house hult humla hunt hunter hård häger hägg häll hög hök ille ingen iris is ivy jack jade
jarl jay jean jewel jon joy judge jul june jung justice järn kaj kall kant karl king klang klar klara klinga klint
klippa klok klöver knight knut kock konung kraft krans krok kron krona kruse kula kulle kung kval kvarn kvick kvist
källa kärna lager lake land lane lans lava law lax lee lejon lilja lin lind linde ling liten little liv ljung ljus lo
lock lod long lov lova love lugn lund lång löf lök löv major malm malva mark marks mars marsh mason mast max may mercy
mil miles miller mills min mira mo mod modig mon moon morgon moss mossa mur mus my mynta mård mörk nick noll nord norm
norr norrman norsk north nova nu näs olive olja opal orm orre page palm palmer pan park parks pat patience pearl penny
pierce pil pilt place plan plant pool pope poppy porter post potter power price primula prins prudence prång präst
quick rain rapp rask ray reed ren rice rich ring ringa river rivers rob robin rod rolig ror ros rosa rose rosen rot
rubin ruby rud runa rund rush rusty rut ryttare råd röd rönn saga sand sandy sanna scarlet sel sharp shepherd short
silver sjö skarp skip skog skogen skott sky sköld skön slätt small smed snabb snow snygg snäll sol sommar spak spets
spjut spring stab stad stadig stare stark sten stig stina stjerna stolpe stolt stone storm strand street strong stråle
sträng ström stål sue summer sund sunde svan svart svensk svärd swift syd sälg säll säter söder tag tall tapper tegel
tell temple ten tindra ting tjäder tom torn tran trast trinity trygg träd tupp tysk tång törn udd udde ulv ung unna
vacker val vall vallmo van vass vega vi victor vide vik viking vild vilda vind vinter viola violet vise vit våg vår
väg värn väster wade walker wall ward waters weaver weeks wells west white wild will willow winter wise wolf wood
woods wren young åkare åker ång ås älg älv äng ängen ärla ärlig ö ör örn öst öster
"""

_NO_NAMES = """
agency anonym anonymous anställd arbetsgivare arrangör avdelning bibliotek bin board bolag bord chair chairman chef
chefer civilsamhälle consultant county dator deltagare der desk director direktör distrikt doktor dokumentatör dos
enhet ensam enskild ersättare extern fack förbund förening förvaltning group grupp gruppen guest gymnasium handläggare
head högskola högskolan institut kansli kollega kommun kommunal kommunen konsult kyrka laptop las lead leader ledare
lokal los länet länsstyrelse länsstyrelsen lärare lärosäte manager moderator municipality myndighet myndigheten
mötesledare name namn namnlös none note notetaker nämnd observer office officer okänd okänt ordförande organisation
organiser pensionär person phone platta politiker praktikant privat private processledare professor projekt
projektledare region regionen rektor representant room rum sal samordnare school secretary sekreterare self skola
skolan speaker staff staten statlig stiftelse strateg student studerande surfplatta svenska sverige table tal talare
teacher team telefon test testare tester tjänsteman unit universitet universitetet university user utredare utvecklare
verk verket verksamhet vice visitor von
"""

ORDINARY_WORDS = frozenset(f"{_SMALL_WORDS} {_NAMES} {_NO_NAMES}".split())
