"""What is said about files that are written."""

from sikao.core.wording.message import Message

MESSAGES = {
    "file.damaged": Message(
        "保存的文件不在了，或者内容与登记的摘要（SHA-256 {digest}）不符，已停止使用。",
        "A stored file is gone, or differs from its recorded digest (SHA-256 {digest}); it is not used.",
        "请告知系统管理员和审计管理员：运行 sikao verify 核验，从备份取回原件；登记的摘要没有变。",
        "Tell the system and audit administrators: run sikao verify, and fetch the file from a backup.",
    ),
    "file.not_written": Message(
        "“{path}”没有写成：{reason}。",
        "“{path}” was not written: {reason}.",
        "原有的文件没有改动。请检查磁盘空间和权限，或者换一个位置，再做一次。",
        "What was there is unchanged. Check space and permissions, or choose another place, and try again.",
    ),
}
