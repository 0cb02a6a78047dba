"""Makes archives from JSON on standard input: {path of the archive: {path within: text or
{"link": target} or {"archive": {…}}}}; the ending says which kind, or "kind" beside "entries"."""
import io
import json
import sys
import tarfile
import zipfile

from rar_archive import pack_rar


def make_zip(entries):
    """Give the bytes of a zip."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, what in entries.items():
            info = zipfile.ZipInfo("x")
            info.filename = path
            info.create_system = 3
            is_link = isinstance(what, dict) and "link" in what
            info.external_attr = (0o120777 if is_link else 0o100644) << 16
            archive.writestr(info, what["link"] if is_link else read(what))
    return data.getvalue()


def make_rar(entries):
    """Give the bytes of a rar."""
    return pack_rar([(path, read(what)) for path, what in entries.items()])


def make_tar(entries, packing="gz"):
    """Give the bytes of a tar, packed."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w:" + packing) as archive:
        for path, what in entries.items():
            info = tarfile.TarInfo(path)
            if isinstance(what, dict) and "link" in what:
                info.type, info.linkname = tarfile.SYMTYPE, what["link"]
                archive.addfile(info)
                continue
            body = read(what)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return data.getvalue()


def read(what):
    """Give the bytes of one entry."""
    if isinstance(what, str):
        return what.encode()
    if what["kind"] == "txz":
        return make_tar(what["entries"], "xz")
    return {"zip": make_zip, "tgz": make_tar, "rar": make_rar}[what["kind"]](what["entries"])


for name, one in json.load(sys.stdin).items():
    with open(name, "wb") as file:
        file.write(read(one))
