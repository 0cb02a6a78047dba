# server.rb -- Diego Sandoval, CST 311
#
# Multithreading: gets() blocks until the client sends a line. If everything was in one thread
# then we'd be stuck waiting for one client while the other one maybe already sent. So we need one
# thread for each client, and a Queue that both threads push to (it is threadsafe) so
# the order in the queue is the order that messages were received.
require 'socket'

PORT = 2000
server = TCPServer.new('0.0.0.0', PORT)
puts "Server waiting on port #{PORT}"

# accept the two clients before reading
clients = []
2.times do
  clients << server.accept
  puts "Client #{clients.size} connected"
end

queue = Queue.new

# one thread per client, it pushes the first message
readers = clients.map do |c|
  Thread.new do
    msg = c.gets.chomp
    queue << msg
    puts "Received: #{msg}"
  end
end
readers.each(&:join)

# first one in the queue was the first one received
first = queue.pop
second = queue.pop
ack = "#{first} received before #{second}"
clients.each do |c|
  c.puts ack
  puts "Sent: #{ack}"
end

# EXTRA CREDIT chat: everything from one is sent to the other
chat = clients.each_with_index.map do |c, i|
  other = clients[1 - i]
  Thread.new do
    while (line = c.gets)
      line.chomp!
      puts "Received: #{line}"
      # client wants to leave
      if line.end_with?('Bye')
        c.close
        break
      end
      other.puts line
      puts "Sent: #{line}"
    end
  end
end
chat.each(&:join)
