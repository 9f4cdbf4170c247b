"""What a score tells beyond itself: explanations, what-if, effective weights, bounds."""

from sikao.core.insight.attainable import Attainable, Reach, UnitPlaces, attainable_places
from sikao.core.insight.attainable_kept import attainable_to_json, read_attainable
from sikao.core.insight.attribution import (
    Attribution,
    Interim,
    Situation,
    UnitAccount,
    attribute_change,
    moved_on,
    shown_to_unit,
)
from sikao.core.insight.attribution_kept import attribution_to_json, read_attribution
from sikao.core.insight.bounds import UnitBounds, score_bounds
from sikao.core.insight.breaking import broken_by
from sikao.core.insight.briefings import BriefingDuty, briefings_of
from sikao.core.insight.change_narration import narrate_change
from sikao.core.insight.changed_cells import Cause, State, changed_cells, steps_between
from sikao.core.insight.changes import Change, changed
from sikao.core.insight.containment import figures_beyond_whole
from sikao.core.insight.cuts import Cut, cut_book
from sikao.core.insight.duties import Duty, Slot, duties_of
from sikao.core.insight.expectations import implausible_figures
from sikao.core.insight.explanation import Explanation
from sikao.core.insight.narration import narrate
from sikao.core.insight.needs import missing_figures
from sikao.core.insight.notation import change_text, parse_changes
from sikao.core.insight.playing import Player
from sikao.core.insight.weights import EffectiveWeight, effective_weights
from sikao.core.insight.whatif import Move, Outcome, WhatIf
from sikao.core.insight.worked import Worked

__all__ = [
    "Attainable",
    "Attribution",
    "BriefingDuty",
    "Cause",
    "Change",
    "Cut",
    "Duty",
    "EffectiveWeight",
    "Explanation",
    "Interim",
    "Move",
    "Outcome",
    "Player",
    "Reach",
    "Situation",
    "Slot",
    "State",
    "UnitAccount",
    "UnitBounds",
    "UnitPlaces",
    "WhatIf",
    "Worked",
    "attainable_places",
    "attainable_to_json",
    "attribute_change",
    "attribution_to_json",
    "briefings_of",
    "broken_by",
    "change_text",
    "changed",
    "changed_cells",
    "cut_book",
    "duties_of",
    "effective_weights",
    "figures_beyond_whole",
    "implausible_figures",
    "missing_figures",
    "moved_on",
    "narrate",
    "narrate_change",
    "parse_changes",
    "read_attainable",
    "read_attribution",
    "score_bounds",
    "shown_to_unit",
    "steps_between",
]
