"""The scenes of the demonstration's year, one file each; a further scene is a file and a line here."""

from sikao.interfaces.demo.scenes.amending import amending
from sikao.interfaces.demo.scenes.announcing import announcing
from sikao.interfaces.demo.scenes.ballots import ballots
from sikao.interfaces.demo.scenes.disagreeing import disagreeing
from sikao.interfaces.demo.scenes.docket import docket
from sikao.interfaces.demo.scenes.merger import merger
from sikao.interfaces.demo.scenes.papers import papers
from sikao.interfaces.demo.scenes.projects import projects
from sikao.interfaces.demo.scenes.reporting import reporting
from sikao.interfaces.demo.scenes.reviewing import reviewing
from sikao.interfaces.demo.scenes.revision import revision

SCENES = (
    reporting,
    ballots,
    projects,
    reviewing,
    announcing,
    papers,
    revision,
    disagreeing,
    merger,
    docket,
    amending,
)
"""In the order in which what happens at the same moment is done."""
