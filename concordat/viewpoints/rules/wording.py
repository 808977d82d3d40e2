"""The words that a study begins with. Every one can be changed before it opens.

The Welsh is a draft, to be checked by a translator.
"""

INSTRUCTION = (
    "Think of how councillors and officers work together in this council today. Sort the statements by how "
    "near each comes to your own view. There are no right answers: it is your view as a whole that counts."
)
INSTRUCTION_CY = (
    "Meddyliwch am sut mae cynghorwyr a swyddogion yn cydweithio yn y cyngor hwn heddiw. Trefnwch y "
    "datganiadau yn ôl pa mor agos yw pob un at eich barn chi. Nid oes atebion cywir: eich barn yn ei "
    "chyfanrwydd sy’n cyfrif."
)
MOST, MOST_CY = "Most like my view", "Tebycaf i’m barn i"
LEAST, LEAST_CY = "Most unlike my view", "Lleiaf tebyg i’m barn i"

CONSENT = """You are asked to take part in a study of how councillors and officers see their work together. \
You will sort a set of short statements by how near each comes to your own view.

Taking part is voluntary. You can stop at any time before you hand in your sort, and nothing of it is then \
kept. After that it cannot be taken out, because nothing tells which sort is yours.

The council publishes which viewpoints it found and what they have in common. It does not publish anybody’s \
sort."""
CONSENT_CY = """\
Gofynnir i chi gymryd rhan mewn astudiaeth o sut mae cynghorwyr a swyddogion yn gweld eu gwaith \
gyda’i gilydd. Byddwch yn trefnu set o ddatganiadau byr yn ôl pa mor agos yw pob un at eich barn chi.

Mae cymryd rhan yn wirfoddol. Gallwch roi’r gorau iddi unrhyw bryd cyn cyflwyno, ac ni chedwir dim. \
Ar ôl hynny ni ellir tynnu eich trefniad allan, oherwydd nid oes dim yn dweud pa un yw eich un chi.

Mae’r cyngor yn cyhoeddi pa safbwyntiau a ganfuwyd a’r hyn sydd ganddynt yn gyffredin. Nid yw’n cyhoeddi \
trefniad neb."""

MISSING = "Was something missing from the statements? What would you have added?"
MISSING_CY = "A oedd rhywbeth ar goll o’r datganiadau? Beth fyddech chi wedi’i ychwanegu?"
