"""Wrong: the server leaves out no answer."""
import server

server.SHARE = 0
server.run()
