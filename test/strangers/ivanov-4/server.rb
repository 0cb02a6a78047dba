# server.rb
# Dmitri Ivanov, CST 311, second assignment
#
# Why threads are needed here:
#   "gets" on a socket blocks. The first message may come on either of the sockets, and
#   if we block on the wrong one we learn about the earlier message too late. Therefore
#   there is one thread for each socket, and they push the line they got on
#   a Queue that all of them share. Pop gives back the lines in order of arrival.

require 'socket'

PORT = (ARGV[0] || 8311).to_i

$stdout.sync = true          # show output at once

server = TCPServer.new('0.0.0.0', PORT)
puts "waiting for X and Y on port #{PORT}"

# both connections first
clients = Array.new(2) do
  c = server.accept
  puts "accepted #{c.peeraddr[3]}"
  c
end

# then one thread per connection
inbox = Queue.new
threads = clients.map do |c|
  Thread.new { inbox << c.gets.to_s.chomp }
end

# take the messages in the order they came in
first = inbox.pop
puts "1st message: #{first}"
second = inbox.pop
puts "2nd message: #{second}"
threads.each(&:join)

# and let the both of them know
reply = "#{first} received before #{second}"
clients.each do |c|
  c.puts reply
  puts "told #{c.peeraddr[3]}: #{reply}"
  c.close
end
