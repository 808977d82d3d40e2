"""One made-up study in every format: seven statements on the grid −1, −1, 0, 0, 0, 1, 1, three people.

The formats are those of qmethod.md, section 5; nobody's answer is in here.
"""

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from concordat.qmethod.study import Sort, Statement, Study

A1, B2, C3 = (1, -1, 0, 0, 1, -1, 0), (0, 1, -1, 0, -1, 1, 0), (-1, 0, 1, 1, 0, 0, -1)
SORTS = {"A1": A1, "B2": B2, "C3": C3}
GRID = (-1, -1, 0, 0, 0, 1, 1)
TEXTS = tuple(f"Made-up statement {number}." for number in range(1, 8))

STUDY = Study(
    title="Working together",
    statements=tuple(Statement(f"s{place}", text) for place, text in enumerate(TEXTS, start=1)),
    sorts=(
        Sort(
            "A1",
            A1,
            comments={"s1": "said so often", "s2": "not here"},
            answers={"form0": "councillor", "form1": "1"},
            seconds={"dur0": 386.0, "dur1": 31.0},
            sorted_at="2026-03-01 10:15:00",
            facts={"npos": "3", "nneu": "2", "nneg": "2"},
        ),
        Sort("B2", B2, answers={"form0": "officer"}),
        Sort("C3", C3, facts={"group": "officers"}),
    ),
    grid=GRID,
)

PLAIN = """\
statement,A1,B2,C3
s1,1,0,-1
s2,-1,1,0
s3,0,-1,1
s4,0,0,1
s5,1,-1,0
s6,-1,1,0
s7,0,0,-1
"""

DAT = """\
  0  3  7 Working together (made up)
 -1  1  0  0  0  0  0  2  3  2  0  0  0  0  0  0  0  0  0  0  0  0
A1         1-1 0 0 1-1 0
B2         0 1-1 0-1 1 0
C3        -1 0 1 1 0 0-1
"""

BY_ROWS = """\
name,s1,s2,s3,s4,s5,s6,s7
A1,1,-1,0,0,1,-1,0
B2,0,1,-1,0,-1,1,0
C3,-1,0,1,1,0,0,-1
"""

HTMLQ = """\
sid;uid;s1;s2;s3;s4;s5;s6;s7;npos;nneu;nneg;form1;form0;comment1;comment2;dur0;dur1;dur2;dur3;dur4;\
dur5;datetime;
1;A1;+1;-1; 0; 0;+1;-1; 0;3;2;2;1;councillor;(s1) said so often;(s2) not here;386;31;90;180;25;60;\
2026-03-01 10:15:00;
2;;0;+1;-1;0;-1;+1;0;3;2;2;0;officer;;;300;20;60;180;20;20;2026-03-02 09:00:00;
"""

MESSAGE = """\
Please do not modify the following text:
uid: A1
sort: 1|-1|0|0|1|-1|0
nneg: 2
nneu: 2
npos: 3
comment1: (s1) said so often
form0: councillor
dur0: 386
"""

FIREBASE = """\
{"-Nmade1": {"name": "Working together 1.0", "datetime": "2026-03-01 10:15:00", "sort": "1|-1|0|0|1|-1|0",
  "npos": 3, "nneu": 2, "nneg": 2, "uid": "A1", "dur0": 386, "comment1": "(s1) said so often", \
"form4": "0|1|0"},
 "-Nmade2": {"name": "Working together 1.0", "sort": "0|1|-1|0|-1|1|0", "uid": "B2", "form0": "officer"}}
"""

EQ_WEB_SORT = """\
{"-Nmade1": {"projectName": "Working together", "partId": "A1", "randomId": "r-1", "urlUsercode": \
"no usercode set",
  "dateTime": "2026/3/1 @ 10:15", "timeLanding": "00:00:05", "timeSort": "00:03:00", "npos": 3,
  "posStateNums": "1,5", "nneu": 2, "neuStateNums": "3,4,7", "nneg": 2, "negStateNums": "2,6",
  "column1_0": "(s1) said so often", "columnN1_0": "(s2) not here", "itemNum1": "councillor",
  "sort": "1|-1|0|0|1|-1|0", "presortTrace": "1*p*1|2*n*-1"}}
"""

NETLIFY = """\
data,created_at
projectName:| Working together | partId:| A1 | randomId:| r-1 | urlUsercode:|  | itemNum1:| \
councillor | sort:| 1|-1|0|0|1|-1|0,x
projectName:| Working together | partId:| B2 | randomId:| r-2 | urlUsercode:|  | sort:| 0|1|-1|0|-1|1|0,x
"""

SHEETS = """\
1,2,3,4,5,6
projectName: Working together,partId: A1,randomId: r-1,urlUsercode: ,itemNum1: councillor,sort: \
1|-1|0|0|1|-1|0
projectName: Working together,partId: B2,randomId: r-2,urlUsercode: ,itemNum1: officer,sort: 0|1|-1|0|-1|1|0
"""

QUINCE = """\
id,r1,r2,r3,r4,r5,r6,r7,r8,r14,r17,r20,r21,r22,r23
1,(projectName): Working together,(randomId): made-1,(partId): A1,(urlUsercode): no usercode set,\
(dateTime): 2026/3/1@10:15:00,(desktop/mobile): desktop,(timeOnConsentPage): n/a,(timeOnSortPage): 00:01:30,\
(numPos): 3,"(pos): 1,5",sort: 1|-1|0|0|1|-1|0,presortTrace: 1*p*1|2*n*-1,column1: (s1): said so often,\
itemNum2: councillor
2,r1 (projectName): Working together,r2: (randomId): made-2,(partId): no part ID,(urlUsercode): B2,,,,,,,\
r20: sort: 0|1|-1|0|-1|1|0,,columnN1: (s3): no response,itemNum2: officer
"""

COPIED = "projectName: Working together * partId: A1 * randomId: made-1 * npos: 3 * column1: (s1): said \
so often * sort: 1|-1|0|0|1|-1|0 * presortTrace: 1*p*1|2*n*-1\n"

_HEADING = "\t".join(f"Q results agreement::F{place}" for place in range(1, 8))
DELIBERATEQ = "\n".join(
    [
        "#Title Working together",
        "#Data",
        f"Stage\tParticipant No\tPariticipant Info::Participant Type\tRanking results::FA\t{_HEADING}\t",
        *(
            "\t".join(["Pre", who[1], "officer", "5", *map(str, values), "", "9"])
            for who, values in SORTS.items()
        ),
        "Post\t1\tofficer\t5\t0\t0\t0\t1\t1\t-1\t-1",
        "#Statements\t\t",
        *(f'{place}\t"{text}"\t' for place, text in enumerate(TEXTS, start=1)),
    ]
)

SOSCI = """\
{"progress": {"stage": 4},
 "stage1": {"agrees": [{"id": 1, "type": 1}], "neutrals": [{"id": 3}], "disagrees": [], "timestamp": "t1"},
 "stage2": {"cols": [[[{"id": 2}], [{"id": 6}]], [[{"id": 3}], [{"id": 4}], [{"id": 7}]], [[{"id": \
1}], [{"id": 5}]]],
            "timestamp": "2026-03-01 10:15"},
 "step3swap": [{"s1": 1, "s0": 2, "c1": 2, "c0": 0}],
 "stage4": {"agree": [[{"id": 1}, "said so often"]], "disagree": [[{"id": 2}, ""]]}}
"""

CONFIG_HTMLQ = """\
\ufeff<?xml version="1.0" encoding="UTF-8"?>
<!-- a made-up study -->
<config version="1.0" htmlParse="false">
  <item id="studyTitle">Working {b}together{/b}</item>
  <item id="shuffleCards">true</item>
  <item id="loginPassword">hunter2</item>
  <item id="submitUrl">https://example.org/save?token=abc</item>
  <item id="submitMail">someone@example.org</item>
  <item id="showStep4">false</item>
  <item id="form">
    <label>Role*</label><note>Please choose.</note>
    <input type="radio" required="true">councillor;officer</input>
    <label>Rate these</label>
    <input type="rating2" required="false" scale="Yes;No;">It works;It helps</input>
    <note bg="false">All marked * are needed.</note>
  </item>
</config>
"""

CONFIG_QUINCE = """\
<?xml version="1.0" encoding="UTF-8"?>
   <config version="1.0.9" htmlParse="false">
   <item order="1-a" id="studyTitle">Working together</item>
   <item order="2-a" id="baserowToken">0123456789abcdefSECRET</item>
   <item order="2-c" id="emailAddress">someone@example.org</item>
   <item order="7-b" id="accessCode">hunter2</item>
   <item order="10-b" id="allowUnforcedSorts">true</item>
   <item order="11-a" id="showPostsort">true</item>
   <item id="survey"><input type="information"></input><note bg="goldenrod">Marked * are \
{{{b}}}needed.{{{/b}}}</note></item>
   <item id="survey"><input type="checkbox" required="true">Lecture;;;Other; please say;;;</input>
     <label>1. {{{u}}}What{{{/u}}} helps?*</label><note></note></item>
   </config>
"""

MAP = """\
<map version="1.0" htmlParse="false">;
  <column id="-1" colour="FFD5D5">2</column><column id=" 0" colour="E9E9E9">3</column>
  <column id="+1" colour="9FDFBF">2</column>
  <item id="colTextLabelsArray">Unlike me, Neither, Like me</item>
</map>
"""

STATEMENTS = (
    '<statements version="1.0">;\n'
    + "\n".join(
        f'<statement id="{place}">{place}. {text}</statement>' for place, text in enumerate(TEXTS, start=1)
    )
    + "\n</statements>\n"
)

LANGUAGE = """\
<language version="1.0" htmlParse="true">
  <item id="welcomeText">{{{h2}}}Welcome.{{{/h2}}}{{{br/}}}Write to someone@example.org.</item>
  <item id="mobileSortConditionsOfInstruction">Rank by how you work.</item>
  <item id="accessCodeText">hunter2</item>
</language>
"""

Cells = Sequence[Sequence[object]]


def workbook(sheets: Mapping[str, Cells]) -> bytes:
    """A workbook as another program would save it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


PATTERN: Cells = [list(range(-6, 14)), [0, 0, 0, 0, 0, 2, 3, 2] + [0] * 12]
NUMBERED: Cells = [["Number", "Statements"], *([place, text] for place, text in enumerate(TEXTS, start=1))]
LAID: Cells = [
    ["Participant Name and Sort Value:", "A1", "B2", "C3"],
    [-1, 2, 3, 1],
    [-1, 6, 5, 7],
    [0, 3, 1, 2],
    [0, 4, 4, 5],
    [0, 7, 7, 6],
    [1, 1, 2, 3],
    [1, 5, 6, 4],
]


def kade(sorts: Cells, *, kind: int | None, **others: Cells) -> bytes:
    """A workbook of KADE's second version; ``others`` replace its sheets."""
    sheets: dict[str, Cells] = {
        "Name": [["Project Name"], ["Working together"]],
        "Sorts": sorts,
        "Pattern": PATTERN,
        "Statements": NUMBERED,
        "Version": [["Version"], [2]],
    }
    if kind:
        sheets["Type"] = [["Type"], [kind]]
    return workbook(sheets | others)
