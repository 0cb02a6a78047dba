require_relative 'base'
correr('Y')
