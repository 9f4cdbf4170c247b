"""Addresses of the office; English pages stand below /en/. ``pages.PAGES`` says which right each asks for."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from sikao.interfaces.web.office import (
    board,
    calendar,
    checks,
    delegation,
    demonstration,
    elsewhere,
    evidence,
    figures,
    grants,
    history,
    home,
    jobs,
    journal,
    notices,
    one_job,
    organisations,
    people,
    repeats,
    review,
    sharing,
    shelf,  # noqa: F401 -- says where schemes and results come from
    signin,
    tokens,
    verifications,
    working_days,
    year,
)
from sikao.interfaces.web.office.amendments import pages as amendments
from sikao.interfaces.web.office.amendments import steps as amending
from sikao.interfaces.web.office.amendments.shown import PAGES as AMENDMENT_PAGES
from sikao.interfaces.web.office.analyses import pages as analyses
from sikao.interfaces.web.office.bulletins import pages as bulletins
from sikao.interfaces.web.office.bulletins import steps as bulletin_steps
from sikao.interfaces.web.office.bulletins.own import own_letter
from sikao.interfaces.web.office.bulletins.verify import verify
from sikao.interfaces.web.office.comparison import pages as comparison
from sikao.interfaces.web.office.dashboard import pages as dashboard
from sikao.interfaces.web.office.docket import bringing as docket_bringing
from sikao.interfaces.web.office.docket import pages as docket
from sikao.interfaces.web.office.docket import steps as docket_steps
from sikao.interfaces.web.office.editions import objections, own, published
from sikao.interfaces.web.office.editions import pages as editions
from sikao.interfaces.web.office.editions.shown import PAGES as EDITION_PAGES
from sikao.interfaces.web.office.editions.steps import step as edition_step
from sikao.interfaces.web.office.monthly import decisions
from sikao.interfaces.web.office.monthly import pages as monthly
from sikao.interfaces.web.office.rulebook import pages as rulebook
from sikao.interfaces.web.office.rulebook.steps import step, upload
from sikao.interfaces.web.office.runs import pages as runs
from sikao.interfaces.web.office.tasks import deciding, entering, receipts, workbooks
from sikao.interfaces.web.office.tasks import evidence as drafted
from sikao.interfaces.web.office.tasks.listing import tasks
from sikao.interfaces.web.urls import STUDY
from sikao.office.accounts.rights.verbs import Verb

SIGNING_IN = (
    path("sign-in/", signin.sign_in, name="sign-in"),
    path("sign-in/second-factor/", signin.second_factor, name="second-factor"),
    path("sign-in/elsewhere/", elsewhere.sign_in_elsewhere, name="sign-in-elsewhere"),
    path("sign-in/back/", elsewhere.sign_in_back, name="sign-in-back"),
    path("sign-out/", signin.sign_out, name="sign-out"),
    path("account/", signin.account, name="account"),
    path("account/mail/", signin.mail, name="account-mail"),
    path("account/password/", signin.password, name="password"),
    path("account/second-factor/", signin.set_factor, name="set-factor"),
    path("account/step-up/", signin.step_up, name="step-up"),
    path("account/session/", signin.session, name="session"),
)
PERSON = "people/<slug:person>/"
PEOPLE = (
    path("people/", people.people, name="people"),
    path("people/add/", people.person_add, name="person-add"),
    path("people/requests/<slug:asked>/", people.account_confirm, name="account-confirm"),
    path("people/requests/<slug:asked>/refuse/", people.account_refuse, name="account-refuse"),
    path(PERSON, people.person, name="person"),
    path(PERSON + "memberships/", people.membership_add, name="membership-add"),
    path(PERSON + "memberships/<slug:membership>/", people.membership_end, name="membership-end"),
    path(PERSON + "account/", people.account_open, name="account-open"),
    path(PERSON + "account/close/", people.account_close, name="account-close"),
    path(PERSON + "account/link/", people.account_link, name="account-link"),
    path(PERSON + "account/unlink/", people.account_unlink, name="account-unlink"),
    path(PERSON + "account/ask/", people.account_ask, name="account-ask"),
    path(PERSON + "grants/", grants.grant_propose, name="grant-propose"),
    path(PERSON + "handover/", grants.handover, name="handover"),
    path("organisations/", organisations.organisation_list, name="organisations"),
    path("organisations/endings/<slug:ending>/", organisations.ending_confirm, name="ending-confirm"),
    path("organisations/endings/<slug:ending>/refuse/", organisations.ending_refuse, name="ending-refuse"),
    path("organisations/add/", organisations.organisation_add, name="organisation-add"),
    path("organisations/<slug:code>/", organisations.organisation, name="organisation"),
    path("organisations/<slug:code>/name/", organisations.organisation_rename, name="organisation-rename"),
    path("organisations/<slug:code>/change/", organisations.organisation_change, name="organisation-change"),
    path("organisations/<slug:code>/end/", organisations.ending_ask, name="ending-ask"),
)
RIGHTS = (
    path("grants/", grants.grants, name="grants"),
    path("grants/<slug:grant>/confirm/", grants.grant_confirm, name="grant-confirm"),
    path("grants/<slug:grant>/end/", grants.grant_end, name="grant-end"),
    path("rights/", grants.rights, name="rights"),
    path("delegations/", delegation.delegations, name="delegations"),
    path("delegations/<slug:delegation>/end/", delegation.delegation_end, name="delegation-end"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<slug:token>/end/", tokens.token_end, name="token-end"),
    path("journal/", journal.journal, name="journal"),
    path("journal/export/", journal.journal_export, name="journal-export"),
    path("journal/sharing/", sharing.sharing, name="sharing"),
    path("journal/<int:seq>/", journal.journal_entry, name="journal-entry"),
)
CHECK, VERIFICATION = "checks/<slug:ref>/", "verifications/<slug:ref>/"
FIGURE = "figures/<slug:unit>/<path:indicator>/<slug:kind>/<str:period>/"
WORK = (
    path("", home.home, name="home"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read, name="notices-read"),
    path("checks/", checks.checks, name="checks"),
    path(CHECK, checks.check, name="check"),
    path(CHECK + "give/", checks.give, name="check-give"),
    path(CHECK + "answer/", checks.answer, name="check-answer"),
    path(CHECK + "revise/", checks.revise, name="check-revise"),
    path(CHECK + "letter/", checks.letter, name="check-letter"),
    path("verifications/", verifications.verifications, name="verifications"),
    path(VERIFICATION, verifications.verification, name="verification"),
    path(VERIFICATION + "decide/", verifications.decide, name="verification-decide"),
    path("briefings/", review.briefings, name="briefings"),
    path("briefings/export/", review.export, name="briefings-export"),
    path("board/", board.board, name="board"),
    path("board/export/", board.export, name="board-export"),
    path("repeats/", repeats.repeats, name="repeats"),
    path("year/<slug:scheme>/", year.year, name="year"),
    path("history/<slug:scheme>/", history.history, name="history"),
    path("history/<slug:scheme>/template/", history.history_template, name="history-template"),
    path("history/<slug:scheme>/<slug:job>/", history.history_job, name="history-job"),
    path("history/<slug:scheme>/<slug:job>/part/", history.history_part, name="history-part"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<slug:ref>/", one_job.job, name="job"),
    path("jobs/<slug:ref>/part/", one_job.job_part, name="job-part"),
    path("jobs/<slug:ref>/file/", one_job.job_file, name="job-file"),
    path("jobs/<slug:ref>/cancel/", jobs.cancel, name="job-cancel"),
    path("figures/", figures.figures, name="figures"),
    path("figures/export/", figures.export, name="figures-export"),
    path("figures/evidence/<slug:ref>/", evidence.fetch, name="figure-evidence"),
    path(FIGURE, figures.figure, name="figure"),
)
TASK = "tasks/<slug:ref>/"
PAPER = TASK + "paper/"
BY_LETTER = {"paper": True}
TASKS = (
    path("tasks/", tasks, name="tasks"),
    path(TASK, entering.task, name="task"),
    path(TASK + "draft/", entering.draft, name="task-draft"),
    path(TASK + "paste/", entering.paste, name="task-paste"),
    path(TASK + "workbook/", workbooks.template, name="task-workbook"),
    path(TASK + "import/", workbooks.upload, name="task-import"),
    path(TASK + "evidence/", drafted.evidence, name="task-evidence"),
    path(TASK + "evidence/<slug:file>/", drafted.fetch, name="evidence-file"),
    path(TASK + "submit/", entering.submit, name="task-submit"),
    path(TASK + "take-back/", entering.take_back, name="task-take-back"),
    path(TASK + "sign/", deciding.sign, name="task-sign"),
    path(TASK + "return/", deciding.give_back, name="task-return"),
    path(TASK + "extend/", deciding.extend, name="task-extend"),
    path(TASK + "ask-again/", deciding.ask_again, name="correction-ask"),
    path(TASK + "withdraw/", deciding.withdraw, name="correction-withdraw"),
    path(TASK + "revise/", deciding.revise, name="task-revise"),
    path(TASK + "drop/", deciding.drop, name="revision-drop"),
    path(TASK + "imports/<slug:job>/", workbooks.imported, name="import"),
    path(TASK + "imports/<slug:job>/part/", workbooks.imported_part, name="import-part"),
    path(TASK + "imports/<slug:job>/marked/", workbooks.marked, name="import-marked"),
    path(TASK + "receipt/", receipts.receipt, name="receipt"),
    path(TASK + "receipt/file/", receipts.receipt_file, name="receipt-file"),
    path(TASK + "receipt/code/", receipts.receipt_code, name="receipt-code"),
    path(PAPER, entering.task, BY_LETTER, name="paper"),
    path(PAPER + "draft/", entering.draft, BY_LETTER, name="paper-draft"),
    path(PAPER + "paste/", entering.paste, BY_LETTER, name="paper-paste"),
    path(PAPER + "workbook/", workbooks.template, BY_LETTER, name="paper-workbook"),
    path(PAPER + "import/", workbooks.upload, BY_LETTER, name="paper-import"),
    path(PAPER + "evidence/", drafted.evidence, BY_LETTER, name="paper-evidence"),
    path(PAPER + "record/", entering.record, name="paper-record"),
)
DOSSIER = "rulebook/<slug:ref>/"
VERSION = DOSSIER + "versions/<int:number>/"
RULEBOOK = (
    path("schemes/", rulebook.schemes, name="rulebook"),
    path("results/", rulebook.results, name="results"),
    path("rulebook/upload/", upload, name="scheme-upload"),
    path(DOSSIER, rulebook.dossier, name="dossier"),
    path(DOSSIER + "upload/", upload, name="scheme-version"),
    path(DOSSIER + "submit/", step(Verb.SCHEME_SUBMIT), name="scheme-submit"),
    path(DOSSIER + "withdraw/", step(Verb.SCHEME_WITHDRAW), name="scheme-withdraw"),
    path(DOSSIER + "refuse/", step(Verb.SCHEME_REFUSE), name="scheme-refuse"),
    path(DOSSIER + "approve/", step(Verb.SCHEME_APPROVE), name="scheme-approve"),
    path(DOSSIER + "approve-by-document/", step(Verb.SCHEME_APPROVE_OFFLINE), name="scheme-approve-offline"),
    path(DOSSIER + "seal/", step(Verb.SCHEME_SEAL), name="scheme-seal"),
    path(DOSSIER + "scans/<slug:decided>/", rulebook.scan, name="dossier-scan"),
    path(VERSION, rulebook.version, name="dossier-version"),
    path(VERSION + "changes/", rulebook.changes, name="dossier-changes"),
    path(VERSION + "claims/", rulebook.claims, name="dossier-claims"),
    path(VERSION + "document/", rulebook.document, name="dossier-document"),
    path(VERSION + "marked/", rulebook.marked, name="dossier-marked"),
    path(VERSION + "file/", rulebook.file, name="dossier-file"),
)

AMENDMENT, VERSIONS = "amendments/<slug:ref>/", "versions/<slug:scheme>/"
AMENDMENTS = (
    path(VERSIONS, amendments.versions, name="scheme-versions"),
    path(VERSIONS + "compare/", amendments.version_changes, name="version-changes"),
    path(VERSIONS + "amend/", amending.draft, name="amendment-new"),
    path(VERSIONS + "<int:number>/document/", amendments.version_document, name="version-document"),
    path(VERSIONS + "<int:number>/workbook/", amendments.version_workbook, name="version-workbook"),
    path(VERSIONS + "<int:number>/text/", amendments.version_text, name="version-text"),
    path(AMENDMENT, amendments.amendment, name="amendment"),
    path(AMENDMENT + "part/", amendments.amendment_part, name="amendment-part"),
    path(AMENDMENT + "changes/", amendments.changes, name="amendment-changes"),
    path(AMENDMENT + "impact/", amendments.impact, name="amendment-impact"),
    path(AMENDMENT + "notice/", amendments.notice, name="amendment-notice"),
    path(AMENDMENT + "files/<int:number>/", amendments.file, name="amendment-file"),
    path(AMENDMENT + "scans/<slug:step>/", amendments.scan, name="amendment-scan"),
    path(AMENDMENT + "upload/", amending.upload, name="amendment-upload"),
    path(AMENDMENT + "weigh/", amending.weigh, name="amendment-weigh"),
    *(
        path(f"{AMENDMENT}{page.removeprefix('amendment-')}/", amending.step(verb), name=page)
        for verb, page in AMENDMENT_PAGES.items()
    ),
)

REVIEW, DECISION = "reviews/<slug:ref>/", "decisions/<slug:ref>/"
REVIEWS = (
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/working-days/", working_days.working_days, name="working-days"),
    path("reviews/", monthly.reviews, name="reviews"),
    path("reviews/export/", monthly.export, name="review-export"),
    path(REVIEW, monthly.review, name="review"),
    path(REVIEW + "ask/", monthly.ask, name="review-ask"),
    path(REVIEW + "hold/", monthly.hold, name="review-hold"),
    path(REVIEW + "decide/", monthly.decide, name="review-decide"),
    path(REVIEW + "paper/", bulletin_steps.review_paper, name="review-paper"),
    path(DECISION, decisions.decision, name="decision"),
    path(DECISION + "tell/", decisions.tell, name="decision-tell"),
    path(DECISION + "carry/", decisions.carry, name="decision-carry"),
    path(DECISION + "close/", decisions.close, name="decision-close"),
    path(DECISION + "withdraw/", decisions.withdraw, name="decision-withdraw"),
)
RUNS = (
    path("demonstration/step/", demonstration.next_step, name="demo-step"),
    path("runs/", runs.runs, name="runs"),
    path("runs/ask/", runs.ask, name="run-ask"),
    path("runs/<slug:ref>/", runs.run, name="run"),
    path("runs/<slug:ref>/part/", runs.run_part, name="run-part"),
    path("runs/<slug:ref>/compare/", comparison.compare, name="run-compare"),
    path("runs/<slug:ref>/compare/scores.xlsx/", comparison.compare_file, name="run-compare-file"),
    path("runs/<slug:ref>/files/<str:name>/", runs.run_file, name="run-file"),
)

DASHBOARD = "dashboard/<slug:ref>/"
EDITION, OWN, OBJECTION = "editions/<slug:ref>/", "own/<slug:ref>/<slug:unit>/", "objections/<slug:ref>/"
EDITIONS = (
    path("editions/", editions.editions, name="editions"),
    path("editions/open/", editions.open_edition, name="edition-open"),
    path(EDITION, editions.edition, name="edition"),
    path(EDITION + "scan/<slug:step>/", editions.scan, name="edition-scan"),
    *(
        path(f"{EDITION}{page.removeprefix('edition-')}/", edition_step(verb), name=page)
        for verb, page in EDITION_PAGES.items()
    ),
    path(EDITION + "changes/", analyses.changes, name="edition-changes"),
    path(EDITION + "changes/<slug:unit>/", analyses.change, name="edition-change"),
    path(EDITION + "places/", analyses.places, name="edition-places"),
    path(EDITION + "analyses/", analyses.ask, name="edition-analyse"),
    path(EDITION + "analyses/<slug:analysis_ref>/", analyses.part, name="edition-analysis-part"),
    path(OWN + "change/", analyses.own_change, name="own-change"),
    path(EDITION + "papers/", bulletins.edition_papers, name="edition-papers"),
    path(EDITION + "papers/part/", bulletins.edition_papers_part, name="edition-papers-part"),
    path(EDITION + "papers/prepare/", bulletin_steps.edition_prepare, name="edition-prepare"),
    path(EDITION + "papers/number/", bulletin_steps.edition_number, name="edition-number"),
    path(EDITION + "papers/issue/", bulletin_steps.edition_issue, name="edition-issue"),
    path("own/", own.own_results, name="own-results"),
    path(OWN, own.own_result, name="own-result"),
    path(OWN + "letter/", own_letter, name="own-letter"),
    path(OWN + "agree/", own.agree, name="own-agree"),
    path(OWN + "object/<slug:node>/", objections.raise_objection, name="objection-raise"),
    path(OWN + "points/<slug:table>/<slug:node>/", own.own_point, name="own-point"),
    path("objections/", objections.objections, name="objections"),
    path(OBJECTION, objections.objection, name="objection"),
    path(OBJECTION + "withdraw/", objections.withdraw, name="objection-withdraw"),
    path(OBJECTION + "rule/", objections.rule, name="objection-rule"),
    path(OBJECTION + "files/<slug:file>/", objections.file, name="objection-file"),
    path("dashboard/", dashboard.dashboards, name="dashboards"),
    path(DASHBOARD, dashboard.city, name="dashboard"),
    path(DASHBOARD + "groups/<slug:group>/", dashboard.group, name="dashboard-group"),
    path(DASHBOARD + "groups/<slug:group>/<slug:node>/", dashboard.node, name="dashboard-node"),
    path(DASHBOARD + "units/<slug:unit>/", dashboard.unit, name="dashboard-unit"),
    path(DASHBOARD + "units/<slug:unit>/<slug:table>/<slug:node>/", dashboard.point, name="dashboard-point"),
    path(OBJECTION + "paper/", bulletin_steps.objection_paper, name="objection-paper"),
    path("published/", published.published_list, name="published"),
    path("published/<slug:ref>/", published.published_result, name="published-result"),
    path("open/", published.open_list, name="open-results"),
    path("open/<slug:ref>/", published.open_result, name="open-result"),
)
BULLETIN = "bulletins/<slug:ref>/"
BULLETINS = (
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path(BULLETIN, bulletins.bulletin, name="bulletin"),
    path(BULLETIN + "part/", bulletins.bulletin_part, name="bulletin-part"),
    path(BULLETIN + "files/<slug:form>/", bulletins.bulletin_file, name="bulletin-file"),
    path(BULLETIN + "prepare/", bulletin_steps.prepare, name="bulletin-prepare"),
    path(BULLETIN + "words/", bulletin_steps.words, name="bulletin-words"),
    path(BULLETIN + "issue/", bulletin_steps.step(Verb.PAPER_ISSUE), name="bulletin-issue"),
    path(BULLETIN + "archive/", bulletin_steps.step(Verb.PAPER_ARCHIVE), name="bulletin-archive"),
    path(BULLETIN + "withdraw/", bulletin_steps.step(Verb.PAPER_WITHDRAW), name="bulletin-withdraw"),
    path("verify/", verify, name="verify"),
)
APPLICATION = "docket/<slug:ref>/"
DOCKET = (
    path("docket/", docket.docket, name="docket"),
    path("docket/apply/", docket_bringing.apply, name="docket-apply"),
    path("docket/charge/", docket_bringing.charge, name="docket-charge"),
    path("docket/notice/", docket.notice, name="docket-notice"),
    path("docket/announce/", docket.announce, name="docket-announce"),
    path("docket/close/", docket.close, name="docket-close"),
    path("docket/reopen/", docket.reopen, name="docket-reopen"),
    path("docket/export/", docket.export, name="docket-export"),
    path(APPLICATION, docket_steps.item, name="docket-item"),
    path(APPLICATION + "file/<slug:file>/", docket_steps.file, name="docket-file"),
    path(APPLICATION + "scans/<slug:step>/", docket_steps.scan, name="docket-scan"),
    path(APPLICATION + "examine/", docket_steps.examine, name="docket-examine"),
    path(APPLICATION + "reexamine/", docket_steps.reexamine, name="docket-reexamine"),
    path(APPLICATION + "return/", docket_steps.send_home, name="docket-return"),
    path(APPLICATION + "resubmit/", docket_steps.resubmit, name="docket-resubmit"),
    path(APPLICATION + "withdraw/", docket_steps.withdraw, name="docket-withdraw"),
    path(APPLICATION + "object/", docket_steps.oppose, name="docket-object"),
    path(APPLICATION + "decide/", docket_steps.decide, name="docket-decide"),
    path(APPLICATION + "confirm/", docket_steps.confirm, name="docket-confirm"),
    path(APPLICATION + "send-back/", docket_steps.send_back, name="docket-send-back"),
    path(APPLICATION + "decide-offline/", docket_steps.decide_offline, name="docket-decide-offline"),
)
urlpatterns = i18n_patterns(
    *(
        *WORK,
        *SIGNING_IN,
        *PEOPLE,
        *RIGHTS,
        *TASKS,
        *RULEBOOK,
        *REVIEWS,
        *RUNS,
        *EDITIONS,
        *BULLETINS,
        *DOCKET,
        *AMENDMENTS,
        *STUDY,
    ),
    prefix_default_language=False,
)

handler404 = "sikao.interfaces.web.office.door.not_there"
