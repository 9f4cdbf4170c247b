"""The words of what is recorded about organisations and accounts, by their codes."""

from __future__ import annotations

from sikao.core.wording import Term

KINDS = {
    "unit": Term("考核对象", "assessed unit"),
    "bureau": Term("数据部门", "providing bureau"),
    "office": Term("考核办", "assessment office"),
    "other": Term("其他", "other"),
}
CHANGES = {
    "founded": Term("成立", "founded"),
    "merged": Term("并入", "merged into"),
    "split": Term("分设自", "split from"),
    "plates": Term("一个机构两块牌子", "two plates of one body"),
    "dissolved": Term("撤销", "dissolved"),
}
NEEDS_OTHER = frozenset({"merged", "split", "plates"})
ENDINGS = frozenset({"merged", "dissolved"})
"""What ends an organisation: asked for by one, confirmed by another."""
RECORDED_AT_ONCE = frozenset(CHANGES) - ENDINGS
CONFIRMED, REFUSED = "confirmed", "refused"
"""What a second person said to what one had asked for."""
REQUESTS = {
    "password": Term("重置口令", "new password"),
    "factor": Term("解除验证器", "take the second factor away"),
    "unlock": Term("解除锁定", "unlock"),
    "link": Term("关联统一身份认证", "link to single sign-on"),
}
GRANT_STATES = {
    "proposed": Term("待确认", "to be confirmed"),
    "confirmed": Term("有效", "in force"),
    "over": Term("已到期", "over"),
    "left": Term("已随任职终止", "ended with the membership"),
    "ended": Term("已终止", "ended"),
}
FIELDS = {
    "actor": Term("办理人", "who acted"),
    "again": Term("再输一次新口令", "new password again"),
    "code": Term("代码或动态口令", "code"),
    "copies": Term("抄送", "copies to"),
    "delegate": Term("受托人", "delegate"),
    "document": Term("文号", "document"),
    "document_date": Term("文件日期", "date of the document"),
    "document_number": Term("发文字号", "document number"),
    "due": Term("办结期限", "to be done by"),
    "expires_on": Term("账号止日", "last day of the account"),
    "further": Term("有关事项", "further matters"),
    "head": Term("发文机关标志", "head"),
    "held_on": Term("召开日期", "held on"),
    "issuer": Term("认证方", "issuer"),
    "kind": Term("类别", "kind"),
    "lane": Term("账号类别", "lane"),
    "last_day": Term("止日", "last day"),
    "login": Term("登录名", "login name"),
    "name": Term("名称", "name"),
    "name_en": Term("英文名称", "English name"),
    "new": Term("新口令", "new password"),
    "note": Term("说明", "note"),
    "off": Term("放假的日子", "days off"),
    "on": Term("日期", "day"),
    "organisation": Term("单位", "organisation"),
    "other": Term("相关单位", "other organisation"),
    "position": Term("职务", "position"),
    "present": Term("现在的口令", "present password"),
    "printed_by": Term("印发机关", "printed by"),
    "reason": Term("理由", "reason"),
    "role": Term("角色", "role"),
    "scopes": Term("范围", "scopes"),
    "since": Term("起日", "first day"),
    "staff_number": Term("工号", "staff number"),
    "subject": Term("身份标识", "subject"),
    "text": Term("内容", "text"),
    "until": Term("止日", "last day"),
    "what": Term("事项", "what"),
    "worked": Term("调休上班的日子", "weekend days worked"),
    "year": Term("年份", "year"),
}
"""The fields of forms, as findings name them."""
