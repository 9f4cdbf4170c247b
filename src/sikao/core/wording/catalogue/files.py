"""What is said about files that are written."""

from sikao.core.wording.message import Message

MESSAGES = {
    "file.not_written": Message(
        "“{path}”没有写成：{reason}。",
        "“{path}” was not written: {reason}.",
        "原有的文件没有改动。请检查磁盘空间和权限，或者换一个位置，再做一次。",
        "What was there is unchanged. Check space and permissions, or choose another place, and try again.",
    ),
}
