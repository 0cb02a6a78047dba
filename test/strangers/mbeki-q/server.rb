#!/usr/bin/env ruby
# frozen_string_literal: true

# Assignment 2 - server in Ruby                       Thandi Mbeki
#
# Why threads? `gets` on a socket waits until that one client has typed
# a line. X and Y can type whenever they like, so one thread waits for X and
# one for Y, and a Queue (shared, thread safe) remembers who came first.

require 'socket'

port = (ARGV[0] || 4567).to_i
server = TCPServer.new('0.0.0.0', port)
$stdout.sync = true
puts "Listening on #{port}. Waiting for two clients..."

# accept both before we read from any of them
clients = Array.new(2) do |i|
  sock = server.accept
  puts "Client no. #{i + 1} is connected (#{sock.peeraddr[3]})"
  sock
end

line_up = Queue.new

readers = clients.map do |sock|
  Thread.new do
    text = sock.gets&.chomp
    line_up << text            # first come, first in the queue
    puts "IN:  #{text}"
  end
end
readers.each(&:join)

# take them out again in the same order
first = line_up.pop
second = line_up.pop
reply = "#{first} received before #{second}"

clients.each do |sock|
  sock.puts reply
  puts "OUT: #{reply}"
  sock.close
end
