"""What does not belong in an enquiry, and how one notices.

The look at the words is a look for phrases, and can err either way: so what it notices stops politely,
says what it noticed, and lets the councillor go on where it was wrong. Only what the councillor says
themselves is final. Nothing of it is kept but a count for the whole council."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    """What the councillor says it is."""

    COUNCIL = "council"
    PERSONAL = "personal"
    PARTY = "party"
    CONDUCT = "conduct"
    SAFEGUARDING = "safeguarding"


class Stop(StrEnum):
    INSTRUCTION = "instruction"
    PERSONAL = "personal"
    PARTY = "party"
    CONDUCT = "conduct"
    SAFEGUARDING = "safeguarding"


@dataclass(frozen=True, slots=True)
class Noticed:
    """Why a form stops. ``phrase``: the words that were noticed; nothing where the councillor said so
    themselves."""

    stop: Stop
    phrase: str = ""

    @property
    def is_final(self) -> bool:
        return not self.phrase


STAFF = (
    r"(?:(?:the|your|these|those|our)\s+)?(?:own\s+)?"
    r"(?:officers?|staff|team|crews?|workers?|inspectors?|wardens?|contractors?)"
)
# What is done with one's own hands, or decided: not looking into something, and not telling of it.
OPERATE = (
    r"(?:stop|start|remove|cut|clear|empty|mend|repair|fix|fill|issue|grant|refuse|approve|cancel|serve|withdraw"
    r"|close|evict|rehouse|move|clean|sweep|install|switch|send (?:a|an|the|your|somebody|someone)"
    r"|take (?:down|away))"
)
SOMEBODY = (
    r"(?:child(?:ren)?|kids?|baby|toddler|girl|boy|pupil|teenager|adult|woman|lady|man|gentleman|pensioner"
    r"|mother|mum|father|dad|elderly|vulnerable|resident)"
)
HARMED = (
    r"(?:abus(?:e|ed|ing)|neglect(?:ed|ing)?|beaten|bruis(?:e|es|ed|ing)|groom(?:ed|ing)?|starv(?:ed|ing)"
    r"|at risk of harm|in danger|molest(?:ed|ing)?|hitting (?:him|her|them)|hits (?:him|her|them)"
    r"|not (?:being |been )?fed|without (?:any )?(?:food|care|medication))"
)
PHRASES: dict[Stop, tuple[str, ...]] = {
    # First, for whoever is at risk comes before everything else.
    Stop.SAFEGUARDING: (
        rf"\b{SOMEBODY}\b[^.!?]{{0,60}}\b{HARMED}\b",
        rf"\b{HARMED}\b[^.!?]{{0,40}}\b{SOMEBODY}\b",
        r"\bdomestic (?:abuse|violence)\b",
        r"\b(?:afraid|scared|frightened) of (?:his|her|their) (?:own )?(?:dad|father|mum|mother|partner"
        r"|husband|wife|carer|son)\b",
        r"\bsexually (?:abused|assaulted|exploited)\b",
        r"\bthreaten(?:ed|ing|s)? to kill\b",
        r"\b(?:suicid(?:e|al)|self[- ]harm(?:ing|s)?|kill (?:him|her|them|my)sel(?:f|ves))\b",
        r"\b(?:modern slavery|trafficked|forced marriage|genital mutilation)\b",
    ),
    Stop.INSTRUCTION: (
        rf"\b(?:i |we )?(?:instruct|order|command|direct)\s+{STAFF}\b",
        rf"\b(?:i am|i['’]m|we are|we['’]re) (?:instructing|ordering|directing|telling) (?:you|{STAFF})\b",
        rf"\btell\s+{STAFF}\s+(?:to|that they must)\b",
        rf"\b(?:i|we) want (?:you|{STAFF}) to {OPERATE}\b",
        rf"\byou must (?:now |at once |immediately )?{OPERATE}\b",
        rf"\b(?:make sure (?:that )?|see to it that |get )(?:the [\w'’]+ )?{STAFF} (?:to )?{OPERATE}",
        r"\b(?:move|put|push|bump) (?:[\w'’]+ ){1,4}up the (?:waiting |housing )?(?:list|queue)\b",
        rf"\b{STAFF}\s+(?:must|are to|is to|will)\s+(?:now\s+)?(?:stop|start|be moved|be told|do)\b",
        r"\b(?:must|should|is to|are to) be (?:sacked|disciplined|suspended|dismissed)\b",
        r"\b(?:take|move) (?:him|her|them) off (?:the|this) (?:case|job)\b",
        r"\b(?:to|at|up) the (?:top|front|head) of the (?:queue|(?:waiting |housing )?list)\b",
        r"\bjump the (?:queue|list)\b",
        r"\bi want (?:this|it|that) (?:granted|approved|refused|cancelled|written off)\b",
    ),
    Stop.PERSONAL: (
        r"\bmy own (?!ward\b|group\b|words\b|view\b|residents?\b|constituents?\b|opinion\b|casework\b)\w+",
        r"\bmy (?:planning application|extension|council tax|parking (?:fine|ticket|permit)"
        r"|housing application|allotment|tenancy|landlord|bins?|driveway"
        r"|business rates|licen[cs]e application)\b",
        r"\bmy (?:wife|husband|partner|son|daughter|mother|mum|mam|father|dad|brother|sister|in-laws?|cousin"
        r"|gran(?:dmother|dfather|dad|ny)?|nan|uncle|aunt|nephew|niece|boyfriend|girlfriend)\b",
        r"\bi (?:got|have had|had|received|was given) an? (?:parking|speeding) (?:ticket|fine)\b",
    ),
    Stop.PARTY: (
        r"\b(?:election|campaign) (?:leaflets?|address|literature|material|flyers?|posters?|speech)\b",
        r"\b(?:my|our) (?:re-?|by-?)?election campaign\b|\bby-?election campaign\b",
        r"\bgroup['’]?s? (?:leaflets?|newsletter|manifesto|campaign|speech|press release|candidates?)\b",
        r"\b(?:speech|press release|leaflets?|flyers?) for (?:the|our|my) (?:[\w'’]+ ){0,2}(?:group|party)\b",
        r"\b(?:our|the party(?:['’]s)?) (?:campaign|manifesto|candidates?|leaflets?|canvass\w*)\b",
        r"\bcanvass(?:ing|ers?|ed)?\b",
        r"\bparty (?:conference|members?hip|headquarters|newsletter|political broadcast)\b",
        r"\b(?:attack|embarrass) (?:the )?(?:opposition|other party|labour|conservatives?|tories"
        r"|lib(?:eral)? dem\w*|greens?|reform|independents?)\b",
    ),
    Stop.CONDUCT: (
        r"\bcode of conduct complaint\b",
        r"\bcomplain(?:t|ing)? about (?:the )?(?:behaviou?r|conduct|attitude|rudeness) of\b",
        r"\b(?:cllr|councillor|officer) [\w'’-]+ (?:was|is|has been) (?:rude|aggressive|abusive|offensive)\b",
        r"\b(?:cllr|councillor|officer) [\w'’-]+ (?:called me|shouted at|swore at|bullied|threatened)\b",
        r"\b(?:breach(?:ed|es)?|broken?|broke) the (?:members['’]? |councillors['’]? )?code of conduct\b",
    ),
}  # fmt: skip

# The same in Welsh: a draft, to be checked by a Welsh speaker. A first letter may be softened, made nasal or
# breathed, and whoever is on a telephone leaves accents and hyphens out.
OFFICERS = r"(?:y |yr |eich |ein |[’']r )?\s*(?:swyddog(?:ion)?|staff|t[iî]m|gweithwyr|arolygwyr|wardeiniaid)"
ANYBODY = (
    r"(?:(?:p|b|ph|mh)lentyn|(?:p|b|ph|mh)lant|[bf]abi|merch|ferch|[bf]achgen|disgybl|ddisgybl|oedolyn"
    r"|[mf]enyw|dd?ynes|dd?yn|[pb]ensiynwr|henoed|[bf]regus|[pb]reswylydd)"
)
HURT = (
    r"(?:(?:c|g|ch|ngh)am-?drin(?:iaeth)?|esgeuluso|esgeulus(?:tod|tra)|(?:ch|g|c)uro|[cg]leisiau"
    r"|mewn perygl|(?:ll|l)wgu|n[ie]wed(?:io)?|meithrin perthynas amhriodol)"
)
IN_WELSH: dict[Stop, tuple[str, ...]] = {
    Stop.SAFEGUARDING: (
        rf"\b{ANYBODY}\b[^.!?]{{0,60}}\b{HURT}\b",
        rf"\b{HURT}\b[^.!?]{{0,40}}\b{ANYBODY}\b",
        r"\b(?:t|d|th)rais (?:domestig|yn y cartref)\b",
        r"\b(?:c|g|ch)am-?drin(?:iaeth)? dd?omestig\b",
        r"\b(?:hunanladdiad|hunan-?niwed(?:io)?|ladd (?:ei|fy|eu) h?un(?:an|ain)?)\b",
        r"\b(?:[cg]aethwasiaeth fodern|[mf]asnachu pobl|[pb]riodas (?:dan orfod|orfodol)"
        r"|anffurfio organau cenhedlu)\b",
    ),
    Stop.INSTRUCTION: (
        rf"\b(?:gorchymyn|gorchmynnaf|cyfarwyddo|cyfarwyddaf)\s*(?:i )?{OFFICERS}\b",
        rf"\bdywed(?:wch|a) wrth\s*{OFFICERS} (?:am|bod|i)\b",
        rf"\brhaid i\s*{OFFICERS} (?:stopio|roi[’']r gorau|beidio|ddechrau|wneud|gael eu symud)\b",
        r"\b(?:rhaid|dylid|dylai) (?:cael )?(?:ei |eu )?(?:dd?iswyddo|dd?isgyblu|g?wahardd)\b",
        r"\bi (?:ben|flaen)[’' ]+r?\s*(?:y )?(?:rhestr|ciw)\b",
        r"\bneidio[’']r (?:ciw|rhestr)\b",
    ),
    Stop.PERSONAL: (
        r"\bfy (?:nghais (?:cynllunio|am dŷ)|estyniad|nhreth gyngor|nirwy barcio|nhrwydded barcio"
        r"|nhenantiaeth|landlord|rhandir|miniau|ardrethi busnes)\b",
        r"\bfy (?:ngwraig|ng[wŵ]r|mhartner|mab|merch|mam|nhad|mrawd|chwaer|nghefnder|nghyfnither"
        r"|nheulu)\b",
    ),
    Stop.PARTY: (
        r"\b(?:t|d|th)afl?en(?:ni)? (?:etholiad(?:ol)?|ymgyrch(?:u)?)\b",
        r"\b(?:deunydd|ddeunydd|llenyddiaeth) (?:etholiad(?:ol)?|ymgyrch(?:u)?)\b",
        r"\b[cg]anfasio\b",
        r"\b(?:cynhadledd|aelodaeth|pencadlys|cylchlythyr|maniffesto|ymgyrch|ymgeiswyr?)(?: y|[’']r) blaid\b",
        r"\b(?:ymosod|codi cywilydd) ar (?:yr wrthblaid|y blaid arall|[lL]afur|y [cC]eidwadwyr)\b",
    ),
    Stop.CONDUCT: (
        r"\b[cg]wyn (?:dan|o dan|am|ynghylch)(?: y|[’']r)? ?cod ymddygiad\b",
        r"\b[td]orri(?: y|[’']r) cod ymddygiad\b",
    ),
}
LOOKED_FOR = {
    stop: tuple(re.compile(phrase, re.IGNORECASE) for phrase in (*phrases, *IN_WELSH[stop]))
    for stop, phrases in PHRASES.items()
}
BY_PURPOSE = {
    Purpose.PERSONAL: Stop.PERSONAL,
    Purpose.PARTY: Stop.PARTY,
    Purpose.CONDUCT: Stop.CONDUCT,
    Purpose.SAFEGUARDING: Stop.SAFEGUARDING,
}


def noticed(*, words: str, purpose: str, looked_at: bool = False) -> Noticed | None:
    """The first thing for which this enquiry stops, if there is one.

    looked_at   whether the councillor has been shown what was noticed in the words and says that it is
                council business all the same
    """
    if purpose in BY_PURPOSE:
        return Noticed(BY_PURPOSE[Purpose(purpose)])
    if looked_at:
        return None
    plain = " ".join(words.split())
    for stop, phrases in LOOKED_FOR.items():
        for phrase in phrases:
            if found := phrase.search(plain):
                return Noticed(stop, found[0])
    return None
