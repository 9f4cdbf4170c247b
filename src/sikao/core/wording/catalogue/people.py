"""What is said about organisations, people, grants, delegations and tokens."""

from sikao.core.wording.message import Message

_RELOAD = ("请刷新页面查看最新状态。", "Reload the page to see the present state.")
MESSAGES = {
    "field.empty": Message("这一项没有填写。", "This field is empty.", "请填写。", "Fill it in."),
    "field.long": Message(
        "文字太长，至多 {most} 个字符。",
        "The text is too long: at most {most} characters.",
        "请缩短。",
        "Shorten it.",
    ),
    "field.unseen": Message(
        "文字里有看不见的控制字符。",
        "The text holds characters that cannot be seen.",
        "请删去后手工重新输入。",
        "Delete it and type it again.",
    ),
    "field.shape": Message(
        "“{given}”不合格式：{form}。",
        '"{given}" has not the right form: {form}.',
        "请按格式填写。",
        "Write it in that form.",
    ),
    "field.choice": Message(
        "“{given}”不在可选之列：{known}。",
        '"{given}" is none of: {known}.',
        "请从列出的选项中选择。",
        "Choose one of these.",
    ),
    "field.day": Message(
        "“{given}”不是可用的日期。",
        '"{given}" is no day that can be meant here.',
        "请写成 2020-07-18 的样子。",
        "Write it like 2020-07-18.",
    ),
    "field.order": Message(
        "止日 {last} 早于起日 {first}。",
        "The last day {last} lies before the first, {first}.",
        "请核对两个日期。",
        "Check both days.",
    ),
    "organisation.taken": Message(
        "已经有代码为“{unit}”的单位。",
        'There is an organisation with the code "{unit}".',
        "请换一个代码；单位改名不换代码。",
        "Choose another code; a renamed organisation keeps its code.",
    ),
    "organisation.unknown": Message(
        "没有代码为“{unit}”的现存单位。",
        'There is no present organisation with the code "{unit}".',
        "请先登记单位，或核对代码。",
        "Enter the organisation first, or check the code.",
    ),
    "organisation.ended": Message(
        "单位“{unit}”自 {day} 起终止，不能再这样变更。",
        'The organisation "{unit}" ends on {day}: this change is not possible any more.',
        "请在承接它的单位上办理。",
        "Do this for the organisation that has taken it over.",
    ),
    "organisation.same_name": Message(
        "新名称与现在的一样。",
        "The new name is the present one.",
        "请填写新的名称。",
        "Write the new name.",
    ),
    "organisation.other_needed": Message(
        "这种变更要写明另一个单位。",
        "This kind of change needs another organisation.",
        "请选择相关单位。",
        "Choose it.",
    ),
    "organisation.no_other": Message(
        "这种变更不涉及另一个单位。",
        "This kind of change involves no other organisation.",
        "请清空相关单位。",
        "Leave it empty.",
    ),
    "entry.unknown": Message(
        "日志中没有第 {number} 条。",
        "The journal has no entry {number}.",
        "请从列表中选择。",
        "Choose from the list.",
    ),
    "person.taken": Message(
        "工号“{number}”已经登记过。",
        'The staff number "{number}" is entered already.',
        "一人只登记一次；请在人员列表中查找。",
        "Everybody is entered once; look in the list of people.",
    ),
    "person.unknown": Message(
        "没有这个人。", "There is no such person.", "请从人员列表中选择。", "Choose from the list of people."
    ),
    "membership.already": Message(
        "此人已在这个单位。", "The person belongs to this organisation already.", *_RELOAD
    ),
    "membership.unknown": Message("没有这条任职记录。", "There is no such membership.", *_RELOAD),
    "membership.ended": Message("这条任职记录已经结束。", "This membership has ended.", *_RELOAD),
    "account.already": Message("此人已有账号。", "The person has an account.", *_RELOAD),
    "account.unknown": Message(
        "此人没有账号。", "The person has no account.", "请先开通账号。", "Open one first."
    ),
    "account.closed": Message(
        "账号已停用。",
        "The account is closed.",
        "停用后不再恢复；确需使用的，重新登记。",
        "A closed account stays closed; enter the person anew if need be.",
    ),
    "account.login_taken": Message(
        "登录名“{login}”已有人使用。",
        'The login name "{login}" is taken.',
        "请换一个登录名。",
        "Choose another.",
    ),
    "account.own": Message(
        "不能办理本人账号的这件事。",
        "This is not done for one's own account.",
        "请另一名管理员办理。",
        "Ask another administrator.",
    ),
    "account.linked_elsewhere": Message(
        "这个身份已关联到另一个账号。",
        "This identity is linked to another account.",
        "请先解除那边的关联，并核实是谁。",
        "Undo that link first, and find out whose it is.",
    ),
    "account.not_linked": Message(
        "账号没有关联统一身份认证。",
        "The account is not linked to single sign-on.",
        *_RELOAD,
    ),
    "ending.circle": Message(
        "单位“{other}”已经（或者将要）并回“{unit}”，这样并入会绕成一圈，没有单位接着办。",
        'The organisation "{other}" goes, or will go, back into "{unit}": like this nobody would be left.',
        "请查看双方的沿革，选最后留下的单位。",
        "Look at the history of both, and choose the one that remains.",
    ),
    "ending.already": Message(
        "单位“{unit}”已有一项并入或撤销的申请在等第二人确认。",
        'A merger or dissolution of the organisation "{unit}" waits for a second person already.',
        "请先由第二人确认或退回；申请有误的，由申请人退回后重提。",
        "Have it confirmed or refused first; whoever asked can take it back and ask anew.",
    ),
    "request.unknown": Message("没有这项申请。", "There is no such request.", *_RELOAD),
    "request.own": Message(
        "申请人和本人都不能确认这项申请。",
        "Neither who asked nor whom it concerns confirms a request.",
        "请另一名有权的人确认。",
        "Have somebody else confirm it.",
    ),
    "grant.handover_same": Message(
        "接手人不能是交接人自己。",
        "The successor cannot be the same person.",
        "请另选一位同单位的人员。",
        "Choose another person of the organisation.",
    ),
    "grant.handover_both": Message(
        "接手人会同时是这个单位的填报人和签审人；填报和签审须由两人办理。",
        "The successor would be both reporter and signer of the organisation; that takes two persons.",
        "请另选一位接手人，或者先授权另一人、终止接手人现有的角色。",
        "Choose another successor, or first grant to somebody else and end the role that the successor has.",
    ),
    "grant.handover_nothing": Message(
        "没有可以交接的角色：没有，已到期，或者接手人已经有了。",
        "There is no role to hand over: none is held, it has run out, or the successor has it already.",
        "请核对两人在这个单位的授权。",
        "Compare what both hold at the organisation.",
    ),
    "grant.unknown": Message("没有这项授权。", "There is no such grant.", *_RELOAD),
    "grant.to_oneself": Message(
        "不能给自己授权。",
        "Nobody grants to themselves.",
        "请另一名安全保密管理员办理。",
        "Ask another security administrator.",
    ),
    "grant.own_proposal": Message(
        "不能确认自己提出的授权。",
        "Nobody confirms what they have proposed.",
        "请另一名安全保密管理员或考核办负责人确认。",
        "Have another security administrator or the director confirm it.",
    ),
    "grant.for_oneself": Message(
        "不能确认给自己的授权。",
        "Nobody confirms a grant to themselves.",
        "请另一名安全保密管理员或考核办负责人确认。",
        "Have another security administrator or the director confirm it.",
    ),
    "grant.other_lane": Message(
        "角色“{role}”与此人的账号类别不符：三员与业务互斥。",
        'The role "{role}" belongs to another lane: administrators and business exclude each other.',
        "请为相应类别的人员授权。",
        "Grant it to a person of that lane.",
    ),
    "grant.whole": Message(
        "角色“{role}”面向全市，不分单位。",
        'The role "{role}" is held for the whole city.',
        "请清空单位。",
        "Leave the organisation empty.",
    ),
    "grant.organisation_needed": Message(
        "角色“{role}”要写明单位。",
        'The role "{role}" needs an organisation.',
        "请选择单位。",
        "Choose one.",
    ),
    "grant.no_member": Message(
        "此人届时不在单位“{unit}”。",
        'The person does not belong to "{unit}" on that day.',
        "请系统管理员先登记任职。",
        "Have the system administrator enter the membership first.",
    ),
    "grant.backdated": Message(
        "授权不能从过去的日子开始。",
        "A grant does not begin in the past.",
        "请填写今天或以后的日期。",
        "Write today or a later day.",
    ),
    "grant.already": Message(
        "此人已有角色“{role}”，或已提出待确认。",
        'The person holds the role "{role}", or it is proposed.',
        *_RELOAD,
    ),
    "grant.last_one": Message(
        "这是最后一名{role}，不能终止。",
        "This is the last {role}; the role cannot be ended.",
        "请先让接任者的授权生效。",
        "Have a successor's grant confirmed first.",
    ),
    "delegation.unknown": Message("没有这项委托。", "There is no such delegation.", *_RELOAD),
    "delegation.late": Message(
        "委托须在起日之前指定，最早从明天开始。",
        "A delegation is named before its first day, hence from tomorrow at the earliest.",
        "请填写明天或以后的日期。",
        "Write tomorrow or a later day.",
    ),
    "delegation.oneself": Message(
        "不能委托给自己。", "Nobody stands in for themselves.", "请选择同事。", "Choose a colleague."
    ),
    "delegation.no_member": Message(
        "受托人须是同单位且有账号的人员。",
        "The delegate must belong to the same organisation and have an account.",
        "请从列出的同事中选择。",
        "Choose one of the colleagues listed.",
    ),
    "delegation.overlaps": Message(
        "这段时间已有委托。",
        "There is a delegation for these days.",
        "请先收回原委托，或改日期。",
        "Take that one back first, or change the days.",
    ),
    "delegation.over": Message("这项委托已经结束。", "This delegation is over.", *_RELOAD),
    "register.doubled": Message(
        "“{text}”在第 {row} 行已经写过。",
        '"{text}" stands in row {row} already.',
        "每人、每个单位、每个登录名只写一行。",
        "Write every person, organisation and login name once.",
    ),
    "register.doubled_grant": Message(
        "这项授权在第 {row} 行已经写过：同一个人、同一角色、同一单位。",
        "This grant stands in row {row} already: the same person, role and organisation.",
        "请只留一行；期满要续的，期满以后再提。",
        "Keep one of the rows; a role is granted anew once it has run out.",
    ),
    "register.differs": Message(
        "这里写的是“{text}”，已登记的是“{known}”。",
        'It says "{text}" here; what is entered is "{known}".',
        "登记表只添新的，不改已有的：请照已登记的填写或删去这一行，要变更的在网页上办。",
        "A register adds and changes nothing: write what is entered or delete the row; change it on a page.",
    ),
    "register.no_membership": Message(
        "此人已登记，但现在没有在单位“{unit}”的任职；登记表不给已登记的人添任职。",
        'This person is known and does not belong to "{unit}"; memberships come with new people only.',
        "请系统管理员在此人的页面登记任职，或清空这一格和任职起日、职务。",
        "Have a system administrator enter it on the person's page, or empty the cells of the membership.",
    ),
    "register.no_actor": Message(
        "系统已有首次登记；以后的登记要写明由谁办理。",
        "The founding register is in; every later one says who acts.",
        "请加上 --as 和登录名：单位、人员、账号由系统管理员登记，授权由安全保密管理员提出。",
        "Add --as and a login name: system administrators enter organisations, people and accounts, "
        "security administrators propose grants.",
    ),
    "register.two_hands": Message(
        "表里既有新的单位、人员或账号，又有新的授权；三员分立，这两样不由一个人办。",
        "The workbook brings organisations, people or accounts, and grants as well; administrators are kept "
        "apart, and no one person does both.",
        "请先清空“授权”表，由系统管理员登记；再由安全保密管理员用整张表提出授权，已登记的行照旧。",
        "First empty the sheet of grants and have a system administrator take the rest in; then a security "
        "administrator takes in the whole workbook: rows that are known are left.",
    ),
    "register.no_admin": Message(
        "首次登记还缺{role}：三员各至少一名，能确认授权的至少两人，都有账号，角色在登记当天已有效。",
        "The first register lacks this: {role}. It needs all three administrators and two persons who can "
        "confirm grants, with accounts and roles that hold on the day.",
        "请在“授权”表补上，或核对起止日、登录名；能确认授权的是安全保密管理员和考核办负责人。",
        "Add one to the sheet of grants, or check days and login names; grants are confirmed by security "
        "administrators and the director of the office.",
    ),
    "register.empty": Message(
        "首次登记须写明单位。",
        "The first register needs organisations.",
        "请填写“单位”表，至少写上考核办。",
        "Fill in the sheet of organisations, at least the assessment office.",
    ),
    "recover.key": Message(
        "这不是本系统的恢复密钥。",
        "This is not the recovery key of this installation.",
        "请用系统准备时生成、另行保管的 backup-key.pem。",
        "Use backup-key.pem, which was made with the installation and taken away.",
    ),
    "recover.not_admin": Message(
        "“{login}”不是本系统的管理员账号。",
        '"{login}" is no administrator of this installation.',
        "只恢复管理员；其他人由管理员重置。",
        "Only administrators are recovered; they reset everybody else.",
    ),
    "token.unknown": Message("没有这个令牌。", "There is no such token.", *_RELOAD),
    "token.ended": Message("这个令牌已经作废。", "This token has been ended.", *_RELOAD),
    "token.days": Message(
        "令牌的止日须在今天至 {most} 天内。",
        "A token's last day lies between today and {most} days from now.",
        "请改止日。",
        "Change the last day.",
    ),
    "token.scopes": Message(
        "请至少选一项，且只能选您现在能办的：{known}。",
        "Choose at least one, and only what you may do now: {known}.",
        "请重新选择。",
        "Choose again.",
    ),
}
