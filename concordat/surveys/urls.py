from django.urls import path

from concordat.surveys.views import ballots, instruments, launching, opening, preparing, results

app_name = "surveys"

HEALTH_CHECK = "<slug:council>/health-check/"
QUESTIONS = f"{HEALTH_CHECK}questions/"
WAVE = f"{HEALTH_CHECK}<slug:wave>/"

urlpatterns = [
    path("answer/<str:link>", ballots.answer, name="answer"),
    path(HEALTH_CHECK, preparing.waves, name="waves"),
    path(f"{HEALTH_CHECK}new", preparing.new, name="new"),
    path(f"{HEALTH_CHECK}method", results.method, name="method"),
    path(QUESTIONS, instruments.instruments, name="instruments"),
    path(f"{QUESTIONS}new", instruments.copy, name="copy"),
    path(f"{QUESTIONS}<slug:instrument>/", instruments.instrument, name="instrument"),
    path(f"{QUESTIONS}<slug:instrument>/add-<str:shape>", instruments.add, name="add"),
    path(f"{QUESTIONS}<slug:instrument>/<slug:item>/reword", instruments.reword, name="reword"),
    path(f"{QUESTIONS}<slug:instrument>/<slug:item>/move", instruments.move, name="move"),
    path(f"{QUESTIONS}<slug:instrument>/<slug:item>/drop", instruments.drop, name="drop"),
    path(WAVE, preparing.wave, name="wave"),
    path(f"{WAVE}change", preparing.change, name="change"),
    path(f"{WAVE}roster", preparing.roster, name="roster"),
    path(f"{WAVE}roster/draw-up", preparing.draw_up, name="draw_up"),
    path(f"{WAVE}roster/sign", preparing.sign, name="sign"),
    path(f"{WAVE}preflight", preparing.preflight, name="preflight"),
    path(f"{WAVE}questions", preparing.questions, name="questions"),
    path(f"{WAVE}key-holders", launching.holders, name="holders"),
    path(f"{WAVE}key", launching.key, name="key"),
    path(f"{WAVE}launch", launching.launch, name="launch"),
    path(f"{WAVE}remind", launching.remind, name="remind"),
    path(f"{WAVE}close", launching.close, name="close"),
    path(f"{WAVE}opening", opening.opening, name="opening"),
    path(f"{WAVE}results", results.results, name="results"),
    path(f"{WAVE}results/<str:form>", results.download, name="download"),
]
