from django.urls import include, path

from concordat.people.views import bodies, closures, councils, offices, rosters, sign_in

rooms = [
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-in/code", sign_in.enter_code, name="enter_code"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("look-around", sign_in.look_around, name="look_around"),
    path("<slug:council>/people/", offices.people, name="people"),
    path("<slug:council>/people/appoint", offices.appoint, name="appoint"),
    path("<slug:council>/people/<int:number>", offices.office, name="office"),
    path("<slug:council>/people/<int:number>/correct", offices.correct, name="correct"),
    path("<slug:council>/people/<int:number>/end", offices.end_office, name="end_office"),
    path("<slug:council>/people/<int:number>/duties", offices.give_duty, name="give_duty"),
    path("<slug:council>/people/<int:number>/duties/<int:spell>/end", offices.end_duty, name="end_duty"),
    path("<slug:council>/people/roster", rosters.read_roster, name="read_roster"),
    path("<slug:council>/people/roster/<int:upload>", rosters.dry_run, name="dry_run"),
    path("<slug:council>/people/roster.<slug:ending>", rosters.export, name="export"),
    path("<slug:council>/people/roster-<slug:kind>.<slug:ending>", rosters.template, name="template"),
    path("<slug:council>/council/", councils.council, name="council"),
    path("<slug:council>/council/governance", councils.governance, name="governance"),
    path("<slug:council>/council/control", councils.control, name="control"),
    path("<slug:council>/council/statutory-posts", councils.statutory_posts, name="statutory_posts"),
    path("<slug:council>/calendar/", closures.calendar, name="calendar"),
    path("<slug:council>/calendar/close", closures.close, name="close"),
    path("<slug:council>/calendar/reopen", closures.reopen, name="reopen"),
    path("<slug:council>/calendar/bank-holidays", closures.adopt_bank_holidays, name="adopt_bank_holidays"),
    path("<slug:council>/bodies/", bodies.bodies, name="bodies"),
    path("<slug:council>/bodies/add", bodies.make_body, name="make_body"),
    path("<slug:council>/bodies/<slug:body>/", bodies.body, name="body"),
    path("<slug:council>/bodies/<slug:body>/join", bodies.join, name="join"),
    path("<slug:council>/bodies/<slug:body>/<int:seat>/leave", bodies.leave, name="leave"),
]

urlpatterns = [
    # The names by which allauth looks for these two pages. It names its sign-up in a letter to those whom
    # nobody knows; we have none, and our letter does not.
    path("sign-in", sign_in.sign_in, name="account_login"),
    path("sign-in", sign_in.sign_in, name="account_request_login_code"),
    path("sign-in", sign_in.sign_in, name="account_signup"),
    path("sign-in/code", sign_in.enter_code, name="account_confirm_login_code"),
    path("", include((rooms, "people"))),
]
