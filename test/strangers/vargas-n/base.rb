# parte comun de los clientes
require 'socket'

def correr(letra)
  print 'IP del servidor (Enter = 10.0.0.1): '
  ip = $stdin.gets.strip
  ip = '10.0.0.1' if ip.empty?
  s = TCPSocket.new(ip, 5050)
  print "Escribe el mensaje de #{letra}: "
  s.puts "#{letra}: #{$stdin.gets.strip}"
  # acuse de recibo
  puts s.gets
  s.close
end
