#!/usr/bin/env ruby
# CST 311, assignment 2: server
# Mads Hansen
#
# Why we need threads:
# gets on a socket blocks. With only one thread the server would wait for client X
# and not hear client Y, so it could never find out that Y was faster. One
# thread for each client waits for its own client, and all of them push to the same Queue (Queue
# in ruby is thread safe). What comes out of the queue first was received first.

require 'socket'

port = (ARGV[0] || 2000).to_i
server = TCPServer.new('0.0.0.0', port)
puts "Server runs on port #{port}"

# accept both clients before anything is read
clients = {}
%w[X Y].each do |label|
  clients[label] = server.accept
  puts "Client #{label} connected"
end

# now read, one thread each
inbox = Queue.new
threads = clients.map do |label, sock|
  Thread.new do
    text = sock.gets.to_s.chomp
    inbox << "#{label}: #{text}"
    puts "Received #{label}: #{text}"
  end
end
threads.each(&:join)

# the order in the queue is the order of arrival
first = inbox.pop
second = inbox.pop
answer = "#{first} received before #{second}"

# acknowledge to both
clients.each do |label, sock|
  sock.puts answer
  puts "Sent to #{label}: #{answer}"
  sock.close
end
