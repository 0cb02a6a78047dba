# Tarea 2 - Servidor - Mateo Vargas
# Why multithreading? Because with gets the program stops until the client writes, so
# with only one thread it is not possible to attend the two clients at once.
require 'socket'

puerto = (ARGV[0] || 5050).to_i
servidor = TCPServer.new(puerto)
puts "Esperando en el puerto #{puerto}"

clientes = []
# aceptar a los dos clientes
2.times do
  clientes << servidor.accept
  puts "Cliente conectado (#{clientes.size})"
end

mensajes = []
candado = Mutex.new
hilos = clientes.map do |c|
  Thread.new do
    m = c.gets.chomp
    # guardar en orden de llegada
    candado.synchronize { mensajes << m }
    puts "Mensaje: #{m}"
  end
end
hilos.each(&:join)

# respuesta a los dos
clientes.each do |c|
  c.puts "#{mensajes[0]} received before #{mensajes[1]}"
  c.close
end
puts 'Listo'
