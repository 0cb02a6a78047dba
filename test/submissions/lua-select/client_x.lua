-- Client X in Lua: sends the line that is typed, and prints the answer.
local socket = require("socket")

local host, port = arg[1] or "10.0.0.1", arg[2] or 12000
local server = assert(socket.connect(host, port))
io.write("Message of X: ")
io.flush()
local message = io.read()
-- The server reads a line.
server:send(message .. "\n")
print("Sent: " .. message)
print("From server: " .. server:receive("*l"))
server:close()
