# servidor.rb -- Lucia Reyes
#
# Why threads: gets() waits for a line, so with a single thread the server would hear one client only
# and would never know if the other spoke earlier. With one thread per client, and a Mutex for the
# shared array, the first thread that gets a line is the first in the array.
require 'socket'

PUERTO = (ARGV[0] || 2000).to_i
$stdout.sync = true

class Sala
  def initialize
    @mensajes = []            # [[letra, texto], ...] en orden de llegada
    @mutex    = Mutex.new
    @listo    = ConditionVariable.new
  end

  # deposit a message, wait until there are two, return the sentence
  def llegar(letra, texto)
    @mutex.synchronize do
      @mensajes << [letra, texto]
      @listo.broadcast
      @listo.wait(@mutex) while @mensajes.size < 2
      a, b = @mensajes
      "#{a[0]}: #{a[1]} received before #{b[0]}: #{b[1]}"
    end
  end
end

sala = Sala.new
tcp  = TCPServer.new('0.0.0.0', PUERTO)
puts "Servidor en el puerto #{PUERTO}"

# the client that connects first is NOT always X, so each one tells its letter in the message
clientes = Array.new(2) { tcp.accept.tap { |c| puts "Conectado: #{c.peeraddr[3]}" } }

hilos = clientes.each_with_index.map do |c, i|
  Thread.new do
    letra, texto = c.gets.chomp.split(' ', 2)
    puts "#{letra} -> servidor: #{texto}"
    frase = sala.llegar(letra, texto)
    c.puts frase
    puts "servidor -> #{letra}: #{frase}"
    # extra credit: relay (the Bye is not done yet, stop with Ctrl-C)
    otro = clientes[1 - i]
    while (linea = c.gets)
      _, texto = linea.chomp.split(' ', 2)
      puts "#{letra} -> servidor: #{texto}"
      otro.puts "#{letra}: #{texto}"
      puts "servidor -> otro: #{letra}: #{texto}"
    end
  end
end
hilos.each(&:join)
