require 'socket'
$stdout.sync = true
name, host, port = ARGV
abort 'ruby client.rb X h1 [4481]' unless host
s = TCPSocket.new(host, port || 4481)
Thread.new do
  while (l = s.gets)
    puts "  < #{l}"
  end
  puts '  (server gone)'
  exit!
end
print "#{name}? "
started = false
while (t = $stdin.gets)
  t.chomp!
  s.puts(started ? t : "#{name} #{t}")
  started = true
  puts "  > #{name}: #{t}"
end
sleep
