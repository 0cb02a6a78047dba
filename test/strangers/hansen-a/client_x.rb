#!/usr/bin/env ruby
# CST 311, assignment 2: client X
# Mads Hansen
# ruby client_x.rb [server]

require 'socket'

host = ARGV[0] || '10.0.0.1'

# connect to the server
sock = TCPSocket.new(host, 2000)
puts 'Client X is connected'

# enter sends the message
print 'Message: '
text = $stdin.gets.chomp
sock.puts text
puts "Sent: #{text}"

# the acknowledgement
puts "Received: #{sock.gets}"
sock.close
