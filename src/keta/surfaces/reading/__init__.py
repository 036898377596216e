"""Reading records in sets: questions, pages of rows, totals, figures by group. Lists, API, exports, search
and reports
ask here and nowhere else, so that filters, rights and orders are the same through every door."""

from keta.surfaces.reading.answering import Page, Total, answer, count, neighbours, walk
from keta.surfaces.reading.columns import Column, column_of, columns_of, shown_by_default
from keta.surfaces.reading.figures import Aggregation, Bucket, aggregate, sums, totalled
from keta.surfaces.reading.grammar import parameters_of, question_of, read_question, to_query_string
from keta.surfaces.reading.groups import Axis, Measure, axis_of, measure_of
from keta.surfaces.reading.plan import rows_of, search_with
from keta.surfaces.reading.question import Condition, Group, Question, SortKey
from keta.surfaces.reading.shape import Row
from keta.surfaces.reading.views import NamedView, save_views_with, view_named, views_of

__all__ = [
    "Aggregation",
    "Axis",
    "Bucket",
    "Column",
    "Condition",
    "Group",
    "Measure",
    "NamedView",
    "Page",
    "Question",
    "Row",
    "SortKey",
    "Total",
    "aggregate",
    "answer",
    "axis_of",
    "column_of",
    "columns_of",
    "count",
    "measure_of",
    "neighbours",
    "parameters_of",
    "question_of",
    "read_question",
    "rows_of",
    "save_views_with",
    "search_with",
    "shown_by_default",
    "sums",
    "to_query_string",
    "totalled",
    "view_named",
    "views_of",
    "walk",
]
