"""The meaning of a scheme: frozen records with exact decimals and ordered tables."""

from sikao.core.scheme.model.briefings import Briefing, KeyTask
from sikao.core.scheme.model.docket import Docket
from sikao.core.scheme.model.items import (
    ALL,
    SELF,
    Group,
    Item,
    Measure,
    Member,
    Provider,
    Reference,
    Register,
    Unit,
)
from sikao.core.scheme.model.outcomes import Award, Claim, Grade, ItemAward, Promotion, Selector, Veto
from sikao.core.scheme.model.reporting import Feedback, Reporting
from sikao.core.scheme.model.review import MonthlyReview
from sikao.core.scheme.model.scheme import (
    Checkpoint,
    Document,
    Parameters,
    Ranking,
    Rounding,
    Schedule,
    Scheme,
    Sentence,
    Tag,
    Values,
)
from sikao.core.scheme.model.scorecards import (
    CheckpointTable,
    LeafRounding,
    Node,
    Override,
    Placed,
    Scorecard,
)
from sikao.core.scheme.values import ABSENCE_DEFAULTS, EFFECTS, Amount, DayAfter, Effect, share_text

__all__ = [
    "ABSENCE_DEFAULTS",
    "ALL",
    "EFFECTS",
    "SELF",
    "Amount",
    "Award",
    "Briefing",
    "Checkpoint",
    "CheckpointTable",
    "Claim",
    "DayAfter",
    "Docket",
    "Document",
    "Effect",
    "Feedback",
    "Grade",
    "Group",
    "Item",
    "ItemAward",
    "KeyTask",
    "LeafRounding",
    "Measure",
    "Member",
    "MonthlyReview",
    "Node",
    "Override",
    "Parameters",
    "Placed",
    "Promotion",
    "Provider",
    "Ranking",
    "Reference",
    "Register",
    "Reporting",
    "Rounding",
    "Schedule",
    "Scheme",
    "Scorecard",
    "Selector",
    "Sentence",
    "Tag",
    "Unit",
    "Values",
    "Veto",
    "share_text",
]
