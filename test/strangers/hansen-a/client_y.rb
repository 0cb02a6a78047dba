#!/usr/bin/env ruby
# CST 311, assignment 2: client Y
# Mads Hansen
# ruby client_y.rb [server]

require 'socket'

host = ARGV[0] || '10.0.0.1'

# connect to the server
sock = TCPSocket.new(host, 2000)
puts 'Client Y is connected'

# enter sends the message
print 'Message: '
text = $stdin.gets.chomp
sock.puts text
puts "Sent: #{text}"

# the acknowledgement
puts "Received: #{sock.gets}"
sock.close
