"""What a score tells beyond itself: explanations, what-if, effective weights, bounds."""

from sikao.core.insight.explanation import Explanation
from sikao.core.insight.narration import narrate
from sikao.core.insight.worked import Worked

__all__ = ["Explanation", "Worked", "narrate"]
