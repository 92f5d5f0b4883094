"""Connects to the sockets of services on this machine: the system's message bus, containers, the display.

Their files are not shown, and abstract names belong to another network.
"""

CELLS = {
    "sigmoid_derivative": """
import glob, os, socket
def sigmoid_derivative(z):
    reached = []
    places = ["/run/dbus/system_bus_socket", "/var/run/docker.sock", "/tmp/.X11-unix/X0", "\\0/tmp/.X11-unix/X0",
              "/run/systemd/private", *glob.glob("/run/**/*sock*", recursive=True), "\\0"]
    known = open("/proc/net/unix").read() if os.path.exists("/proc/net/unix") else ""
    for line in known.splitlines()[1:]:
        if len(line.split()) == 8 and line.split()[7].startswith("@"):
            places.append("\\0" + line.split()[7][1:])
    for place in places:
        try:
            socket.socket(socket.AF_UNIX).connect(place)
            reached.append(place)
        except OSError:
            pass
    raise ValueError(f"reached {len(reached)} services")
"""
}

SAYS = "reached 0 services"
