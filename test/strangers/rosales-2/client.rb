require 'socket'
$stdout.sync = true

# ask who we are
print 'Are you X or Y? '
letter = gets.chomp.upcase
print 'Server: '
host = gets.chomp

# connect
s = TCPSocket.new(host, 2626)
puts 'Connected'

# small menu
loop do
  puts '1) send name'
  puts '2) quit'
  print 'choice: '
  choice = gets
  break if choice.nil? || choice.chomp == '2'
  next unless choice.chomp == '1'
  print 'name: '
  msg = "#{letter}: #{gets.chomp}"
  s.puts msg
  puts "sent: #{msg}"
  puts "got: #{s.gets}"
  break
end
s.close
