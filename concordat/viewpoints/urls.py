from django.urls import path

from concordat.viewpoints.views import (
    analysing,
    asking,
    designing,
    entering,
    grid,
    naming,
    reporting,
    sorting,
    statements,
    turning,
    wording,
)

app_name = "viewpoints"

VIEWPOINTS = "<slug:council>/viewpoints/"
STUDY = f"{VIEWPOINTS}<slug:study>/"

# Sorting: by code. Whoever opens these pages plays no part.
SORTING = [
    path("sort/", sorting.code, name="code"),
    path("sort/open/<str:link>", sorting.open_link, name="open_link"),
    path("sort/<str:code>", sorting.sort, name="sort"),
    path("sort/<str:code>/moves", sorting.moves, name="moves"),
    path("sort/<str:code>/<str:page>", sorting.sort_page, name="sort_page"),
    path(f"{STUDY}cards", entering.cards, name="cards"),
    path(f"{STUDY}sorts/type-in", entering.enter_sort, name="enter_sort"),
    path(f"{STUDY}sorts/read-in", entering.read_sorts, name="read_sorts"),
]

DESIGNING = [
    path(VIEWPOINTS, designing.studies, name="studies"),
    path(f"{VIEWPOINTS}new", designing.new, name="new"),
    path(f"{VIEWPOINTS}import", designing.read_definition, name="import"),
    path(STUDY, designing.study, name="study"),
    path(f"{STUDY}change", designing.change, name="change"),
    path(f"{STUDY}statements", statements.statements, name="statements"),
    path(f"{STUDY}statements/choose", statements.choose, name="choose_statements"),
    path(f"{STUDY}statements/add", statements.add, name="add_statement"),
    path(f"{STUDY}statements/read", statements.read, name="read_statements"),
    path(f"{STUDY}statements/file.<str:ending>", statements.export, name="export_statements"),
    path(f"{STUDY}statements/<slug:key>/reword", statements.reword, name="reword_statement"),
    path(f"{STUDY}statements/<slug:key>/move", statements.move, name="move_statement"),
    path(f"{STUDY}statements/<slug:key>/remove", statements.remove, name="remove_statement"),
    path(f"{STUDY}grid", grid.grid, name="grid"),
    path(f"{STUDY}wording", wording.wording, name="wording"),
    path(f"{STUDY}settings", wording.settings, name="settings"),
    path(f"{STUDY}consent", wording.consent, name="consent"),
    path(f"{STUDY}questions", wording.questions, name="questions"),
    path(f"{STUDY}questions/add-<str:shape>", wording.add_question, name="add_question"),
    path(f"{STUDY}questions/<slug:key>/reword", wording.reword_question, name="reword_question"),
    path(f"{STUDY}questions/<slug:key>/move", wording.move_question, name="move_question"),
    path(f"{STUDY}questions/<slug:key>/drop", wording.drop_question, name="drop_question"),
    path(f"{STUDY}preview", wording.preview, name="preview"),
    path(f"{STUDY}asked", asking.asked, name="asked"),
    path(f"{STUDY}asked/how", asking.choose_asking, name="choose_asking"),
    path(f"{STUDY}asked/ask", asking.ask, name="ask"),
    path(f"{STUDY}open", asking.open_study, name="open"),
    path(f"{STUDY}link", asking.renew_link, name="renew_link"),
    path(f"{STUDY}remind", asking.remind, name="remind"),
    path(f"{STUDY}close", asking.close, name="close"),
]

SOLUTION = f"{STUDY}solutions/<slug:solution>/"

ANALYSING = [
    path(f"{STUDY}sorts/", analysing.sorts, name="sorts"),
    path(f"{STUDY}sorts/<str:pseudonym>/", analysing.sort, name="sort_seen"),
    path(f"{STUDY}evidence", analysing.evidence, name="evidence"),
    path(f"{STUDY}computations/<int:number>/stop", analysing.stop, name="stop"),
    path(f"{STUDY}compare", analysing.compare, name="compare"),
    path(f"{STUDY}paraphrases/<int:number>/drop", naming.drop_paraphrase, name="drop_paraphrase"),
    path(f"{STUDY}solutions/", analysing.solutions, name="solutions"),
    path(f"{STUDY}solutions/new", analysing.new_solution, name="new_solution"),
    path(SOLUTION, analysing.solution, name="solution"),
    path(f"{SOLUTION}statements", analysing.statements, name="solution_statements"),
    path(f"{SOLUTION}bootstrap", analysing.bootstrap, name="bootstrap"),
    path(f"{SOLUTION}turn", turning.turn, name="turn"),
    path(f"{SOLUTION}turn/<int:a>-<int:b>", turning.turn_pair, name="turn_pair"),
    path(f"{SOLUTION}turn/rule", turning.criterion, name="criterion"),
    path(f"{SOLUTION}turn/target", turning.target, name="target"),
    path(f"{SOLUTION}turn/invert", turning.invert, name="invert"),
    path(f"{SOLUTION}turn/split", turning.split, name="split"),
    path(f"{SOLUTION}turn/undo", turning.undo, name="undo"),
    path(f"{SOLUTION}flags/<str:pseudonym>", turning.flags, name="flags"),
    path(f"{SOLUTION}log", turning.log, name="log"),
    path(f"{SOLUTION}log/<int:state>", turning.go_back, name="go_back"),
    path(f"{SOLUTION}viewpoints", naming.viewpoints, name="viewpoints"),
    path(f"{SOLUTION}viewpoints/<int:factor>", naming.name, name="name"),
    path(f"{SOLUTION}desk", naming.desk, name="desk"),
    path(f"{SOLUTION}desk/<str:statement>", naming.paraphrase, name="paraphrase"),
    path(f"{SOLUTION}publish", reporting.publish, name="publish"),
    path(f"{SOLUTION}data-package", reporting.data_package, name="data_package"),
    path(f"{STUDY}report", reporting.report, name="report"),
    path(f"{STUDY}report/<str:form>", reporting.download, name="download"),
]

urlpatterns = [*SORTING, *DESIGNING, *ANALYSING]
