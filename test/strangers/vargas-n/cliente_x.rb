require_relative 'base'
correr('X')
