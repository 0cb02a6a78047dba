require 'socket'

# Server, runs for ever. Each round takes two clients.
PORT = 2626
server = TCPServer.new('0.0.0.0', PORT)
$stdout.sync = true
puts "Server up on #{PORT}"

round = 0
loop do
  round += 1
  puts "--- round #{round} ---"
  # get both clients first
  clients = [server.accept, server.accept]
  puts 'two clients connected'

  # shared queue for the threads
  q = Queue.new
  clients.each do |c|
    Thread.new do
      line = c.gets
      q << line.chomp if line
    end
  end

  first = q.pop
  puts "first: #{first}"
  second = q.pop
  puts "second: #{second}"

  # tell both
  ack = "#{first} received before #{second}"
  clients.each do |c|
    c.puts ack
    c.close
  end
  puts "sent: #{ack}"
end
