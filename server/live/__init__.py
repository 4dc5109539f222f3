"""The live part: Socket.IO's namespace /live. Only here are socket ids (`sid`) known."""

NAMESPACE = "/live"
