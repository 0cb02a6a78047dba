--[[
Server in Lua, with select over both clients.

Multithreading is needed where receive() blocks, since a server that waits for one client cannot
hear the other one. socket.select waits for both at once, so that the list is in order of arrival.
]]
local socket = require("socket")

local port = tonumber(arg[1]) or 12000

-- The lines of all clients, in the order in which they came.
local function gather(clients)
  local waiting, lines = { table.unpack(clients) }, {}
  while #waiting > 0 do
    for _, client in ipairs(socket.select(waiting)) do
      local line = client:receive("*l")
      print("Received: " .. line)
      lines[#lines + 1] = line
      for index, one in ipairs(waiting) do
        if one == client then table.remove(waiting, index) end
      end
    end
  end
  return lines
end

io.stdout:setvbuf("line")
local listener = assert(socket.bind("*", port))
print("Listening on " .. port)
-- Both are accepted before either is read.
local clients = { listener:accept(), listener:accept() }
local lines = gather(clients)
local answer = lines[1] .. " received before " .. lines[2]
for _, client in ipairs(clients) do
  client:send(answer .. "\n")
  client:close()
end
print("Sent: " .. answer)
