"""Makes archives that no honest student hands in, one a trick, in the folder named."""
import gzip
import io
import lzma
import os
import stat
import struct
import subprocess
import sys
import tarfile
import warnings
import zipfile

from rar_archive import pack_rar

warnings.simplefilter("ignore")
os.chdir(sys.argv[1])


def make_zip(name, *entries, mode=None, method=zipfile.ZIP_DEFLATED):
    """A zip of (path, bytes) pairs; `mode` is the st_mode of all of them."""
    with zipfile.ZipFile(name, "w", method) as archive:
        for path, data in entries:
            info = zipfile.ZipInfo("x")
            info.filename = path
            info.compress_type = method
            info.create_system = 3
            info.external_attr = (mode or (stat.S_IFREG | 0o644)) << 16
            archive.writestr(info, data)


def make_tar(name, *entries, mode="w"):
    """A tar of (path, bytes or changes to the head) pairs."""
    with tarfile.open(name, mode) as archive:
        for path, what in entries:
            info = tarfile.TarInfo(path)
            if isinstance(what, bytes):
                info.size = len(what)
                archive.addfile(info, io.BytesIO(what))
            else:
                for key, value in what.items():
                    setattr(info, key, value)
                archive.addfile(info)


link = {"type": tarfile.SYMTYPE, "linkname": "/etc/shadow"}
hard = {"type": tarfile.LNKTYPE, "linkname": "server.py"}
device = {"type": tarfile.BLKTYPE, "devmajor": 8}
good = ("server.py", b"print('hello')\n")
deep = "/".join(["d"] * 40) + "/server.py"
zeros = bytes(20 << 20)

make_zip("good.zip", ("lab/server.py", good[1]), ("lab/.git/config", b"x"), ("lab/", b""))
make_tar("good.tar", good, ("node_modules/.bin/x", link), ("run.sh", b"#!/bin/sh\n"))
make_tar("good.tgz", ("lab", {"type": tarfile.DIRTYPE}), ("lab/server.py", good[1]), mode="w:gz")
make_tar("pax.tar", ("lab/" + "long" * 30 + "ü.py", good[1]))

make_zip("traversal.zip", good, ("../../evil.py", b"x"))
make_zip("traversal-inside.zip", ("lab/../../evil.py", b"x"))
make_zip("absolute.zip", ("/etc/cron.d/evil", b"x"))
make_zip("drive.zip", ("C:/evil.py", b"x"))
make_zip("link.zip", ("server.py", b"/etc/shadow"), mode=stat.S_IFLNK | 0o777)
make_zip("device.zip", ("server.py", b""), mode=stat.S_IFBLK | 0o666)
make_zip("twice.zip", good, good)
make_zip("file-and-folder.zip", ("server.py", b"x"), ("server.py/x", b"x"))
make_zip("newline.zip", ("server\n.py", b"x"))
make_zip("escape.zip", ("\x1b[2Jserver.py", b"x"))
make_zip("deep.zip", (deep, b"x"))
make_zip("bomb.zip", ("server.py", zeros))
make_zip("bombs.zip", *[(f"{n}.py", bytes(1 << 20)) for n in range(70)])
make_zip("many.zip", *[(f"{n}.py", b"") for n in range(2500)])
make_zip("lzma.zip", good, method=zipfile.ZIP_LZMA)

make_zip("encrypted.zip", good)
data = bytearray(open("encrypted.zip", "rb").read())
for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
    struct.pack_into("<H", data, data.index(magic) + at, 1)
open("encrypted.zip", "wb").write(data)

make_zip("lies.zip", ("server.py", bytes(5000)))
data = bytearray(open("lies.zip", "rb").read())
struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
open("lies.zip", "wb").write(data)

make_zip("damaged.zip", good, method=zipfile.ZIP_STORED)
data = open("damaged.zip", "rb").read()
open("damaged.zip", "wb").write(data.replace(b"hello", b"hullo"))
open("cut.zip", "wb").write(open("good.zip", "rb").read()[:90])

make_tar("traversal.tar", good, ("../evil.py", b"x"))
make_tar("absolute.tar", ("/tmp/evil.py", b"x"))
make_tar("link.tar", ("server.py", link))
make_tar("hard.tar", good, ("client.py", hard))
make_tar("device.tar", ("server.py", device))
make_tar("pipe.tar", ("server.py", {"type": tarfile.FIFOTYPE}))
make_tar("twice.tar", good, ("./server.py", b"other"))
make_tar("newline.tar", ("server\n.py", b"x"))
make_tar("deep.tar", (deep, b"x"))
make_tar("bomb.tgz", ("server.py", zeros), mode="w:gz")
make_tar("many.tgz", *[(f"{n}.py", b"") for n in range(2500)], mode="w:gz")

tree = (("lab", {"type": tarfile.DIRTYPE}), ("lab/server.py", good[1]))
make_tar("good.tar.xz", *tree, mode="w:xz")
make_tar("good.tbz2", *tree, mode="w:bz2")
make_tar("tree.tar", *tree)
for name, kind in (("good.7z", ["--format", "7zip"]), ("good.tar.zst", ["--zstd"])):
    subprocess.run(["bsdtar", "-c", "-f", name, *kind, "@tree.tar"], check=True)
os.remove("tree.tar")
open("good.rar", "wb").write(pack_rar([("lab/server.py", good[1])]))
open("traversal.rar", "wb").write(pack_rar([("../evil.py", b"x")]))
open("twice.rar", "wb").write(pack_rar([good, good]))
make_tar("traversal.tar.xz", good, ("../evil.py", b"x"), mode="w:xz")
make_tar("link.tar.xz", ("server.py", link), mode="w:xz")
make_tar("device.tar.xz", ("server.py", device), mode="w:xz")
make_tar("bomb.tar.xz", ("server.py", zeros), mode="w:xz")
open("cut.tar.xz", "wb").write(open("good.tar.xz", "rb").read()[:150])
open("cut.7z", "wb").write(open("good.7z", "rb").read()[:60])
open("no-archive.tar.xz", "wb").write(lzma.compress(b"print('hello')\n"))
make_tar("huge.tar.xz", *[(f"{n}.py", bytes(1 << 20)) for n in range(70)], mode="w:xz")
with gzip.open("huge.tgz", "wb") as out:
    out.write(os.urandom(1 << 19))
    for _ in range(90):
        out.write(bytes(1 << 20))
open("cut.tgz", "wb").write(open("good.tgz", "rb").read()[:100])
open("cut.tar", "wb").write(open("good.tar", "rb").read()[:700])
make_tar("nothing.tgz", mode="w:gz")
make_tar("nothing.tar.xz", mode="w:xz")
open("text.zip", "wb").write(b"this is no archive at all")
open("empty.zip", "wb").write(b"")
