"""The program `sikao`: its commands by name, each loaded only when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from sikao import __version__
from sikao.interfaces.cli.misuse import language_asked, told_in
from sikao.interfaces.cli.output import FOUND, drop_output, make_output_safe

# In the order of work: name → module and summary. Loading them all would take seconds, even for --help.
COMMANDS: Mapping[str, tuple[str, str]] = {
    "new": ("schemes", "起草新方案 · Begin a scheme."),
    "check": ("schemes", "检查方案 · Check a scheme, and figures against it."),
    "show": ("schemes", "显示方案概况 · Show what a scheme counts."),
    "diff": ("schemes", "比较两个方案 · Compare two schemes."),
    "convert": ("schemes", "文本与工作簿互转 · Convert between text and workbook."),
    "score": ("scores", "测算并写出成绩册 · Score, and write the book."),
    "explain": ("scores", "解释一个得分 · Explain points down to the figures."),
    "cut": ("cuts", "按标签看得分 · Results cut by tag."),
    "audit": ("scores", "供审计的材料 · Write what a recalculation elsewhere needs."),
    "whatif": ("analysis", "模拟测算 · What if something were different."),
    "weights": ("analysis", "指标效力 · Effective weights of quarters."),
    "bounds": ("analysis", "缺数时的上下限 · Bounds while figures are missing."),
    "serve": ("serving", "打开网页 · Serve the web pages."),
    "init": ("keeping", "准备新系统 · Prepare an installation."),
    "upgrade": ("keeping", "升级数据表 · Bring an installation's tables up to date."),
    "verify": ("proving", "核验日志和记录 · Hold records against hashes and receipts."),
    "receipts": ("proving", "核对回执 · Check receipts."),
    "backup": ("keeping", "备份 · Back an installation up."),
    "restore": ("keeping", "恢复 · Restore a backup."),
    "keys": ("keeping", "密钥 · Keys of an installation."),
    "people": ("people", "单位、人员与授权 · Organisations, people and grants."),
    "rights": ("people", "权限表 · The table of rights."),
    "recover-admin": ("people", "恢复管理员 · Recover an administrator."),
    "scheme": ("rulebook", "方案的上传、审批和封存 · Schemes in the office."),
    "run": ("results", "测算并保存成绩册 · Compute a run in the office, and keep its book."),
    "replay": ("results", "复算保存的成绩册 · Recompute the books that were kept."),
    "work": ("background", "办理后台任务 · Do background work."),
    "jobs": ("background", "列出后台任务 · List and watch background work."),
    "demo": ("demonstration", "演示账号，走下一步 · Accounts of a demonstration; its next step."),
    "simulate-year": ("demonstration", "演示全年 · Drive a whole year through a new home."),
    "bench": ("serving", "性能对比 · Measure against other tools."),
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and loads one when it is asked for."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command; an answer that cannot be written ends it without a traceback."""
        make_output_safe()
        try:
            return super().main(*args, **extra)
        except OSError as refused:  # outside a command, which tells its own: its help and its usage
            drop_output()
            click.echo(f"标准输出没有写成 · standard output was not written: {refused.strerror}", err=True)
            raise SystemExit(FOUND) from refused

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the words before a command; the language they ask for is kept for wrong use of the command."""
        lang = language_asked(args)
        with told_in(lang):
            context = super().make_context(info_name, args, parent, **extra)
        context.obj = lang
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with told_in(ctx.obj):
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"sikao.interfaces.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
@click.version_option(__version__, prog_name="sikao")
def main() -> None:
    """四考：城市综合考核 · A city's yearly comprehensive assessment.

    SCHEME 是方案文件夹或工作簿 · SCHEME is the folder or the workbook of a scheme.

    退出码 0 正常，1 有错误，2 用法不对 · Exit codes: 0 good, 1 findings, 2 usage.
    """
