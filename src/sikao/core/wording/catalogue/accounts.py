"""What is said about signing in, one's own account and one's password."""

from sikao.core.wording.message import Message

MESSAGES = {
    "notice.organisation_changed": Message(
        "单位沿革已登记：自{day}起，{unit} {change} {other}（{document}）。",
        "Entered in the history of organisations: from {day}, {unit}: {change} {other} ({document}).",
        "不用办理。没有这回事的，请立即告诉考核办负责人和审计管理员。",
        "Nothing to do. If it is not so, tell the director of the office and the audit administrator "
        "at once.",
    ),
    "notice.ending_asked": Message(
        "{asker}申请登记：自{day}起，{unit} {change} {other}（{document}），待第二人确认。",
        "{asker} asks to record: from {day}, {unit}: {change} {other} ({document}). It waits for a second "
        "person.",
        "打开该单位的页面，核对文件后确认或退回。",
        "Open the organisation's page, check the document, then confirm or refuse.",
    ),
    "notice.request_asked": Message(
        "{asker}为{person}的账号申请：{what}。待第二人确认，{hours}小时内有效。",
        "{asker} asks for the account of {person}: {what}. It waits for a second person, for {hours} hours "
        "at most.",
        "核实后在“人员”页确认或退回。",
        "Make sure of it, then confirm or refuse it on the page of people.",
    ),
    "notice.account_linked": Message(
        "经两人确认，您的账号已关联统一身份认证（{issuer}）。",
        "Two persons have linked your account to an identity of {issuer}.",
        "不用办理。不是您要求的，请立即告诉考核办负责人和审计管理员。",
        "Nothing to do. If you did not ask for it, tell the director of the office and the audit "
        "administrator at once.",
    ),
    "notice.shared_place": Message(
        "发现{count}处有多个单位的人在同一台设备或同一地点登录，可能有人代填代报。",
        "People of several organisations signed in at one device or place ({count}); one may report for all.",
        "打开“同机登录提示”，向当事人核实；系统没有停用任何账号。",
        "Open the list and ask those concerned; no account was stopped.",
    ),
    "sign_in.wrong": Message(
        "登录名或口令不对。",
        "The login name or the password is wrong.",
        "请核对后重试；连续输错会暂停从本机登录。",
        "Check both and try again; after several failures signing in from here is paused.",
    ),
    "sign_in.locked": Message(
        "输错次数过多，{minutes} 分钟内不能从这里登录。",
        "Too many failures: no sign-in from here for {minutes} minutes.",
        "请稍后再试，或换一台设备；紧急时由两名管理人员核实身份后解锁。",
        "Try later or from another place; when it is urgent, two administrators can unlock the account.",
    ),
    "sign_in.elsewhere": Message(
        "三类管理员不能从这里登录：本单位只允许从规定的网段登录。",
        "The three administrators cannot come in from here: the place names the networks for that.",
        "请到规定的网段内登录。网段写错的，在服务器上改 sikao.toml 的 administrator_networks，重新启动。",
        "Come in from one of those networks. Where they are wrong, change administrator_networks in "
        "sikao.toml on the server and start again.",
    ),
    "sign_in.initial_over": Message(
        "初始口令已过期。",
        "The initial password is too old.",
        "请联系系统管理员重新发放。",
        "Ask the system administrator for a new one.",
    ),
    "sign_in.not_linked": Message(
        "统一身份认证通过了，但这个身份还没有关联到本系统的账号。",
        "The provider knows you, but this identity is not linked to an account here.",
        "请用登录名和口令登录，或请安全保密管理员办理关联。",
        "Sign in with login name and password, or ask the security administrator to link it.",
    ),
    "sign_in.provider": Message(
        "统一身份认证没有完成。",
        "Signing in through the provider did not succeed.",
        "请重新登录；多次不成时用登录名和口令登录。",
        "Try again; if it keeps failing, sign in with login name and password.",
    ),
    "factor.wrong": Message(
        "动态口令不对，或者已经用过。",
        "The code is wrong, or was used already.",
        "请等验证器换出下一个数字再输入；手机时间要准。",
        "Wait for the next code of your authenticator; the phone's clock must be right.",
    ),
    "factor.locked": Message(
        "动态口令输错次数过多，{minutes} 分钟内不再接受。",
        "Too many wrong codes: none is taken for {minutes} minutes.",
        "请稍后再试；验证器遗失的，请联系系统管理员。",
        "Try later; if the authenticator is lost, ask the system administrator.",
    ),
    "factor.set_already": Message(
        "已经启用了验证器。",
        "A second factor is set already.",
        "更换验证器须由两名管理人员先解除原有的。",
        "To change it, two administrators have to take the present one away first.",
    ),
    "password.short": Message(
        "口令太短，至少 {least} 个字符。",
        "The password is too short: at least {least} characters.",
        "可以用几个不相干的词连成一句。",
        "A few unrelated words make a good one.",
    ),
    "password.long": Message(
        "口令太长，至多 {most} 个字符。",
        "The password is too long: at most {most} characters.",
        "请缩短。",
        "Shorten it.",
    ),
    "password.kinds": Message(
        "口令要有大写字母、小写字母、数字、符号四类中的至少 {kinds} 类。",
        "The password needs {kinds} of: capital letters, small letters, digits, signs.",
        "请补上缺少的类别。",
        "Add what is missing.",
    ),
    "password.common": Message(
        "这是常见口令，别人最先试的就是它。",
        "This password is among the commonest, which are tried first.",
        "请换一个别人想不到的。",
        "Choose one that nobody would guess.",
    ),
    "password.word": Message(
        "口令主要由单位、城市、姓名、登录名、系统名称、年份或键盘上相邻的字符组成。",
        "The password is mostly names of units, cities, yourself or this system, years or neighbouring keys.",
        "请换用与本人和单位无关的词，不要按键盘顺序输入。",
        "Use words that have nothing to do with you or your office, and no runs of keys.",
    ),
    "password.used": Message(
        "这个口令最近用过。",
        "This password was used lately.",
        "请换一个新的。",
        "Choose a new one.",
    ),
    "password.differ": Message(
        "两次输入的新口令不一样。",
        "The new password was typed in two different ways.",
        "请重新输入。",
        "Type it again.",
    ),
    "password.present_wrong": Message(
        "现在的口令不对。",
        "The present password is wrong.",
        "请重新输入现在的口令。",
        "Type your present password again.",
    ),
    "form.foreign": Message(
        "这张表单不是从本系统的页面提交的，或者停留太久已失效。",
        "This form did not come from a page of this system, or it has become too old.",
        "请回到原页面，刷新后重新提交。",
        "Go back, reload the page and send it again.",
    ),
    "right.not_in_scope": Message(
        "这个接口令牌不能办理这件事（{verb}）。",
        "This API token may not do this ({verb}).",
        "请另发一个包含此项的令牌。",
        "Make a token that includes it.",
    ),
}
