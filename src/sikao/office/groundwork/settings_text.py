"""The settings file of a new home: every key with its value and what it means, in Chinese and in English."""

from __future__ import annotations

TEXT = """\
# 四考系统设置。去掉行首的 # 并修改数值即可，改后重新启动。
# Settings of this Sikao home. Take the # away, change the value, and start again.

# 口令规则：mlps3（等保三级）或 nist · Rules for passwords: mlps3 (GB/T 22239 level 3) or nist
# profile = "mlps3"
# 管理员和签审人是否必须用动态口令 · A second factor for administrators and signers
# second_factor = true
# 多少分钟不操作就退出；管理员另定 · Minutes without an act until a session ends; administrators apart
# idle_minutes = 30
# idle_minutes_privileged = 15
# 登录最长几小时 · Hours that a session lasts at most
# session_hours = 12
# 输错几次锁定、锁定几分钟 · Wrong passwords until a lock, and its minutes
# lock_after = 5
# lock_minutes = 30
# 三类管理员只能从这些网段登录，空为不限 · Networks from which the three administrators come in, empty for all
# administrator_networks = ["10.1.0.0/16"]
# 日志至少保存几天，不得少于184 · Days that the journal is kept, at least 184
# journal_days = 1095
# 单个文件和每个单位的空间上限（MB） · Limits for one file and for an organisation, in MB
# upload_megabytes = 50
# quota_megabytes = 2048
# 检查恶意代码的命令，空为不查；命令后面加文件路径，结束码0为干净、1为发现 · A scanner for files that are
# handed in, empty for none; it gets the path of the file and ends with 0 when it is clean, 1 when it is not
# scanner = "clamdscan --fdpass --no-summary"
# 每个接口令牌每分钟最多请求几次 · Requests that an API token may make in a minute
# api_per_minute = 600
# 导出超过多少行要写明用途、一次至多多少行 · Rows beyond which an export needs a reason; rows at most
# export_reason_rows = 1000
# export_most_rows = 200000
# 一人一小时、一天导出超过几次就通知审计 · Exports of one person in an hour and a day until auditors are told
# export_per_hour = 10
# export_per_day = 30
# 访问用的主机名 · Host names under which the pages are served
# hosts = ["kaohe.example.gov.cn"]
# 前面是否有反向代理、是否只用 HTTPS · Behind a proxy; HTTPS alone
# behind_proxy = false
# https = true
# 通知邮件的服务器和发件人，空为不发；邮件不含业务内容 · Mail for notices, empty for none; without content
# mail_host = ""
# mail_from = ""
# 通知用的网络地址，空为不用 · An address that is told of notices, empty for none
# webhook = ""

# 统一身份认证（OpenID Connect） · Single sign-on
# [single_sign_on]
# issuer = "https://sso.example.gov.cn"
# client_id = ""
# client_secret = ""
# label = "统一身份认证"
"""


DEMO = """# 演示系统：数据为合成示例，时钟移到演示年度；不要用于实际工作
# A demonstration: synthetic figures, a clock moved to the year shown; not for real work
demo = true
demo_offset_seconds = {offset}
second_factor = false
https = false

"""


def settings_text(*, owner_apart: bool, demo_offset: int | None = None) -> str:
    """The text of ``sikao.toml`` for a new home; with an offset of the clock for a demonstration."""
    if demo_offset is not None:
        return DEMO.format(offset=demo_offset) + TEXT
    if not owner_apart:
        return TEXT
    note = "# 数据库的表归另一个账号所有 · Another account owns the tables\ndatabase_owner_apart = true\n\n"
    return TEXT.replace("# 口令规则", note + "# 口令规则", 1)
