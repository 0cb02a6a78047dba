# Server in Ruby, with a thread for each client.
#
# Threads are needed because gets blocks until its client has spoken. With one thread the server
# would wait for one client although the other has long sent its message; each thread puts what it
# hears into one queue, which is in the order of arrival.
require 'socket'

PORT = 12000

# Wait for the line of one client, and note it.
def receive(client, queue)
  text = client.gets.chomp
  puts "Received: #{text}"
  queue << text
end

server = TCPServer.new('0.0.0.0', PORT)
puts "Listening on #{PORT}"
# Both are accepted before either is read.
clients = Array.new(2) { server.accept }
queue = Queue.new
threads = clients.map { |client| Thread.new { receive(client, queue) } }
threads.each(&:join)
answer = "#{queue.pop} received before #{queue.pop}"
clients.each do |client|
  client.puts answer
  client.close
end
puts "Sent: #{answer}"
