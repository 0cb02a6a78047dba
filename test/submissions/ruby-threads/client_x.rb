# Client X in Ruby: asks for a name, sends it with its letter, prints the answer.
require 'socket'

# The server's host is told, its port is fixed.
host = ARGV.shift || '10.0.0.1'
socket = TCPSocket.new(host, 12000)
print 'Your name: '
name = $stdin.gets.chomp
message = "X: #{name}"
socket.puts message
puts "Sent: #{message}"
# One line is the answer.
puts "From server: #{socket.gets}"
socket.close
