"""The rules of the house that no linter offers: each takes a text and lists what is wrong in it."""

import ast
import re
import sys

FILE_LINES = 400
FUNCTION_LINES = 50

# Written in halves, so that this file obeys its own rule.
UNFINISHED = re.compile(
    r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "raise NotImplemented" + "Error"]) + r")\b"
)

FOREIGN = (
    *("/" + folder + "/" for folder in ("work", "farm", "tmp", "root", "opt/wheels", "opt/pypi")),
    *(".." + "/shared", "shared" + "/design", "farm" + "-studio"),
    *("cla" + "ude", "cop" + "ilot", "anth" + "ropic", "open" + "ai", "chat" + "gpt", "gpt" + "-4"),
    *("pypi" + ".org", "python" + "hosted", "npm" + "js.org", "npm" + "js.com", "npm" + "mirror"),
    *("--index" + "-url", "--extra-index" + "-url", "--find" + "-links", '"resolved": "' + "http"),
    *("js" + "delivr", "unp" + "kg.com", "cdn" + "js", "fonts.google" + "apis"),
)

# What a pure library must not reach for: clocks, chance, the network, processes, the environment, frameworks.
IMPURE_MODULES = {
    *(
        "time",
        "random",
        "secrets",
        "uuid",
        "socket",
        "ssl",
        "http",
        "urllib",
        "requests",
        "httpx",
        "smtplib",
        "ftplib",
    ),
    *(
        "subprocess",
        "multiprocessing",
        "threading",
        "asyncio",
        "signal",
        "sched",
        "tempfile",
        "getpass",
        "platform",
    ),
    *("django", "click", "gunicorn", "whitenoise", "babel", "sqlite3"),
}
IMPURE_NAMES = {
    *("os.environ", "os.getenv", "os.urandom", "os.system", "functools.lru_cache"),
    *("numpy.random", "np.random", "locale.setlocale"),
}


def builtin_round(source: str) -> list[str]:
    """The builtin rounds halves to even in binary; scores are rounded by a named rule in one place."""
    names = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))
    return [f"line {name.lineno}: builtin round" for name in names if name.id == "round"]


def long_functions(source: str) -> list[str]:
    functions = (
        n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    lengths = ((f, (f.end_lineno or f.lineno) - f.lineno + 1) for f in functions)
    return [f"line {f.lineno}: {f.name} has {n} lines" for f, n in lengths if n > FUNCTION_LINES]


def long_file(source: str) -> list[str]:
    lines = len(source.splitlines())
    return [f"{lines} lines"] if lines > FILE_LINES else []


def unfinished(source: str) -> list[str]:
    return [
        f"line {n}: {m[0]}" for n, line in enumerate(source.splitlines(), 1) if (m := UNFINISHED.search(line))
    ]


def missing_docstring(source: str) -> list[str]:
    return [] if ast.get_docstring(ast.parse(source)) else ["the module does not say what it is for"]


def foreign_words(text: str) -> list[str]:
    """Paths of one machine, hosts of registries, tools of one workplace: none of them is the project."""
    lines = enumerate(text.lower().splitlines(), 1)
    return [f"line {n}: {word}" for n, line in lines for word in FOREIGN if word in line]


def imported_modules(source: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = "." * node.level + (f"{node.module}." if node.module else "")
            found += [(node.lineno, f"{above}{alias.name}") for alias in node.names]
    return found


def impure(source: str) -> list[str]:
    """Uses of a clock, chance, cache, network, process, environment or framework."""
    imports = imported_modules(source)
    used = [(n.lineno, ast.unparse(n)) for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Attribute)]
    return [f"line {n}: {name}" for n, name in imports if name.split(".")[0] in IMPURE_MODULES] + [
        f"line {n}: {name}" for n, name in imports + used if name in IMPURE_NAMES
    ]


def keyed_caches(source: str) -> list[str]:
    """Caches that grow with their arguments; a constant worked out once (no arguments) is none."""
    functions = (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef))
    cached = (
        f for f in functions if any(ast.unparse(d) in {"cache", "functools.cache"} for d in f.decorator_list)
    )
    return [f"line {f.lineno}: {f.name} caches by argument" for f in cached if ast.unparse(f.args)]


def beyond_standard_library(source: str) -> list[str]:
    """Imports from outside Python itself and the file's own folder, which is named by a single dot."""
    beside = re.compile(r"\.[^.]")
    return [
        f"line {n}: {name}"
        for n, name in imported_modules(source)
        if name.split(".")[0] not in sys.stdlib_module_names and not beside.match(name)
    ]


def has_code(source: str) -> bool:
    """Whether a module does something: constants and records without behaviour need no tests of their own."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return any(isinstance(node, kinds) for node in ast.walk(ast.parse(source)))


INLINE = {
    "inline script": re.compile(
        r"<script(?![^>]*\bsrc\s*=)(?![^>]*type\s*=\s*[\"']application/json)", re.IGNORECASE
    ),
    "inline style": re.compile(r"<style\b|(?<![\w:.-])style\s*=", re.IGNORECASE),
    "inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE),
    "script or style from elsewhere": re.compile(
        r"<(script|link)\b[^>]*\b(src|href)\s*=\s*[\"'](https?:)?//", re.IGNORECASE
    ),
}


def inline_code(template: str) -> list[str]:
    """What the content security policy would refuse in the browser."""
    return [
        f"line {template.count(chr(10), 0, match.start()) + 1}: {name}"
        for name, pattern in INLINE.items()
        for match in pattern.finditer(template)
    ]


def untidy_text(content: bytes) -> list[str]:
    """Text is UTF-8, its lines end with LF, also the last one."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return [f"byte {error.start}: not UTF-8"]
    wrong = ["byte order mark"] if content.startswith(b"\xef\xbb\xbf") else []
    wrong += ["CR in line ends"] if b"\r" in content else []
    return wrong + (["no newline at the end"] if content and not content.endswith(b"\n") else [])
