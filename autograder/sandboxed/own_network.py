"""A network and queues of a process's own: it finds no port, no socket's name and no queue that another one left."""

import fcntl
import socket
import struct

NEW_IPC = 0x08000000  # flags of unshare
NEW_NET = 0x40000000
SET_FLAGS = 0x8914  # of a network interface, by ioctl
UP_AND_RUNNING = 0x41


def raise_loopback() -> None:
    """Let the programs in a new network talk to each other by the address 127.0.0.1.

    Raises
    ------
    OSError : without the right to.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        fcntl.ioctl(asked, SET_FLAGS, struct.pack("16sH14x", b"lo", UP_AND_RUNNING))
