# client.rb -- Diego Sandoval
# usage: ruby client.rb NAME [host]
require 'socket'
$stdout.sync = true

name = ARGV[0]
host = ARGV[1] || 'localhost'
sock = TCPSocket.new(host, 2000)   # connect by TCP

# thread that prints what comes from the server
Thread.new do
  while (line = sock.gets)
    puts "<< #{line}"
  end
  puts 'server closed'
  exit!
end

# keyboard input
puts 'Type message:'
while (text = $stdin.gets)
  sock.puts "#{name}: #{text.chomp}"
  puts ">> #{name}: #{text}"
end
sleep
