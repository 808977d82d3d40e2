from django.urls import path

from concordat.enquiries.views import (
    answering,
    asking,
    asking_on,
    fairness,
    feeding,
    moving,
    performing,
    reading,
    settling,
)

app_name = "enquiries"

ENQUIRIES = "<slug:council>/enquiries/"
DRAFT = f"{ENQUIRIES}ask/<uuid:key>"
ENQUIRY = f"{ENQUIRIES}<slug:reference>/"

ASKING = [
    path(f"{ENQUIRIES}ask", asking.ask, name="ask"),
    path(DRAFT, asking.draft, name="draft"),
    path(f"{DRAFT}/check", asking.check, name="check"),
    path(f"{DRAFT}/throw-away", asking.throw_away, name="throw_away"),
    path(f"{DRAFT}/files/<int:number>/remove", asking.remove_file, name="remove_file"),
    path(f"{ENQUIRIES}not-here/<slug:stop>", asking.not_here, name="not_here"),
]
READING = [
    path(ENQUIRIES, reading.enquiries, name="enquiries"),
    path(f"{ENQUIRIES}all", reading.all_enquiries, name="all"),
    path(ENQUIRY, reading.enquiry, name="enquiry"),
    path(f"{ENQUIRY}why/<int:number>", reading.why, name="why"),
    path(f"{ENQUIRY}files/<int:number>", reading.file, name="file"),
]
ANSWERING = [
    path(f"{ENQUIRY}acknowledge", answering.acknowledge, name="acknowledge"),
    path(f"{ENQUIRY}take", answering.take, name="take"),
    path(f"{ENQUIRY}ask-back", answering.ask_back, name="ask_back"),
    path(f"{ENQUIRY}resume", answering.resume, name="resume"),
    path(f"{ENQUIRY}hand-over", answering.hand_over, name="hand_over"),
    path(f"{ENQUIRY}reply-in-part", answering.reply_in_part, name="reply_in_part"),
    path(f"{ENQUIRY}answer", answering.answer, name="answer"),
    path(f"{ENQUIRY}pass-on", answering.pass_on, name="pass_on"),
    path(f"{ENQUIRY}topic", answering.reclassify, name="reclassify"),
    path(f"{ENQUIRY}note", answering.note, name="note"),
    path(f"{ENQUIRY}papers", answering.papers, name="papers"),
    path(f"{ENQUIRY}pauses/<int:number>/settle", asking_on.settle, name="settle"),
    path(f"{ENQUIRY}reviews/<int:number>/decide", asking_on.decide, name="decide"),
]
ASKING_ON = [
    path(f"{ENQUIRY}write", asking_on.to_officer, name="to_officer"),
    path(f"{ENQUIRY}pauses/<int:number>/dispute", asking_on.dispute, name="dispute"),
    path(f"{ENQUIRY}ask-again", asking_on.reopen, name="reopen"),
    path(f"{ENQUIRY}take-back", asking_on.withdraw, name="withdraw"),
    path(f"{ENQUIRY}sharing", asking_on.share, name="share"),
    path(f"{ENQUIRY}review", asking_on.review, name="review"),
]
SETTLING = [
    path(f"{ENQUIRIES}levels/", settling.levels, name="levels"),
    path(f"{ENQUIRIES}levels/new", settling.new_levels, name="new_levels"),
    path(f"{ENQUIRIES}levels/<int:number>", settling.edition, name="edition"),
    path(f"{ENQUIRIES}settings/", settling.settings, name="settings"),
    path(f"{ENQUIRIES}settings/keeping", settling.keep_for, name="keep_for"),
    path(f"{ENQUIRIES}settings/topics/add", settling.add_topic, name="add_topic"),
    path(f"{ENQUIRIES}settings/topics/<slug:topic>/change", settling.change_topic, name="change_topic"),
    path(f"{ENQUIRIES}settings/leads/<slug:service>", settling.name_lead, name="name_lead"),
    path(f"{ENQUIRIES}settings/contacts/add", settling.add_contact, name="add_contact"),
    path(f"{ENQUIRIES}settings/contacts/<int:number>/change", settling.change_contact, name="change_contact"),
    path(f"{ENQUIRIES}settings/contacts/<int:number>/remove", settling.remove_contact, name="remove_contact"),
    path(f"{ENQUIRIES}settings/words/add", settling.add_wording, name="add_wording"),
    path(f"{ENQUIRIES}settings/words/<int:number>/change", settling.change_wording, name="change_wording"),
    path(f"{ENQUIRIES}settings/words/<int:number>/remove", settling.remove_wording, name="remove_wording"),
]

FEEDING = [
    path(f"{ENQUIRIES}calendar/", feeding.subscribe, name="subscribe"),
    path(f"{ENQUIRIES}calendar/end", feeding.unsubscribe, name="unsubscribe"),
    path(f"{ENQUIRIES}calendar/<str:secret>.ics", feeding.calendar, name="feed"),
]

PERFORMING = [
    path(f"{ENQUIRIES}performance/", performing.performance, name="performance"),
    path(f"{ENQUIRIES}performance.<str:form>", performing.performance_file, name="performance_file"),
    path(f"{ENQUIRIES}load/", performing.load, name="load"),
    path(f"{ENQUIRIES}calendar-changes/", moving.what_moves, name="what_moves"),
    path(f"{ENQUIRIES}mine.<str:form>", performing.own_file, name="own_file"),
]

FAIRNESS = [
    path(f"{ENQUIRIES}even-handedness/", fairness.margins, name="margins"),
    path(f"{ENQUIRIES}even-handedness/fix", fairness.fix_margin, name="fix_margin"),
    path(f"{ENQUIRIES}even-handedness/<int:number>/open", fairness.look, name="look"),
    path(f"{ENQUIRIES}even-handedness/<int:number>/", fairness.report, name="fairness"),
    path(f"{ENQUIRIES}even-handedness/<int:number>.<str:form>", fairness.report_file, name="fairness_file"),
]

# The fixed addresses first: a reference could be any word.
urlpatterns = [*FAIRNESS, *FEEDING, *PERFORMING, *ASKING, *SETTLING, *READING, *ANSWERING, *ASKING_ON]
