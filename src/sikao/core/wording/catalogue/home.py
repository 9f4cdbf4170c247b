"""What is said about an installation: its home, its journal, its files, receipts and backups."""

from sikao.core.wording.message import Message

MESSAGES = {
    "stored.too_large": Message(
        "文件超过 {limit} MB 的上限。",
        "The file is larger than the limit of {limit} MB.",
        "请压缩扫描件或分成几个文件再上传。",
        "Reduce the scan, or split it into several files, and upload again.",
    ),
    "stored.over_quota": Message(
        "本单位的文件空间不够：已用 {held} MB，这次 {adding} MB，共 {quota} MB。",
        "The organisation's room for files is used up: {held} MB held, {adding} MB more, {quota} MB in all.",
        "请缩小文件；确需更多空间的，请系统管理员在 sikao.toml 中调整 quota_megabytes。",
        "Make the files smaller; where more is needed, the system administrator raises quota_megabytes.",
    ),
    "stored.malware": Message(
        "“{name}”没有通过恶意代码检查，没有收下。",
        "“{name}” did not pass the scanner for malware and was not taken.",
        "不要再打开这个文件；请用杀毒软件检查它所在的电脑，再用干净的原件上传。",
        "Do not open the file again; have the computer it comes from scanned, and upload a clean original.",
    ),
    "stored.not_scanned": Message(
        "“{name}”没有收下：检查恶意代码的程序没有给出结果（{reason}）。",
        "“{name}” was not taken: the scanner for malware gave no result ({reason}).",
        "请稍后再传；一直这样的，请系统管理员检查 sikao.toml 中 scanner 的命令。",
        "Upload it again later; where this goes on, the system administrator looks at scanner in sikao.toml.",
    ),
    "home.read_only": Message(
        "系统处于只读状态：可以查看，暂停一切登记。",
        "The system is read-only: everything can be seen, nothing is recorded.",
        "请系统管理员和审计管理员一起按下面的提示查明原因；查明前不要继续办理。",
        "Have the system and the audit administrator find the cause told below before anything goes on.",
    ),
    "home.full": Message(
        "磁盘写不进去（{reason}），这次办理没有登记，什么都没有改变。",
        "The disk takes nothing more ({reason}); this act was not recorded and nothing has changed.",
        "请系统管理员清理或扩充磁盘，然后再办理一次。",
        "Have the system administrator make room on the disk, then do it again.",
    ),
    "home.rolled_back": Message(
        "数据库只到第 {head} 条，见证文件记有第 {witness} 条（{at}）：数据库被换成旧的，或者被删减。",
        "The database ends at entry {head}, but the witness file knows entry {witness} ({at}): the database "
        "was put back to an earlier day, or cut short.",
        "不要继续办理。用最新的备份恢复，或用各单位的回执核对少了什么（sikao verify --receipts）。",
        "Stop. Restore the newest backup, or find from receipts what is missing (sikao verify --receipts).",
    ),
    "home.witness_differs": Message(
        "第 {seq} 条与见证文件记下的不同：日志被重写，或者见证文件被改动。",
        "Entry {seq} is not the one that the witness file knows: the journal or the witness was rewritten.",
        "请审计管理员用各单位手中的回执核对（sikao verify --receipts）。",
        "Have the audit administrator hold receipts against the journal (sikao verify --receipts).",
    ),
    "home.witness_behind": Message(
        "数据库有到第 {head} 条的日志，见证文件只到第 {witness} 条：有人绕过程序写入，或见证文件被删减。",
        "The journal ends at entry {head}, the witness file at {witness}: entries were written past the "
        "program, or the witness was cut short.",
        "请审计管理员查看第 {witness} 条之后的日志，并用回执核对。",
        "Have the audit administrator look at the entries after {witness}, and hold receipts against them.",
    ),
    "home.witness_broken": Message(
        "见证文件 witness.log 读不懂：{reason}。",
        "The witness file witness.log cannot be read: {reason}.",
        "从备份中取回这个文件，再核验一次。",
        "Take the file from a backup, then verify again.",
    ),
    "home.unguarded": Message(
        "数据库缺少防改动的触发器，或者触发器被换掉：{names}。",
        "Triggers that keep rows from being changed are missing or were replaced: {names}.",
        "运行 sikao upgrade 重新安装，再用 sikao verify 核验全部记录。",
        "Lay them again with sikao upgrade, then check all records with sikao verify.",
    ),
    "home.database_setting": Message(
        "数据库设置 {name} 是 {found}，应为 {wanted}：否则断电可能丢失已登记的内容，或者防改动失效。",
        "The database setting {name} is {found} and must be {wanted}: otherwise recorded acts may be lost "
        "with the power, or rows changed.",
        "请系统管理员在数据库中改正这个设置，再启动。",
        "Have the system administrator correct the setting in the database, then start again.",
    ),
    "home.owns_tables": Message(
        "程序的数据库账号拥有只增不改的表：{tables}。",
        "The program's database account owns tables that are only appended to: {tables}.",
        "用 sikao upgrade --owner 让另一个账号拥有这些表。",
        "Give the tables to another account with sikao upgrade --owner.",
    ),
    "home.not_prepared": Message(
        "“{path}”不是准备好的系统文件夹：{reason}。",
        "“{path}” is no prepared home: {reason}.",
        "新系统用 sikao init 准备；已有系统请核对路径，或者用 sikao upgrade 补齐。",
        "Prepare a new home with sikao init; for an existing one check the path, or bring it up to date with "
        "sikao upgrade.",
    ),
    "home.database_away": Message(
        "数据库连接不上（{reason}）。",
        "The database cannot be reached ({reason}).",
        "请确认数据库已经启动、地址和账号无误，再试一次。",
        "See that the database runs and that its address and account are right, then try again.",
    ),
    "home.database_behind": Message(
        "“{path}”的数据表不是这个版本的。",
        "The tables of “{path}” are of another version.",
        "请先备份，再运行 sikao upgrade。",
        "Make a backup, then run sikao upgrade.",
    ),
    "home.no_demo": Message(
        "“{path}”不是演示系统。",
        "“{path}” is no demonstration.",
        "演示系统用 sikao init --demo 新建。",
        "Make one with sikao init --demo.",
    ),
    "home.demo_over": Message(
        "演示年度已经办完，没有下一步。",
        "The demonstration's year is over: there is no next step.",
        "要从年中重新开始，请用 sikao init --demo 另建一个。",
        "To begin again in mid-year, make another one with sikao init --demo.",
    ),
    "home.demo_busy": Message(
        "演示正在走上一步。",
        "The demonstration is still taking a step.",
        "请等它走完再试。",
        "Wait until it is done, then try again.",
    ),
    "home.taken": Message(
        "“{path}”里已有内容，不能在这里新建或恢复。",
        "“{path}” is not empty; no home is made or restored there.",
        "请换一个空文件夹；程序不会覆盖任何内容。",
        "Choose an empty folder; nothing is ever overwritten.",
    ),
    "home.database_taken": Message(
        "数据库里已有表（例如 {table}），不能在这里新建或恢复。",
        "The database holds tables already (such as {table}); nothing is made or restored there.",
        "请换一个空的数据库；程序不会覆盖任何内容。",
        "Choose an empty database; nothing is ever overwritten.",
    ),
    "home.key_missing": Message(
        "缺少签名密钥，或者密钥读不懂：{path}。",
        "The signing key is missing or cannot be read: {path}.",
        "从备份中恢复 keys 文件夹。没有密钥就不登记任何事。",
        "Restore the folder keys from a backup. Nothing is recorded without a key.",
    ),
    "home.open_to_others": Message(
        "“{path}”别的用户也能读写（权限 {mode}）。",
        "“{path}” is open to other users (mode {mode}).",
        "把权限改为只有运行程序的用户可用：文件 0600，文件夹 0700。",
        "Let only the user who runs the program use it: 0600 for files, 0700 for folders.",
    ),
    "home.backup_key_here": Message(
        "打开备份的密钥 {path} 还放在系统文件夹里：拿到这台机器的人就能打开备份。",
        "The key that opens backups, {path}, still lies in the home: whoever has the machine opens them.",
        "把它移到别处妥善保管（例如考核办保密柜中的U盘），从这台机器上删除。",
        "Move it to a safe place, such as a locked-up memory stick, and delete it from this machine.",
    ),
    "home.retention": Message(
        "日志保存期 {days} 天，少于规定的 {least} 天。",
        "The journal is kept {days} days, fewer than the {least} that are prescribed.",
        "把 sikao.toml 中的 journal_days 改为 {least} 或更大。",
        "Set journal_days in sikao.toml to {least} or more.",
    ),
    "home.network": Message(
        "sikao.toml 的 administrator_networks 中有不是网段的值：{networks}。",
        "administrator_networks in sikao.toml has values that are no network: {networks}.",
        "写成 10.1.0.0/16 或 2001:db8::/32 的样子：斜线后面是位数，其余各位为0。改正以前系统不启动。",
        "Write 10.1.0.0/16 or 2001:db8::/32, with all bits behind the mask 0. Nothing starts before.",
    ),
    "home.networks": Message(
        "三类管理员只能从 {networks} 登录，在服务器本机上也登录不了。",
        "The three administrators come in from {networks} alone, and not on the server itself either.",
        "网段写错、谁都登录不了时，在服务器上改 sikao.toml 的 administrator_networks，重新启动。",
        "Where a wrong network keeps everybody out, change administrator_networks in sikao.toml on the "
        "server and start again.",
    ),
    "home.networks_of_proxy": Message(
        "设了 administrator_networks（{networks}），但没有设 behind_proxy：看到的都是反向代理的地址，"
        "要么谁都登录不了，要么谁都不限。",
        "administrator_networks is set ({networks}) and behind_proxy is not: every address seen is the "
        "proxy's own, so that nobody is let in, or everybody.",
        "在 sikao.toml 中加 behind_proxy = true，并让代理写 X-Forwarded-For，重新启动。",
        "Write behind_proxy = true in sikao.toml, let the proxy write X-Forwarded-For, and start again.",
    ),
    "home.scanner": Message(
        "sikao.toml 的 scanner 不是能运行的命令：{command}。",
        "scanner in sikao.toml is no command: {command}.",
        '检查引号是否成对，例如 scanner = "clamdscan --fdpass --no-summary"。改正以前系统不启动。',
        'Look at its quotation marks; an example is scanner = "clamdscan --fdpass --no-summary". Nothing '
        "starts before.",
    ),
    "home.clock_skew": Message(
        "程序所在机器的时钟与数据库的时钟相差 {seconds} 秒。",
        "The clocks of the program's machine and of the database differ by {seconds} seconds.",
        "请校准两台机器的时间。时钟不一致时不登记，因为截止时间说不清。",
        "Set both clocks right. Nothing is recorded meanwhile, as deadlines could not be told.",
    ),
    "journal.gap": Message(
        "日志缺少第 {first} 条至第 {last} 条。",
        "Entries {first} to {last} of the journal are missing.",
        "有记录被删除。用备份和回执查明这几条的内容。",
        "Entries were deleted. Find out from backups and receipts what they said.",
    ),
    "journal.entry_changed": Message(
        "日志第 {seq} 条（{verb}，{object}）被改动：内容与登记时的摘要不符。",
        "Entry {seq} ({verb}, {object}) was changed: its content no longer has its digest.",
        "用备份或回执查明这一条原来的内容。",
        "Find out from a backup or a receipt what the entry said.",
    ),
    "journal.chain_broken": Message(
        "日志第 {seq} 条与第 {after} 条接不上：第 {seq} 条或它的签名在登记之后被换过。",
        "Entry {after} does not follow on entry {seq}: entry {seq} or its signature was replaced afterwards.",
        "用备份或回执查明第 {seq} 条原来的内容。",
        "Find out from a backup or a receipt what entry {seq} said.",
    ),
    "journal.wrongly_signed": Message(
        "日志第 {seq} 条的签名不对：从这一条起，日志不是本系统用密钥 {key} 写的。",
        "The signature of entry {seq} is wrong: from here on the journal was not written by this system with "
        "key {key}.",
        "从这一条起的记录不可信。用备份和回执查明原来的内容。",
        "Records from this entry on cannot be trusted. Find out from backups and receipts what they said.",
    ),
    "journal.unknown_key": Message(
        "日志第 {seq} 条用密钥 {key} 签名，而本系统没有这个密钥的公钥。",
        "Entry {seq} is signed with key {key}, of which this home has no public key.",
        "从备份中取回 keys/public 文件夹；取不回来的，按签名不对处理。",
        "Take the folder keys/public from a backup; where there is none, take the signature for wrong.",
    ),
    "backup.keys_change": Message(
        "备份时密钥一直在更换（{reason}），没有写出备份。",
        "Keys were changed all the while ({reason}): no backup was written.",
        "等密钥换好以后重新备份。",
        "Back up again when the change of keys is over.",
    ),
    "journal.retired_key": Message(
        "日志第 {seq} 条用密钥 {key} 签名，而当时应由密钥 {named} 签名。",
        "Entry {seq} is signed with key {key}; at that time key {named} was the one to sign.",
        "密钥更换后，旧密钥签的不算数。请停止登记，查明谁还有旧密钥，从备份中取回原来的记录。",
        "After a change of keys the former one signs nothing. Stop recording, find out who still has it, "
        "and take the records from a backup.",
    ),
    "journal.time_backwards": Message(
        "日志第 {seq} 条的时间早于前一条。",
        "The moment of entry {seq} lies before that of the entry before it.",
        "登记时间从不倒退，这一条的时间被改动。用备份或回执查明。",
        "Recorded time never goes back: the moment was changed. Find out from a backup or a receipt.",
    ),
    "journal.head_wrong": Message(
        "日志的当前位置记为第 {head} 条，实际最后一条是第 {last} 条，或者内容不符。",
        "The journal's head says entry {head}; the last entry is {last}, or has another digest.",
        "当前位置或最后几条被改动。用见证文件和回执查明。",
        "The head or the last entries were changed. Find out from the witness file and receipts.",
    ),
    "journal.row_changed": Message(
        "表 {table} 的记录 {ref} 被改动（日志第 {seq} 条带来的第 {position} 行）。",
        "Row {ref} of table {table} was changed (row {position} of entry {seq}).",
        "用备份或回执查明这一行原来的内容。",
        "Find out from a backup or a receipt what the row said.",
    ),
    "journal.row_missing": Message(
        "表 {table} 缺少一行：日志第 {seq} 条带来的第 {position} 行。",
        "A row of table {table} is missing: row {position} of entry {seq}.",
        "有记录被删除，或者被移到别处。用备份或回执查明这一行的内容。",
        "The row was deleted or moved. Find out from a backup or a receipt what it said.",
    ),
    "journal.row_extra": Message(
        "表 {table} 多出一行 {ref}：日志第 {seq} 条没有带来它。",
        "Table {table} holds a row too many, {ref}: entry {seq} did not bring it.",
        "有人绕过程序写入了这一行，它不算数。",
        "Somebody wrote it past the program; it does not count.",
    ),
    "journal.more": Message(
        "另有 {count} 处问题没有列出。",
        "{count} more findings are not listed.",
        "先查明上面列出的，再核验一次。",
        "Look into those listed first, then verify again.",
    ),
    "journal.root_wrong": Message(
        "日志第 {seq} 条带来的记录与它的根摘要不符。",
        "The rows of entry {seq} do not have the root digest that the entry names.",
        "这一条带来的记录中有被改动的。用备份或回执逐行比对。",
        "One of its rows was changed. Compare them with a backup or a receipt.",
    ),
    "stored.missing": Message(
        "文件“{name}”不见了（摘要 {digest}，日志第 {seq} 条带来）。",
        "The file “{name}” is gone (digest {digest}, brought by entry {seq}).",
        "从备份的 files 文件夹中取回；摘要相同就是原件。",
        "Take it from the folder files of a backup; the same digest is the same file.",
    ),
    "stored.changed": Message(
        "文件“{name}”被换过或损坏（摘要 {digest}，日志第 {seq} 条带来）。",
        "The file “{name}” was replaced or damaged (digest {digest}, brought by entry {seq}).",
        "从备份的 files 文件夹中取回；摘要相同就是原件。",
        "Take it from the folder files of a backup; the same digest is the same file.",
    ),
    "receipt.unreadable": Message(
        "“{file}”不是完整的回执：{reason}。",
        "“{file}” is no whole receipt: {reason}.",
        "请核对是否选对了文件；回执的任何一处改动都会这样。",
        "Check that it is the right file; any change to a receipt has this result.",
    ),
    "receipt.false": Message(
        "回执“{file}”不成立：{reason}。",
        "The receipt “{file}” does not hold: {reason}.",
        "回执在发出之后被改动，不能作为凭据。",
        "The receipt was changed after it was given, and proves nothing.",
    ),
    "receipt.differs": Message(
        "回执“{file}”的第 {seq} 条与本系统的第 {seq} 条不同：日志在回执发出后被重写，或者出示了另一份日志。",
        "Entry {seq} of the receipt “{file}” is not entry {seq} of this journal: it was rewritten after "
        "the receipt was given, or another journal is shown.",
        "回执有签名，以回执为准；请纪检监察和审计人员介入。",
        "The receipt is signed and holds; call in the audit.",
    ),
    "receipt.beyond": Message(
        "回执“{file}”是第 {seq} 条，而本系统只到第 {head} 条：数据库被换成了旧的。",
        "The receipt “{file}” is of entry {seq}, but this journal ends at {head}: the database was put back.",
        "用最新的备份恢复；恢复不了的，按回执补登记。",
        "Restore the newest backup; what cannot be restored is recorded again from receipts.",
    ),
    "receipt.foreign_key": Message(
        "回执“{file}”用密钥 {key} 签名，这不是本系统的密钥。",
        "The receipt “{file}” is signed with key {key}, which is none of this system's.",
        "可能是别的系统的回执，或者是伪造的；也可能本系统的密钥被换掉。与公布的公钥比对。",
        "It may be another system's, or forged; or this system's keys were replaced. Compare with the "
        "published key.",
    ),
    "receipt.row_differs": Message(
        "回执“{file}”中的记录 {ref} 与本系统现有的不同。",
        "Row {ref} of the receipt “{file}” is not the one that this system holds.",
        "本系统的记录被改动，以回执为准。",
        "The system's row was changed; the receipt holds.",
    ),
    "backup.unreadable": Message(
        "备份“{path}”打不开：{reason}。",
        "The backup “{path}” cannot be opened: {reason}.",
        "请核对文件、口令或密钥；备份的任何一处损坏都会这样。",
        "Check the file and the passphrase or key; any damage has this result.",
    ),
    "backup.no_secret": Message(
        "没有可用来加密或解密备份的口令或密钥。",
        "There is neither a passphrase nor a key to lock or open the backup with.",
        "用 --passphrase 指定口令文件，或用 --key 指定密钥文件。",
        "Name a file with the passphrase (--passphrase) or with the key (--key).",
    ),
    "backup.database": Message(
        "数据库的备份或恢复没有成功：{reason}。",
        "The database was not backed up or restored: {reason}.",
        "PostgreSQL 需要同版本的 pg_dump 和 pg_restore，并且账号有相应权限。",
        "PostgreSQL needs pg_dump and pg_restore of its version, and an account that may use them.",
    ),
    "backup.older": Message(
        "备份到第 {head} 条为止，而见证文件记到第 {witness} 条：之后的办理不在备份里。",
        "The backup ends at entry {head}; the witness file knows entry {witness}: later acts are missing.",
        "请有关单位凭回执补办第 {head} 条之后的事项。",
        "Have what came after entry {head} done again, from the receipts of those concerned.",
    ),
}
