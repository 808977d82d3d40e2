"""Concordat's addresses, and one more beside them: a view that does nothing but insert one row.

It is what ballots are measured against. It reads the same form and skips the same cookie checks, so that the
ratio says what sealing, the lock and the box cost, and not what Django costs.
"""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from concordat.people.gate import open_to_everyone
from concordat.urls import urlpatterns as concordat

TABLE = "CREATE TABLE benchmark_row (id {key}, words TEXT NOT NULL)"
KEYS = {"sqlite": "INTEGER PRIMARY KEY", "postgresql": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"}


@open_to_everyone
@csrf_exempt
def one_row(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO benchmark_row (words) VALUES (%s)", [request.POST["H1"]])
    return HttpResponse("kept", status=201)


urlpatterns = [path("one-row", one_row), *concordat]
