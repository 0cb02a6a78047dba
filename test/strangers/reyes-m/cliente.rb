# ruby cliente.rb           (asks for what it needs)
require 'socket'
$stdout.sync = true

print 'Host [10.0.0.1]: '
host = $stdin.gets.chomp
host = '10.0.0.1' if host.empty?
print 'Letra (X/Y): '
letra = $stdin.gets.chomp

s = TCPSocket.new(host, 2000)
# a thread shows what comes from the server
Thread.new do
  while (l = s.gets)
    puts "<< #{l}"
  end
  puts 'fin'
  exit
end

puts 'Escribe mensajes:'
while (m = $stdin.gets)
  s.puts "#{letra} #{m.chomp}"
  puts ">> #{letra}: #{m}"
end
sleep
