# client.rb
# Dmitri Ivanov, CST 311
#
# ruby client.rb FILE [SERVER] [PORT] [SECONDS]
#   FILE     the message to send: msgs/x.txt (client X) or msgs/y.txt (client Y)
#   SECONDS  how long to wait between connecting and sending (default 3)

require 'socket'

file    = ARGV[0] or abort 'usage: ruby client.rb FILE [SERVER] [PORT] [SECONDS]'
host    = ARGV[1] || '10.0.0.1'
port    = (ARGV[2] || 8311).to_i
seconds = (ARGV[3] || 3).to_f

$stdout.sync = true
message = File.read(file).strip      # e.g. "X: Alice"

sock = TCPSocket.new(host, port)     # connect
puts "connected, sending in #{seconds} s"
sleep seconds
sock.puts message                    # send
puts "sent: #{message}"
puts "got:  #{sock.gets}"            # answer
sock.close
