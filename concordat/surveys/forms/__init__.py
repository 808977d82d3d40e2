"""Reads what was typed into the room's pages, and says what is wrong with it: one file for each subject."""

from concordat.surveys.forms.ballots import Bands, Section, SlipCode, in_both, in_words
from concordat.surveys.forms.comments import MOST_SHOWN, OwnWords, Publish, Reviewer, notes
from concordat.surveys.forms.interchange import FormFile, FormName
from concordat.surveys.forms.pools import Pool
from concordat.surveys.forms.questions import Copy, NewQuestion, Place, Question, words_of
from concordat.surveys.forms.waves import Holders, Secret, Wave, in_full, split_in_words
from concordat.surveys.forms.welsh import Languages, WelshCheck
from concordat.surveys.forms.years import ElectionDay, Promise

__all__ = [
    "MOST_SHOWN",
    "Bands",
    "Copy",
    "ElectionDay",
    "FormFile",
    "FormName",
    "Holders",
    "Languages",
    "NewQuestion",
    "OwnWords",
    "Place",
    "Pool",
    "Promise",
    "Publish",
    "Question",
    "Reviewer",
    "Secret",
    "Section",
    "SlipCode",
    "Wave",
    "WelshCheck",
    "in_both",
    "in_full",
    "in_words",
    "notes",
    "split_in_words",
    "words_of",
]
