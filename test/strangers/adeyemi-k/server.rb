# server.rb  (Folake Adeyemi)
#
# Multithreading is needed because +gets+ blocks. One thread per client lets both of
# them talk whenever they feel like it, and a thread-safe Queue keeps what they
# said in the order in which it came in. One thread alone could only listen to one
# of the two and would make the other one wait.
require 'socket'

$stdout.sync = true
Mail = Struct.new(:from, :text)

server = TCPServer.new('0.0.0.0', (ARGV[0] || 4567).to_i)
puts 'Waiting for two clients...'

# Both must be connected before we listen to anybody
people = %w[one two].map do |nth|
  s = server.accept
  puts "Client number #{nth} connected"
  s
end
# only now ask for their names (X or Y)
socks = {}
people.each do |s|
  s.puts 'WHO'
  socks[s.gets.chomp] = s
end
puts "They are #{socks.keys.join(' and ')}"
socks.each_value { |s| s.puts 'START' }

box = Queue.new
# a listener for each
socks.each do |letter, s|
  Thread.new do
    while (line = s.gets)
      box << Mail.new(letter, line.chomp)
    end
    box << Mail.new(letter, nil)   # hung up
  rescue IOError, Errno::ECONNRESET
    box << Mail.new(letter, nil)
  end
end

post = lambda do |letter, text|
  socks[letter].puts text
  puts "to   #{letter} | #{text}"
rescue Errno::EPIPE, IOError
  puts "#{letter} has gone"
end

# take the mails out one by one
opening = {}                       # hashes keep the order of insertion
loop do
  m = box.pop
  break if m.text.nil?
  puts "from #{m.from} | #{m.text}"
  other = socks.keys.find { |k| k != m.from }
  if !opening.key?(m.from)
    opening[m.from] = m.text
    if opening.size == 2
      verdict = opening.map { |l, t| "#{l}: #{t}" }.join(' received before ')
      socks.each_key { |l| post.(l, verdict) }
    end
  else
    post.(other, "#{m.from}: #{m.text}")
    break if m.text.strip.casecmp?('bye')
  end
end
# finish: close the two lines
socks.each_value(&:close)
puts 'Bye bye'
