#!/usr/bin/env ruby
# frozen_string_literal: true

# Client: type the complete message, with the letter, like in the assignment:
#   X: Alice
require 'socket'

host = ARGV[0] || '10.0.0.1'
port = (ARGV[1] || 4567).to_i

sock = TCPSocket.new(host, port)
$stdout.sync = true
print 'Type your message (e.g. X: Alice): '
msg = $stdin.gets.chomp

sock.puts msg
puts "OUT: #{msg}"
puts "IN:  #{sock.gets}"    # acknowledgement from the server
sock.close
