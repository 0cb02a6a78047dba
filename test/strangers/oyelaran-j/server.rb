# Why threads: gets blocks. One thread per client, otherwise X would block Y
# and the order would be mine instead of theirs. They share a Queue.
require 'socket'

$stdout.sync = true
port = (ARGV[0] || 4481).to_i
srv = TCPServer.new('0.0.0.0', port)
puts "up on #{port}"

socks = Array.new(2) { srv.accept.tap { |s| puts "hello #{s.peeraddr[3]}" } }
q = Queue.new

socks.each_with_index do |s, i|
  Thread.new do
    while (l = s.gets)
      q << [i, l.chomp]
    end
    q << [i, nil]
  end
end

names = {}
first = []
loop do
  i, l = q.pop
  break if l.nil?
  puts "#{names[i] || i} => #{l}"
  unless names[i]
    names[i], text = l.split(/\s+/, 2)
    first << "#{names[i]}: #{text}"
    if first.size == 2
      ack = first.join(' received before ')
      puts "=> all: #{ack}"
      socks.each { |s| s.puts ack }
    end
    next
  end
  out = "#{names[i]}: #{l}"
  puts "=> #{names[1 - i]}: #{out}"
  socks[1 - i].puts out
  break if l =~ /\Abye\.?\z/i
end
socks.each(&:close)
