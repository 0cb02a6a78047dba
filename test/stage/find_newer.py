"""What in Python files is newer than Python 3.8: syntax, names and arguments of the library.

    find_newer.py TABLE FILE...     prints a JSON list of "file:line: what"

The table, after-python-3.8.json, has what the standard library got since. A name that is found
through a variable (`process.wait` and the like) cannot be judged; methods of the built-in types are
looked for by their names alone.
"""

import ast
import json
import sys

BUILTIN_GENERICS = {"dict", "frozenset", "list", "set", "tuple", "type"}  # PEP 585, Python 3.9


def find_newer(source, path, table):
    """Give what is newer in one file."""
    try:
        tree = ast.parse(source, path, feature_version=(3, 8))
    except SyntaxError as error:
        return ["%s:%s: %s" % (path, error.lineno, error.msg)]
    aliases, found = {}, []
    for node in ast.walk(tree):
        found += [(node, what) for what in judge_import(node, aliases, table)]
    for node in ast.walk(tree):
        found += [(node, what) for what in judge_use(node, aliases, table)]
    return ["%s:%d: %s" % (path, node.lineno, what) for node, what in found]


def judge_import(node, aliases, table):
    """Note what a name stands for; give what is imported and newer."""
    if isinstance(node, ast.Import):
        for name in node.names:
            aliases[name.asname or name.name.split(".")[0]] = (
                name.name if name.asname else name.name.split(".")[0])
            if name.name in table["modules"]:
                yield name.name
    if isinstance(node, ast.ImportFrom) and not node.level:
        if node.module in table["modules"]:
            yield node.module
        for name in node.names:
            aliases[name.asname or name.name] = "%s.%s" % (node.module, name.name)
            if name.name in table["names"].get(node.module, ()):
                yield "%s.%s" % (node.module, name.name)


def judge_use(node, aliases, table):
    """Give what a node uses that is newer."""
    if isinstance(node, ast.Attribute):
        owner, _, name = (resolve(node, aliases) or "").rpartition(".")
        if name in table["names"].get(owner, ()):
            yield "%s.%s" % (owner, name)
        elif not owner and node.attr in table["methods"]:
            yield "method %s" % node.attr
    elif isinstance(node, ast.Call):
        callee = resolve(node.func, aliases) or ""
        for word in node.keywords:
            if word.arg in table["arguments"].get(callee, ()):
                yield "%s(%s=)" % (callee, word.arg)
            if callee == "zip" and word.arg == "strict":
                yield "zip(strict=)"
    elif isinstance(node, ast.Subscript):
        if isinstance(node.value, ast.Name) and node.value.id in BUILTIN_GENERICS:
            yield "%s[...]" % node.value.id
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        if any(isinstance(side, (ast.Dict, ast.DictComp)) for side in (node.left, node.right)):
            yield "dict | dict"
        if any(isinstance(side, ast.Constant) and side.value is None
               for side in (node.left, node.right)):
            yield "X | None"


def resolve(node, aliases):
    """Name what an expression stands for, "subprocess.Popen", if it is a plain name."""
    if isinstance(node, ast.Name):
        return aliases.get(node.id, node.id if node.id == "zip" else None)
    if isinstance(node, ast.Attribute):
        owner = resolve(node.value, aliases)
        return owner and "%s.%s" % (owner, node.attr)
    return None


def main():
    """Judge the files named."""
    with open(sys.argv[1], encoding="utf-8") as file:
        table = json.load(file)
    found = []
    for path in sys.argv[2:]:
        with open(path, encoding="utf-8") as file:
            found += find_newer(file.read(), path, table)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
