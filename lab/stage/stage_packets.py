"""The wire witness without tcpdump: a packet socket of the stage's own, which writes the same pcap.

In a user namespace tcpdump ends at once, since it cannot change its user there (initgroups(3) needs
setgroups(2), which user_namespaces(7) denies). A packet(7) socket works. Its frames come through a
ring that it shares with the kernel (PACKET_RX_RING, TPACKET_V3): the kernel stamps a frame when it
takes it, so a reader that is late shifts nothing; and the ring holds a burst, where the receive
buffer of a socket without privileges in the first namespace is 208 KiB (net.core.rmem_max), which
six segments of 64 KiB fill. Layouts: linux/if_packet.h, Documentation/networking/packet_mmap.
"""

import mmap
import os
import select
import socket
import struct
import threading
import time

from stage_capture import Capture
from stage_netns import open_socket

SOL_PACKET = 263
PACKET_RX_RING, PACKET_STATISTICS, PACKET_VERSION = 5, 6, 10
TPACKET_V3 = 2
ETH_P_ALL = 3
STATUS_KERNEL, STATUS_USER = 0, 1  # whose a block is
VLAN_VALID, VLAN_TPID_VALID = 1 << 4, 1 << 6
BLOCK_BYTES, BLOCKS = 1 << 18, 128  # 32 MiB, as much as tcpdump is given
FRAME_BYTES = 2048  # of no meaning in version 3, but checked
RETIRE_MS = 5  # after so long a block that is not full is handed over
SNAP_BYTES = 65535

BLOCK_STATUS = struct.Struct("=8xIII")  # block_status, num_pkts, offset_to_first_pkt
PACKET_HEADER = struct.Struct("=IIIIIIHHIIH")  # tpacket3_hdr up to vlan_tpid
FILE_HEADER = struct.Struct("=IHHiIII")  # pcap-savefile(5)
RECORD_HEADER = struct.Struct("=IIII")
NANOSECONDS, ETHERNET = 0xA1B23C4D, 1


class PacketCapture(Capture):
    """One packet socket for one play. Never raises for its own sake: trouble becomes a gap."""

    def __init__(self, host, interface, path):
        self.host, self.interface, self.path = host, interface, path
        self.sent = 0
        self.process = None
        self.socket = self.ring = self.file = None
        self.next_block = 0
        self.failure = None
        self.ending = threading.Event()
        self.reader = threading.Thread(target=self.read_ring, daemon=True)
        try:
            self.open()
        except OSError as error:
            self.failure = str(error)

    def open(self):
        """Open the file, then the ring, then bind: from there on frames come, and are kept."""
        self.file = open(self.path, "wb", buffering=0)
        self.file.write(FILE_HEADER.pack(NANOSECONDS, 2, 4, 0, 0, SNAP_BYTES, ETHERNET))
        # Without a protocol it takes nothing until it is bound; every interface's frames otherwise.
        self.socket = open_socket(self.host.pid, socket.AF_PACKET, socket.SOCK_RAW, 0)
        self.socket.setsockopt(SOL_PACKET, PACKET_VERSION, TPACKET_V3)
        frames = BLOCK_BYTES * BLOCKS // FRAME_BYTES
        self.socket.setsockopt(SOL_PACKET, PACKET_RX_RING, struct.pack(
            "=7I", BLOCK_BYTES, BLOCKS, FRAME_BYTES, frames, RETIRE_MS, 0, 0))
        self.ring = mmap.mmap(self.socket.fileno(), BLOCK_BYTES * BLOCKS)
        self.socket.bind((self.interface, ETH_P_ALL))
        self.reader.start()

    def wait_listening(self, deadline):
        """It captures since it was made; None, or in one sentence why it does not."""
        if self.failure is None:
            return None
        return "the packet socket does not capture on %s: %s" % (self.interface, self.failure)

    def is_running(self):
        """Tell whether it goes on capturing."""
        return self.reader.is_alive() and self.failure is None

    def read_ring(self):
        """Write what comes into the file, until told to end; from a thread of its own."""
        waiting = select.poll()
        waiting.register(self.socket, select.POLLIN)
        try:
            while not self.ending.is_set():
                waiting.poll(100)
                self.read_blocks()
            self.read_blocks()
        except (OSError, struct.error) as error:
            self.failure = "%s: %s" % (type(error).__name__, error)

    def read_blocks(self):
        """Take every block that is ours, and give it back."""
        while True:
            start = self.next_block * BLOCK_BYTES
            status, count, offset = BLOCK_STATUS.unpack_from(self.ring, start)
            if not status & STATUS_USER:
                return
            records = []
            at = start + offset
            for _ in range(count):
                step = self.read_packet(at, records)
                at += step
            write_all(self.file, b"".join(records))
            struct.pack_into("=I", self.ring, start + 8, STATUS_KERNEL)
            self.next_block = (self.next_block + 1) % BLOCKS

    def read_packet(self, at, records):
        """Add one frame as a record of the file; give the way to the next."""
        (step, sec, nsec, kept, length, status, mac, _, _, tag,
         protocol) = PACKET_HEADER.unpack_from(self.ring, at)
        frame = self.ring[at + mac:at + mac + kept]
        if status & VLAN_VALID and kept >= 12:
            # The kernel takes the tag out of the frame (IEEE 802.1Q); in a file it stands there.
            kind = protocol if status & VLAN_TPID_VALID else 0x8100
            frame = frame[:12] + struct.pack("!HH", kind, tag & 0xFFFF) + frame[12:]
            length += 4
        frame = frame[:SNAP_BYTES]
        records += [RECORD_HEADER.pack(sec, nsec, len(frame), length), frame]
        return step

    def finish(self, limit=3.0):
        """End it once the marker is in the file; give the gaps, a sentence each."""
        if self.socket is None:
            return []  # It was said when the play began.
        gaps = []
        if self.is_running():
            gaps += self.see_end(limit)
        self.ending.set()
        if self.reader.ident is not None:
            self.reader.join(limit)
        if self.failure is not None:
            gaps.append("the packet socket failed: %s" % self.failure)
        dropped = self.count_dropped()
        if dropped > 0:
            gaps.append("the kernel dropped %d packets" % dropped)
        self.socket.close()
        self.file.close()
        return gaps

    def count_dropped(self):
        """Count the frames that found no room in the ring (packet(7), PACKET_STATISTICS)."""
        try:
            data = self.socket.getsockopt(SOL_PACKET, PACKET_STATISTICS, 12)
            return struct.unpack("=III", data)[1]
        except (OSError, struct.error):
            return 0


def write_all(file, data):
    """Write all of it: a single write(2) may take less."""
    view = memoryview(data)
    while view:
        view = view[file.write(view):]
