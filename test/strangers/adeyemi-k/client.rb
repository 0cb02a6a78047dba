# client.rb: ruby client.rb X h1-address
require 'socket'
$stdout.sync = true
letter = ARGV[0] or abort 'ruby client.rb X|Y [address] [port]'
s = TCPSocket.new(ARGV[1] || '10.0.0.1', (ARGV[2] || 4567).to_i)

s.gets                       # WHO
s.puts letter
puts 'Waiting for the other one'
s.gets                       # START
puts 'Go ahead, type:'

# keyboard in its own thread, so that we can be interrupted by incoming mail
Thread.new do
  while (line = $stdin.gets)
    s.puts line.chomp
    puts "#{letter} (you): #{line.chomp}"
  end
end

while (line = s.gets)
  puts "> #{line}"
end
puts 'The server closed the chat.'
