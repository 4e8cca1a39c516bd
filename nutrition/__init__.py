"""Magnesiumwijzer: how much magnesium is on the plate, how it compares, and what would close the gap."""

from nutrition.adequacy import Adequacy, individual_adequacy
from nutrition.advice import advise
from nutrition.assessment import Assessment, assess
from nutrition.errors import DataError, ImportProblems, NutritionError, PlanError
from nutrition.findings import Finding, Severity
from nutrition.food_first import close_gap_with_food, suggest_plans
from nutrition.forms import SupplementForm, elemental_mg
from nutrition.handbook import Handbook, load_handbook
from nutrition.intake import Intake, daily_intake
from nutrition.measures import grams
from nutrition.own_foods import Ingredient, OwnFood, Recipe
from nutrition.plan import (
    AskFirst,
    DoseKind,
    LifeStage,
    Meal,
    Person,
    Plan,
    PlanItem,
    Sex,
    SupplementDose,
    SupplementWish,
)
from nutrition.reference import ReferenceSet, ReferenceValue, reference_for
from nutrition.report import Report, make_report, make_reports
from nutrition.search import find_foods
from nutrition.suggestion import Outcome, Suggestion
from nutrition.text import Text, load_text
from nutrition.wishes import Allergen, Diet, FoodWishes

__version__ = "0.1.0"

__all__ = [
    "Adequacy",
    "Allergen",
    "AskFirst",
    "Assessment",
    "DataError",
    "Diet",
    "DoseKind",
    "Finding",
    "FoodWishes",
    "Handbook",
    "ImportProblems",
    "Ingredient",
    "Intake",
    "LifeStage",
    "Meal",
    "NutritionError",
    "Outcome",
    "OwnFood",
    "Person",
    "Plan",
    "PlanError",
    "PlanItem",
    "Recipe",
    "ReferenceSet",
    "ReferenceValue",
    "Report",
    "Severity",
    "Sex",
    "Suggestion",
    "SupplementDose",
    "SupplementForm",
    "SupplementWish",
    "Text",
    "advise",
    "assess",
    "close_gap_with_food",
    "daily_intake",
    "elemental_mg",
    "find_foods",
    "grams",
    "individual_adequacy",
    "load_handbook",
    "load_text",
    "make_report",
    "make_reports",
    "read_workbook",
    "reference_for",
    "suggest_plans",
    "write_folder",
    "write_workbook",
]


def __getattr__(name: str) -> object:
    # the workbook library loads for who writes a workbook
    if name in ("write_folder", "write_workbook"):
        from nutrition.views import excel

        return getattr(excel, name)
    if name == "read_workbook":
        from nutrition.views.workbook_in import read_workbook

        return read_workbook
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
