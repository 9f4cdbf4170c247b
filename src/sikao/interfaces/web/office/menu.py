"""The lines of the menu, in their order. Who may not open a page does not see its line."""

from __future__ import annotations

from dataclasses import dataclass

from sikao.core.wording import Term


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the name of its address, its icon, its words, and the heading that it stands under."""

    page: str
    icon: str
    words: Term
    heading: Term


WORK = Term("工作", "Work")
REPORTING = Term("数据报送", "Reporting")
RESULTS = Term("方案和结果", "Scheme and results")
MANAGE = Term("管理", "Administration")
OWN = Term("本人", "Yourself")

MENU: tuple[Line, ...] = (
    Line("home", "layout-dashboard", Term("待办", "To do"), WORK),
    Line("calendar", "calendar-stats", Term("年度日程", "Calendar"), WORK),
    Line("reviews", "trending-up", Term("月度调度", "Monthly review"), WORK),
    Line("tasks", "clipboard-list", Term("报送任务", "Tasks"), REPORTING),
    Line("checks", "circle-check", Term("数据核对", "Checks"), REPORTING),
    Line("verifications", "receipt", Term("数据核实", "Verification"), REPORTING),
    Line("briefings", "quote", Term("进度说明", "Briefings"), REPORTING),
    Line("board", "clipboard", Term("进度看板", "Progress"), REPORTING),
    Line("figures", "search", Term("数据查询", "Figures"), REPORTING),
    Line("repeats", "equal", Term("重复申报提示", "Possible double claims"), REPORTING),
    Line("rulebook", "list-tree", Term("考核方案", "Schemes"), RESULTS),
    Line("docket", "adjustments-horizontal", Term("加减分", "Bonus and deduction"), RESULTS),
    Line("runs", "calculator", Term("测算记录", "Runs"), RESULTS),
    Line("results", "table", Term("测算结果", "Results"), RESULTS),
    Line("editions", "award", Term("考核结果", "Assessment results"), RESULTS),
    Line("own-results", "award", Term("本单位结果", "Own results"), RESULTS),
    Line("objections", "scale", Term("复核申请", "Objections"), RESULTS),
    Line("dashboards", "map-2", Term("结果图表", "Charts"), RESULTS),
    Line("published", "books", Term("已发布的结果", "Published results"), RESULTS),
    Line("bulletins", "file-text", Term("公文", "Papers"), RESULTS),
    Line("people", "users-group", Term("人员", "People"), MANAGE),
    Line("organisations", "building-community", Term("单位", "Organisations"), MANAGE),
    Line("grants", "award", Term("授权", "Grants"), MANAGE),
    Line("rights", "scale", Term("权限表", "Rights"), MANAGE),
    Line("journal", "books", Term("审计日志", "Journal"), MANAGE),
    Line("sharing", "users-group", Term("同机登录提示", "Shared sign-ins"), MANAGE),
    Line("notices", "bell", Term("通知", "Notices"), OWN),
    Line("jobs", "hourglass", Term("后台任务", "Background work"), OWN),
    Line("delegations", "calendar-stats", Term("委托代签", "Delegation"), OWN),
    Line("tokens", "adjustments-horizontal", Term("接口令牌", "API tokens"), OWN),
    Line("account", "circle-check", Term("账号安全", "Account"), OWN),
)
